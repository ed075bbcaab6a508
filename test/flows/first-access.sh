#!/bin/sh
# Compares R-03 of an export with what first-access.sql makes of the entries of its log. Prints what differs, or the rows.
#
#   first-access.sh DIR KEY-FILE
set -eu
dir=$1
here=$(dirname "$0")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

GO111MODULE=off GOPATH=/usr/share/gocode go build -o "$work/verify" "$here/../support/verify/main.go"
"$work/verify" -print "$dir/log" "$(head -n 1 "$2")" > "$work/entries.jsonl"
sqlite3 "$work/evidence.db" > "$work/differences" <<SQL
CREATE TABLE entry (body TEXT);
.mode ascii
.separator "\037" "\n"
.import $work/entries.jsonl entry
.import --csv $dir/R-03-first-access.csv report
.mode list
.read $here/first-access.sql
CREATE VIEW reported AS SELECT person_key AS person, result, first_access_at AS first_at,
  nullif(last_required_completion, '') AS trained_at, nullif(withdrawn_at, '') AS withdrawn_at
  FROM report WHERE result <> 'PRE_EXISTING';
SELECT 'in the log alone', * FROM (SELECT * FROM first_access EXCEPT SELECT * FROM reported);
SELECT 'in R-03 alone', * FROM (SELECT * FROM reported EXCEPT SELECT * FROM first_access);
SQL
test ! -s "$work/differences" || { cat "$work/differences"; exit 1; }
sqlite3 "$work/evidence.db" 'SELECT result, count(*) FROM first_access GROUP BY result ORDER BY result'
