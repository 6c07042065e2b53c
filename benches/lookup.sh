#!/usr/bin/env bash
# Builds a registry of sealed certificates and prints what that takes: the site with its buckets, a build without a change,
# one with one more batch; and what a lookup takes: bytes, requests, the time of a name check at the sample's cost.
#
#   benches/lookup.sh [certificates] [institutions] [folder]
#
# With a folder, the registry written there is kept and used again. Needs GNU time; on Debian: apt-get install time
set -euo pipefail
cd "$(dirname "$0")/.."

certificates=${1:-1000000}
institutions=${2:-1000}
command -v /usr/bin/time >/dev/null || { echo "install it first: apt-get install time" >&2; exit 2; }

cargo build --release --quiet --bin skillreg --example corpus --example seal
program=target/release/skillreg
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
root=${3:-$work/registry}

measure() { # label, command …
    local label=$1; shift
    if ! /usr/bin/time -o "$work/time" -f '%e %U %S %M' "$@" >"$work/out" 2>&1; then tail -3 "$work/out"; exit 1; fi
    awk -v label="$label" '{ printf "%-44s %7.2f s wall %7.2f s cpu %6d MB\n", label, $1, $2 + $3, $4 / 1024 }' "$work/time"
    grep '网站共' "$work/out" || true
}

echo "$certificates certificates of $institutions institutions, $(nproc) cores"
if [ ! -d "$root/content" ]; then
    target/release/examples/corpus --institutions "$institutions" --certificates "$certificates" "$root"
    measure "seal all (light key)" target/release/examples/seal --root "$root"
fi
rm -rf "$root/.skillreg"

last=$(find "$root/content/certificates" -name batch.yaml | sort | tail -1)
mkdir -p "$work/aside"
mv "$(dirname "$last")" "$work/aside/batch"
measure "check, cold" "$program" check --root "$root"
rm -rf "$root/.skillreg"
measure "build, cold" "$program" build --root "$root" --output "$work/site"
measure "build, nothing changed" "$program" build --root "$root" --output "$work/site"
mv "$work/aside/batch" "$(dirname "$last")"
measure "build, one more batch" "$program" build --root "$root" --output "$work/site"

find "$work/site/certificates/lookup" -name '*.bucket' -printf '%s\n' | sort -n |
    awk '{ size[NR] = $1; sum += $1 } END { printf "buckets: %d, bytes: median %d, mean %d, largest %d\n", NR, size[int((NR + 1) / 2)], sum / NR, size[NR] }'
echo "a lookup: 1 request for data (the manifest stands in the page)"

number=$(grep -o 'number: [YS][0-9]*' "$last" | head -1 | cut -d' ' -f2)
read -r _ name code < <(target/release/examples/seal --root "$root" --show "$number")
measure "skillreg lookup --name" "$program" lookup --number "$number" --name "$name" --site "$work/site"
measure "skillreg lookup --code" "$program" lookup --number "$number" --code "$code" --site "$work/site"
"$program" build --root . --output "$work/sample" >/dev/null 2>&1
read -r number _ name _ < <("$program" holders open 2020-0001-s1 --identity docs/sample.key 2>/dev/null | sed -n 2p)
measure "name check at the sample's cost (19 MiB, t 2)" "$program" lookup --number "$number" --name "$name" --site "$work/sample"
