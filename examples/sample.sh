#!/usr/bin/env bash
# Issues the sample's certificates anew, with the commands an office uses: from invented rosters, in the order of the dates of
# issue; then revokes and corrects those that the sample shows as such. Numbers stay the same, codes do not: README names three.
#
#   examples/sample.sh
set -euo pipefail
cd "$(dirname "$0")/.."

cargo build --release --bin skillreg --example seal
program=target/release/skillreg
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

target/release/examples/seal --rosters "$work/rosters"
rm -r content/certificates
for roster in "$work"/rosters/*.csv; do
    IFS=_ read -r _ plan date <<<"$(basename "$roster" .csv)"
    "$program" issue "$plan" --roster "$roster" --issued "$date" --out "$work/issued/$(basename "$roster" .csv)"
done

revoked() { "$program" revoke "$1" --date 2021-07-09 --reason "复核发现$2，随取消评价资格的决定一并注销。"; } # number, why
revoked Y000012000008205000004 申报材料不符合晋级条件
revoked Y000012000008205000009 本人未参加该场实操考核
"$program" reissue Y000012000001213000005 --identity docs/sample.key --name 样本七 --date 2021-06-15 \
    --reason 持证人姓名中有一个字录错，已按身份证件更正并换发，证书编号不变。 --out "$work/issued/corrected"

echo "the three of README, each with its code:"
for batch in 2020-0001-s1 2021-0002-s1 2020-0003-s1; do
    "$program" holders open "$batch" --identity docs/sample.key 2>/dev/null |
        grep -e 204000001 -e 213000005 -e 205000004 | cut -d' ' -f1-6
done
