# Who had access to what at a time, from the entries of an exported log and nothing else: written from what R-05 says of
# itself, without the program that made it. A line for each person and repository (* for all): person, repository's id,
# permission, ways.
#
#   jq -r -s --arg at 2027-03-31T23:59:59.999Z --arg known 2027-04-30T23:59:59.999Z -f point-in-time.jq entries.jsonl
def strength: { none: 0, read: 1, triage: 2, write: 3, maintain: 4, admin: 5 }[.] // 1;
def plain: { pull: "read", push: "write" }[.] // .;
def at_least_one: length > 0;

[.[] | select(.recorded_at <= $known)] as $entries

# Who turned out to be somebody the log knew already.
| (reduce ($entries[] | select(.type == "identity.linked" or .type == "identity.unlinked")) as $entry ({};
    if $entry.type == "identity.unlinked" then del(.[$entry.subject])
    elif $entry.merged then .[$entry.merged.subject] = $entry.subject
    else . end)) as $into
| def known_as: until($into[.] == null; $into[.]);

# Every observation up to then, each with the key of its seat.
[$entries[] | select(.type == "access.snapshot" or .type == "access.observed") | select(.occurred_at <= $at)
  | . as $entry
  | if .type == "access.snapshot" then (.observations[] | . + { present: true })
    else .access + { subject } end
  | { kind, team_id, repository_id, external_id, account: .account_hmac, role, present,
      person: (if .subject then (.subject | known_as) else null end),
      key: [.kind, .subject, .account_hmac, .team_id, .repository_id, .external_id],
      place: [$entry.occurred_at, $entry.epoch, $entry.seq] }] as $seen

# Who left the organisation left its teams and roles with it.
| (reduce ($seen[] | select(.kind == "member" and (.present | not))) as $gone ({};
    [$gone.person, $gone.account] as $who | .[$who | tostring] = ([.[$who | tostring] // "", $gone.place[0]] | max))) as $left
| [$seen[]
    | select((.person and (.kind == "team-member" or .kind == "org-role")
        and .place[0] <= ($left[[.person, .account] | tostring] // "")) | not)]
| [group_by(.key)[] | max_by(.place) | select(.present)] as $held

| def of($kind): [$held[] | select(.kind == $kind)];
  def lines: [.] | until(
    (. as $way | .[-1] as $last | [of("team-parent")[] | select(.team_id == $last) | .role | tonumber | select(. as $up | $way | index($up) | not)])
      == []; . + [.[-1] as $last | of("team-parent")[] | select(.team_id == $last) | .role | tonumber]);
  def everywhere($id): ([of("org-role")[] | select(.person == null and .team_id == null and .external_id == $id) | .role] | first) // "none";
  def way($team): if [of("enterprise-team")[] | select(.team_id == $team)] == [] then "team" else "enterprise_team" end;
  ((of("base") | first | .role) // "unknown") as $base

# By account, every way to every repository.
| [$held[] | select(.person)] | group_by([.person, .account]) | map(
    . as $own
    | def mine($kind): [$own[] | select(.kind == $kind)];
      (mine("member") + mine("team-member")) as $inside
    | (mine("member")[] | select(.role == "admin") | [.person, null, "admin", "owner"]),
      ($inside | select(at_least_one) | first | [.person, null, $base, "base"]),
      (mine("org-role")[] | [.person, null, everywhere(.external_id), "org_role"]),
      (mine("team-member")[] | .person as $person | .team_id | lines[] as $line
        | (of("team-repository")[] | select(.team_id == $line) | [$person, .repository_id, (.role // "unknown"), way($line)]),
          (of("org-role")[] | select(.person == null and .team_id == $line) | [$person, null, everywhere(.external_id), "org_role"])),
      (mine("collaborator")[] | [.person, .repository_id, (.role // "unknown"),
        (if mine("member") | at_least_one then "direct" else "outside" end)]))

# The strongest of each, and all ways.
| [.[] | .[2] |= plain | select(.[2] | strength > 0)] | group_by([.[0], .[1]])[]
| [.[0][0], (.[0][1] // "*"), (map(.[2]) | (map(strength) | max) as $most | map(select(strength == $most)) | min),
    (map(.[3]) | unique | join("+"))]
| @tsv
