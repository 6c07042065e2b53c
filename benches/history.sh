#!/usr/bin/env bash
# Reads the history of a registry of many records with skillreg, without its cache and with it, and lists the same commits
# with git itself in the same run; prints the median of several runs in seconds.
#
#   benches/history.sh [commits] [records] [runs]
#
# The pages and `skillreg history` say in words what changed, so git is measured with the names of the files alone and
# with the changed lines.
set -euo pipefail
cd "$(dirname "$0")/.."

commits=${1:-10000}
records=${2:-10000}
runs=${3:-3}

cargo build --release --quiet --bin skillreg --example history
program=$PWD/target/release/skillreg
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

git init --quiet --initial-branch main "$work"
target/release/examples/history "$commits" "$records" | git -C "$work" fast-import --quiet
git -C "$work" reset --quiet --hard
record=content/institutions/2020-$(printf '%05d' "$((records / 2))")/filing.yaml

cold() { rm -rf "$work/.skillreg"; "$program" history "$record" --root "$work"; }
cached() { "$program" history "$record" --root "$work"; }
names() { git -C "$work" log --name-only; }
lines() { git -C "$work" log -p; }
one() { git -C "$work" log -p --follow -- "$record"; }
onward() { # one commit more since the cache was written
    git -C "$work" -c user.name=示例 -c user.email=clerk@example.invalid commit --quiet --allow-empty -m 示例
    measured cached
}

TIMEFORMAT=%R
measured() { { time "$1" >/dev/null; } 2>&1 | tail -1; }
median() { # label, command
    for ((run = 0; run < runs; run++)); do measured "$2"; done | sort -n | sed -n "$(((runs + 1) / 2))p" |
        xargs printf '| %s | %s s |\n' "$1"
}

table() {
    printf '\n%s commits, %s records, %s\n\n| | time |\n|---|---|\n' "$commits" "$records" "$1"
    median "skillreg history, cold" cold
    median "skillreg history, cached" cached
    printf '| skillreg history, one commit later | %s s |\n' "$(onward)"
    median "git log --name-only" names
    median "git log -p" lines
    median "git log -p --follow, of the one record" one
}

table "as git fast-import packs them"
git -C "$work" gc --quiet
table "after git gc"
