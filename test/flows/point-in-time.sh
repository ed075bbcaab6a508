#!/bin/sh
# Rebuilds who had access to what at a time from the entries of an export's log alone (point-in-time.jq), and compares it
# with what R-05 of the export says. Prints what differs, or how many lines agree.
#
#   point-in-time.sh DIR KEY-FILE
set -eu
dir=$1
here=$(dirname "$0")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

at=$(jq -r '.reports[] | select(.id == "R-05") | .parameters.at' "$dir/manifest.json")
known=$(jq -r '.reports[] | select(.id == "R-05") | .parameters.known_at' "$dir/manifest.json")
GO111MODULE=off GOPATH=/usr/share/gocode go build -o "$work/verify" "$here/../support/verify/main.go"
"$work/verify" -print "$dir/log" "$(head -n 1 "$2")" > "$work/entries.jsonl"
jq -r -s --arg at "$at" --arg known "$known" -f "$here/point-in-time.jq" "$work/entries.jsonl" | sort > "$work/rebuilt"
jq -r 'select(.person_key) | [.person_key, (.repository_id // "*"), .permission, (.via | join("+"))] | @tsv' \
  "$dir/R-05-point-in-time.jsonl" | sort > "$work/reported"
diff "$work/rebuilt" "$work/reported"
echo "R-05 at $at, as known at $known: $(wc -l < "$work/reported" | tr -d ' ') lines agree"
