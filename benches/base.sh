#!/usr/bin/env bash
# Checks a registry of many records as a change of one file against its base, and prints the median of several runs in
# seconds: with what an earlier run kept (a desk), without it, and in a fresh clone (a forge).
#
#   benches/base.sh [certificates] [institutions] [runs] [folder]
#
# With a folder, the registry written there is kept and used again.
set -euo pipefail
cd "$(dirname "$0")/.."

certificates=${1:-1000000}
institutions=${2:-10000}
runs=${3:-5}

cargo build --release --quiet --bin skillreg --example corpus --example seal
program=$PWD/target/release/skillreg
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
root=${4:-$work/registry}

if [ ! -d "$root/.git" ]; then
    target/release/examples/corpus --institutions "$institutions" --certificates "$certificates" "$root" >"$work/out" 2>&1
    target/release/examples/seal --root "$root" >"$work/out" 2>&1
    printf '/public/\n/.skillreg/\n' >"$root/.gitignore"
    git -C "$root" init --quiet --initial-branch main
    git -C "$root" add --all
    git -C "$root" -c user.name=示例 -c user.email=clerk@example.invalid commit --quiet -m 示例
fi
file=$(find "$root/content/institutions" -name filing.yaml | sort | sed -n 1p)

plain() { "$program" check --root "$root"; }
base() { "$program" check --root "$root" --base main; }
just_changed() {
    turn=$(((turn + 1) % 100))
    sed -i "0,/telephone: /s/telephone: .*/telephone: 022-555502$(printf %02d "$turn")/" "$file"
    base
}
status() { git -C "$root" status --short; }
comment() { "$program" check --root "$root" --base main --format markdown; }
cold() { rm -rf "$root/.skillreg"; base; }
clone() {
    rm -rf "$work/clone"
    git clone --quiet --no-local "file://$root" "$work/clone"
    cp "$file" "$work/clone/${file#"$root"/}"
    measured fresh
}
fresh() { "$program" check --root "$work/clone" --base origin/main; }

TIMEFORMAT=%R
turn=0
measured() { { time "$1" >/dev/null 2>&1; } 2>&1 | tail -1; }
median() { # label, command
    for ((run = 0; run < runs; run++)); do turn=$run measured "$2"; done | sort -n | sed -n "$(((runs + 1) / 2))p" |
        xargs printf '| %s | %s s |\n' "$1"
}

printf '%s certificates, %s institutions, %s cores\n\n| | time |\n|---|---|\n' "$certificates" "$institutions" "$(nproc)"
plain >/dev/null
median "skillreg check" plain
sed -i '0,/telephone: /s/telephone: .*/telephone: 022-55550199/' "$file"
base >/dev/null
median "skillreg check --base, one file just changed" just_changed
median "the same, again" base
median "git status" status
median "the same, with a comment in Markdown" comment
median "the same, nothing kept of an earlier run" cold
printf '| skillreg check --base in a fresh clone | %s s |\n' "$(clone)"
git -C "$root" checkout --quiet -- content
