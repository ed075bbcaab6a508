#!/bin/sh
# Checks an exported gate log by tools that know nothing of the program that wrote it: openssl, and Go's own library for
# transparency logs. Then counts its decisions twice, with jq and with sqlite3, which have to agree.
#
#   verify-log.sh DIR KEY-FILE [OLD-CHECKPOINT]
#
# Debian has all of it: golang-go golang-golang-x-mod-dev openssl jq sqlite3. KEY-FILE has the log's verifier key on its
# first line, and you have it from somewhere else than DIR.
set -eu
dir=$1
vkey=$(head -n 1 "$2")
old=${3-}
here=$(dirname "$0")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# The signature: Ed25519 over the first three lines, by the key that is the last 32 bytes of the verifier key.
head -n 3 "$dir/checkpoint" > "$work/body"
sed -n '5,$s/^[^ ]* [^ ]* //p' "$dir/checkpoint" | head -n 1 | base64 -d | tail -c 64 > "$work/signature"
printf '\060\052\060\005\006\003\053\145\160\003\041\000' > "$work/key.der"
printf '%s' "$vkey" | cut -d+ -f3- | base64 -d | tail -c 32 >> "$work/key.der"
openssl pkeyutl -verify -pubin -keyform DER -inkey "$work/key.der" -rawin -in "$work/body" -sigfile "$work/signature"

# The tree: the note opens, 25 entries chosen by chance are in it, and it goes on from the older checkpoint.
GO111MODULE=off GOPATH=/usr/share/gocode go build -o "$work/verify" "$here/../support/verify/main.go"
"$work/verify" ${old:+-old "$old"} "$dir" "$vkey"
"$work/verify" -print "$dir" "$vkey" > "$work/entries.jsonl"

# What it says: decisions that were shown by a check that blocks, by outcome.
jq -r 'select(.type == "gate.decided" and .enforced) | .decision.outcome' "$work/entries.jsonl" |
  LC_ALL=C sort | uniq -c | awk '{ print $2 "|" $1 }' > "$work/by-jq"
sqlite3 "$work/entries.db" > "$work/by-sqlite" <<SQL
CREATE TABLE entry (body TEXT);
.mode ascii
.separator "\037" "\n"
.import $work/entries.jsonl entry
.mode list
.separator "|" "\n"
SELECT json_extract(body, '\$.decision.outcome') AS outcome, count(*) FROM entry
WHERE json_extract(body, '\$.type') = 'gate.decided' AND json_extract(body, '\$.enforced')
GROUP BY outcome ORDER BY outcome;
SQL
diff "$work/by-jq" "$work/by-sqlite"
cat "$work/by-jq"
