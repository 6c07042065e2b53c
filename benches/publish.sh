#!/usr/bin/env bash
# Publishes a site of many files on a branch of a bare repository on disk, and into a folder: the first time, with nothing
# changed, and after a change of one record; prints the median of several runs in seconds, and beside it what of it is the
# build, and what git itself takes to commit the same files from a working tree.
#
#   benches/publish.sh [institutions] [certificates] [runs]
#
# An institution is two files and its plans' batches are more: 7,000 institutions with 1,000,000 certificates are some
# 30,000 files.
set -euo pipefail
cd "$(dirname "$0")/.."

institutions=${1:-7000}
certificates=${2:-1000000}
runs=${3:-5}

cargo build --release --quiet --bin skillreg --example corpus --example seal
program=$PWD/target/release/skillreg
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
registry=$work/registry

target/release/examples/corpus --institutions "$institutions" --certificates "$certificates" "$registry"
if [ "$certificates" -gt 0 ]; then target/release/examples/seal --root "$registry" >/dev/null; fi
git init --quiet --bare "$work/forge.git"
git init --quiet --initial-branch main "$registry"
printf '/public/\n/.skillreg/\n/.public.skillreg/\n' >"$registry/.gitignore"
own() { git -C "$registry" -c user.name=示例 -c user.email=clerk@example.invalid "$@"; }
git -C "$registry" config user.name 示例
git -C "$registry" config user.email clerk@example.invalid
git -C "$registry" config gc.auto 0
own add -A
own commit --quiet -m 登记入库
git -C "$registry" remote add origin "$work/forge.git"
git -C "$registry" push --quiet origin main

record=$(find "$registry/content/institutions" -name filing.yaml | sort | sed -n 5p)
edit() { # another telephone, committed
    sed -i "0,/022-56[0-9]/s//022-56$(($1 % 9 + 1))/" "$record"
    own commit --quiet --all -m "改电话 $1"
}

# Wall clock, and what processors did, of children too: on a busy machine only the second can be compared.
TIMEFORMAT='%R %U %S'
measured() { { time "$@" >>"$work/log" 2>&1; } 2>&1 | tail -1 | awk '{ printf "%s %.2f\n", $1, $2 + $3 }'; }
median() { sort -n | sed -n "$(((runs + 1) / 2))p"; }
row() { printf '| %s | %s s | %s s |\n' "$1" $2; }

build() { "$program" build --root "$registry"; }
branch() { "$program" publish --root "$registry"; }
folder() { "$program" publish --root "$registry" --to "$work/www"; }
# The same site by git alone, in a working tree of the branch: brought up to date outside of what is timed.
tree() { "$program" publish --root "$registry" --to "$work/tree"; }
as_clerk() { git -C "$work/tree" -c user.name=示例 -c user.email=clerk@example.invalid "$@"; }
add_and_commit() { git -C "$work/tree" add -A && as_clerk commit --quiet -m 发布; }
push() { git -C "$work/tree" push --quiet "$work/plain.git" HEAD:gh-pages; }

printf '%s institutions, %s certificates, %s cores\n\n| | time | user and system |\n|---|---|---|\n' \
    "$institutions" "$certificates" "$(nproc)"
row 'build, cold' "$(measured build)"
row 'publish on a branch, the first time' "$(measured branch)"
objects=$(git -C "$registry" count-objects -vH | tr '\n' ' ')
tree >>"$work/log" 2>&1
git init --quiet --bare "$work/plain.git"
git init --quiet "$work/tree"
git -C "$work/tree" config gc.auto 0
# The note of a folder is no part of the site.
printf '.skillreg-source\n' >"$work/tree/.git/info/exclude"
row 'git add and commit, the first time' "$(measured add_and_commit)"
row 'git push, the first time' "$(measured push)"
row 'publish into a folder, the first time' "$(measured folder)"
row 'publish on a branch, nothing changed' "$(for ((run = 0; run < runs; run++)); do measured branch; done | median)"
row 'publish into a folder, nothing changed' "$(for ((run = 0; run < runs; run++)); do measured folder; done | median)"
for ((run = 0; run < runs; run++)); do
    edit "$run"
    measured branch >>"$work/branch"
    measured folder >>"$work/folder"
    tree >>"$work/log" 2>&1
    measured add_and_commit >>"$work/git"
    measured push >>"$work/push"
    edit "$((run + runs))"
    measured build >>"$work/build"
    measured branch >>"$work/built"
done
row 'build, one record changed' "$(median <"$work/build")"
row 'publish on a branch, one record changed' "$(median <"$work/branch")"
row 'publish on a branch, one record changed, built already' "$(median <"$work/built")"
row 'git add and commit, one record changed, built already' "$(median <"$work/git")"
row 'git push of that' "$(median <"$work/push")"
row 'publish into a folder, one record changed, built already' "$(median <"$work/folder")"
grep -h '网站共' "$work/log" | tail -1
printf 'after the first publishing: %s\n' "$objects"
# Both have the same files.
test "$(git -C "$work/tree" rev-parse 'HEAD^{tree}')" = "$(git -C "$registry" rev-parse 'gh-pages~1^{tree}')" ||
    printf 'the trees differ\n'
