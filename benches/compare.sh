#!/usr/bin/env bash
# Builds the same institutions with skillreg and with Hugo, in one run and by turns, and prints time, peak
# memory and their ratio: a cold build, a rebuild after one telephone number was changed, a check alone.
#
#   benches/compare.sh [institutions] [runs]
#
# Needs Hugo and GNU time; on Debian: apt-get install hugo time
set -euo pipefail
cd "$(dirname "$0")/.."

institutions=${1:-10000}
runs=${2:-3}

for tool in hugo /usr/bin/time; do
    command -v "$tool" >/dev/null || { echo "install it first: apt-get install hugo time" >&2; exit 2; }
done

cargo build --release --quiet --bin skillreg --example corpus --example hugo
program=$PWD/target/release/skillreg
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

target/release/examples/corpus --institutions "$institutions" --certificates 0 "$work/registry"
cp -r benches/hugo "$work/hugo"
target/release/examples/hugo "$work/registry" "$work/hugo/content"

# What is timed. Each begins from the state its name says.
skillreg_check() { "$program" check --root "$work/registry"; }
skillreg_build() { "$program" build --root "$work/registry" --output "$work/site-skillreg-$run"; }
hugo_build() { hugo --quiet --source "$work/hugo" --destination "$work/site-hugo-$run"; }
# Earlier sites stay where they are: some file systems are slow to reuse what was just deleted.
forget() { rm -rf "$work/registry/.skillreg" "$work/hugo/resources"; }

record=$(find "$work/registry/content/institutions" -name filing.yaml | sort | sed -n 5p)
page=$work/hugo/content/institutions/$(basename "$(dirname "$record")").md
edit() { # writes another digit into the telephone number of the contact
    sed -i "0,/022-56[0-9]/s//022-56$(($1 % 9 + 1))/" "$record" "$page"
}

measure() { # name, command: one run, appended to $work/<name>
    export -f "$2"; export program work run
    /usr/bin/time -a -o "$work/$1" -f '%e %U %S %M' bash -c "exec 2>/dev/null; $2" >/dev/null
}

rewritten() { # folder: files written since the mark was made
    find "$1" -type f -newer "$work/mark" | wc -l
}

median() { # name, column
    cut -d' ' -f"$2" "$work/$1" | sort -n | sed -n "$(((runs + 1) / 2))p"
}

can_build=$("$program" build --help >/dev/null 2>&1 && echo yes || echo no)
for run in $(seq "$runs"); do
    forget
    measure check skillreg_check
    forget
    measure hugo-cold hugo_build
    [ "$can_build" = no ] || measure skillreg-cold skillreg_build
    touch "$work/mark"; sleep 1.1
    edit "$run"
    measure hugo-edit hugo_build
    hugo_files=$(rewritten "$work/site-hugo-$run")
    if [ "$can_build" = yes ]; then
        measure skillreg-edit skillreg_build
        skillreg_files=$(rewritten "$work/site-skillreg-$run")
    fi
done

row() { # label, name
    printf '%-34s %8s s %8s s %8s MB\n' "$1" "$(median "$2" 1)" \
        "$(awk '{ print $2 + $3 }' "$work/$2" | sort -n | sed -n "$(((runs + 1) / 2))p")" \
        "$(($(median "$2" 4) / 1024))"
}
ratio() { # label, name, name, column
    awk -v a="$(median "$2" "$4")" -v b="$(median "$3" "$4")" -v label="$1" \
        'BEGIN { if (b > 0) printf "%-34s %8.2f\n", label, a / b }'
}

echo "$institutions institutions, median of $runs runs, $(nproc) cores"
echo "$(hugo version | cut -d' ' -f1,2), $(find "$work/site-hugo-$run" -type f | wc -l) files"
printf '%-34s %10s %10s %11s\n' '' wall 'user+sys' 'peak'
row 'check (skillreg)' check
row 'cold build, Hugo' hugo-cold
row 'after one edit, Hugo' hugo-edit
echo "files rewritten, Hugo: $hugo_files"
if [ "$can_build" = yes ]; then
    row 'cold build, skillreg' skillreg-cold
    row 'after one edit, skillreg' skillreg-edit
    echo "files rewritten, skillreg: $skillreg_files of $(find "$work/site-skillreg-$run" -type f | wc -l)"
    ratio 'cold build, time, skillreg / Hugo' skillreg-cold hugo-cold 1
    ratio 'cold build, memory' skillreg-cold hugo-cold 4
    ratio 'after one edit, time' skillreg-edit hugo-edit 1
fi
