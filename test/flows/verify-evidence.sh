#!/bin/sh
# Checks an export of evidence by tools that know nothing of the program that wrote it: its sums, its log (see
# verify-log.sh), and whether R-04 says of every decision what the entries themselves say.
#
#   verify-evidence.sh DIR KEY-FILE
set -eu
dir=$1
here=$(dirname "$0")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

(cd "$dir" && sha256sum --check --quiet SHA256SUMS)
echo "every file is as it was made"

"$here/verify-log.sh" "$dir/log" "$2" > "$work/log"
echo "the log is whole and signed"

# The manifest: as many rows as it says, and nothing left over.
jq -r '.reports[] | "\(.rows) \(.files[1].path)"' "$dir/manifest.json" | while read -r rows path; do
  test "$rows" -eq "$(wc -l < "$dir/$path")" || { echo "$path has another number of rows than the manifest says"; exit 1; }
done
jq -e '[.reports[].reconciliations[].residual] | all(. == 0)' "$dir/manifest.json" > "$work/residuals" ||
  { echo "the manifest has residuals"; exit 1; }
echo "the manifest counts what is there"

# R-04 against the entries: each decision of the period on both sides, with one outcome, enforced or not.
GO111MODULE=off GOPATH=/usr/share/gocode go build -o "$work/verify" "$here/../support/verify/main.go"
"$work/verify" -print "$dir/log" "$(head -n 1 "$2")" > "$work/entries.jsonl"
from=$(jq -r .parameters.from "$dir/manifest.json")
to=$(jq -r .parameters.to "$dir/manifest.json")
sqlite3 "$work/evidence.db" > "$work/differences" <<SQL
CREATE TABLE entry (body TEXT);
.mode ascii
.separator "\037" "\n"
.import $work/entries.jsonl entry
.import --csv $dir/R-04-gate-log.csv report
.mode list
CREATE VIEW logged AS
  SELECT json_extract(body, '\$.seq') AS seq, json_extract(body, '\$.decision.outcome') AS outcome,
    json_extract(body, '\$.enforced') AS enforced
  FROM entry WHERE json_extract(body, '\$.type') = 'gate.decided'
    AND json_extract(body, '\$.occurred_at') >= '$from' AND json_extract(body, '\$.occurred_at') < '$to';
CREATE VIEW reported AS
  SELECT CAST(log_seq AS INTEGER) AS seq, decision AS outcome, enforced = 'true' AS enforced
  FROM report WHERE type = 'gate.decided';
SELECT 'in the log alone', * FROM (SELECT * FROM logged EXCEPT SELECT * FROM reported);
SELECT 'in R-04 alone', * FROM (SELECT * FROM reported EXCEPT SELECT * FROM logged);
SQL
test ! -s "$work/differences" || { cat "$work/differences"; exit 1; }

# Each row names its leaf: SHA-256 of a zero byte and the entry (RFC 6962).
sqlite3 -separator ' ' "$work/evidence.db" 'SELECT log_seq, entry_sha256 FROM report' > "$work/leaves"
while read -r seq leaf; do
  found=$({ printf '\0'; sed -n "$((seq + 1))p" "$work/entries.jsonl" | tr -d '\n'; } | sha256sum | cut -d' ' -f1)
  test "$leaf" = "$found" || { echo "the row of entry $seq names another leaf"; exit 1; }
done < "$work/leaves"
echo "R-04 says what the entries say"
sqlite3 "$work/evidence.db" \
  "SELECT decision, count(*) FROM report WHERE type = 'gate.decided' AND enforced = 'true' GROUP BY decision ORDER BY decision"
