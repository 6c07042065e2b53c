#!/usr/bin/env bash
# The full-text search next to Pagefind's, over the pages of the same site in the same run: time and memory to make
# the index, files, what a first and a later search fetch, and whether 20 Chinese terms find what they should.
#
#   benches/search.sh [institutions]
#
# Needs GNU time and node with npm; on Debian: apt-get install time nodejs npm
set -euo pipefail
cd "$(dirname "$0")/.."

institutions=${1:-10000}
terms=(电工 焊工 职业技能 信息通信 通信网络 有限公司 示例路 南开区 滨海新区 养老护理 汽车维修 机务员 技能等级 备案条件 实施方案
    抽查 取消资格 考评人员 工业机器人 技术评估)

for tool in npm node /usr/bin/time; do
    command -v "$tool" >/dev/null || { echo "install it first: apt-get install time nodejs npm" >&2; exit 2; }
done

cargo build --release --quiet --bin skillreg --example corpus --example search
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
target/release/examples/corpus --institutions "$institutions" --certificates 0 "$work/registry"

timed() { # name, command…: seconds and megabytes to $work/<name>
    local name=$1
    shift
    /usr/bin/time -o "$work/$name" -f '%e s, %M KB at most' "$@" >"$work/$name.log" 2>&1
    echo "$name: $(cat "$work/$name")"
}

rewritten() { # folder: files written since the mark was made
    find "$1" -type f -newer "$work/mark" | wc -l
}

echo "== skillreg, $institutions institutions, $(nproc) cores"
timed 'build, pages and search' target/release/skillreg build --root "$work/registry" --output "$work/site"
echo "files of the search: $(find "$work/site/search" -type f | wc -l), $(du -sk --apparent-size "$work/site/search" | cut -f1) KB"
target/release/examples/search "$work/registry" "$work/site" "${terms[@]}"

record=$(find "$work/registry/content/institutions" -name filing.yaml | sort | sed -n 5p)
edit() { # title, sed script: files of the site and of the search that one edit rewrites
    touch "$work/mark"
    sleep 1.1
    sed -i "$2" "$record"
    timed "rebuild after another $1" target/release/skillreg build --root "$work/registry" --output "$work/site"
    echo "  rewritten: $(rewritten "$work/site") files, of these of the search: $(rewritten "$work/site/search")"
}
edit telephone '0,/022-56[0-9]/s//022-560/'
edit address '0,/示例路[0-9]*号/s//示例路7777号/'
edit name '0,/name: 天津示例/s//name: 天津样例/'

echo "== Pagefind on the same pages"
(cd "$work" && npm install --silent --no-fund --no-audit pagefind@1 >/dev/null)
rm -rf "$work/site/search"
timed 'index alone' "$work/node_modules/.bin/pagefind" --site "$work/site" --output-path "$work/pagefind" --force-language zh
echo "files: $(find "$work/pagefind" -type f | wc -l), $(du -sk --apparent-size "$work/pagefind" | cut -f1) KB"
echo '{ "type": "module" }' >"$work/pagefind/package.json"
node benches/pagefind/search.mjs "$work/site" "$work/pagefind" "${terms[@]}"
