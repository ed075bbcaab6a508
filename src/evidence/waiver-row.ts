import { DAY_MS } from "../domain/day.ts";
import type { CarveOutTerm } from "./carve-outs.ts";
import { ENTRY_COLUMNS, entryRow } from "./entry-columns.ts";
import { PERSON_COLUMNS, type People, personRow, shownAs } from "./person-columns.ts";
import type { Report, Row } from "./report.ts";
import type { Leaf, WaiverKept } from "./sources.ts";
import type { WaiverLife } from "./waiver-lives.ts";

export const WAIVER_COLUMNS: Report["columns"] = [
  {
    name: "kind",
    means:
      "waiver, or what the policy itself spares: rule-except, boundary-exclusion, scope-behind, machine, bot, outside-contributors, managed-team.",
  },
  {
    name: "state",
    means:
      "Of a waiver: pending, in-force, over, declined or revoked, as of the snapshot. Of the policy's own: in-force or over.",
  },
  ...PERSON_COLUMNS,
  { name: "what", means: "What is spared where it is no single person: a role, repositories, an account, a team." },
  { name: "layers", means: "The layers that are not asked for. None: all of them." },
  { name: "repositories", means: "Of a waiver: in which repositories alone it holds. None: in all." },
  { name: "basis", means: "The reason, as it was given. Erased with the person; the log has a commitment to it." },
  { name: "basis_commitment", means: "As the log has it." },
  { name: "document_sha256", means: "Digest of the document that justifies it, where one was named." },
  { name: "requested_by", means: "GitHub login of who asked; their person_key where no login is known." },
  { name: "approved_by", means: "Who agreed." },
  {
    name: "two_people",
    means:
      "Whether these are two: who asked never agrees. Absent while nobody has agreed, and of the policy's own, whose reviewers are GitHub's matter.",
  },
  { name: "owner", means: "Who answers for it." },
  { name: "requested_at", means: "When it was asked for." },
  { name: "approved_at", means: "When the second person agreed." },
  { name: "valid_from", means: "From when it counts." },
  { name: "valid_to", means: "Until when, and not at it." },
  { name: "ended_at", means: "When it was declined or revoked." },
  { name: "ended_by", means: "Who did that." },
  { name: "uses", means: "Decisions that would have been others without it." },
  { name: "waiver_id", means: "The waiver's own random id." },
  { name: "rule_sha256", means: "Of the policy's own: digest of the first policy of the period that says so." },
  ...ENTRY_COLUMNS,
];

export function waiverRow(
  life: WaiverLife,
  kept: WaiverKept | undefined,
  { people, asOf }: { readonly people: People; readonly asOf: Date },
): Row {
  const { requested, granted, ended } = life;
  const leaf: Leaf<"waiver.requested"> | Leaf<"waiver.granted"> = granted ?? requested;
  const { entry } = leaf;
  const requestedBy = requested.entry.requested_by.subject;
  const approvedBy = granted?.entry.approved_by.subject ?? null;
  return {
    kind: "waiver",
    state: stateOf(life, asOf),
    ...personRow(entry.subject, people),
    what: null,
    layers: [entry.requirement],
    repositories: kept?.repositories ?? [],
    basis: kept?.reason ?? null,
    basis_commitment: entry.reason_commitment,
    document_sha256: entry.document_sha256 ?? null,
    requested_by: shownAs(requestedBy, people),
    approved_by: shownAs(approvedBy, people),
    two_people: approvedBy === null ? null : approvedBy !== requestedBy,
    owner: shownAs(entry.owner.subject, people),
    requested_at: requested.entry.occurred_at,
    approved_at: granted?.entry.occurred_at ?? null,
    valid_from: entry.from,
    valid_to: entry.until,
    ended_at: ended?.entry.occurred_at ?? null,
    ended_by: shownAs(kept?.endedBy, people),
    uses: kept?.uses ?? null,
    waiver_id: entry.waiver_id,
    rule_sha256: null,
    ...entryRow(leaf),
  };
}

function stateOf({ granted, ended }: WaiverLife, asOf: Date): string {
  if (ended) return ended.entry.type === "waiver.declined" ? "declined" : "revoked";
  if (!granted) return "pending";
  return Date.parse(granted.entry.until) <= asOf.getTime() ? "over" : "in-force";
}

export function carveOutRow({ first, kind, what, layers, basis, owner, reviewBy, from, until }: CarveOutTerm): Row {
  return {
    kind,
    state: until === null ? "in-force" : "over",
    ...personRow(null, new Map()),
    what,
    layers,
    repositories: [],
    basis,
    basis_commitment: null,
    document_sha256: null,
    requested_by: null,
    approved_by: null,
    two_people: null,
    owner,
    requested_at: null,
    approved_at: null,
    valid_from: from,
    valid_to: reviewBy === null ? until : endOf(reviewBy),
    ended_at: until,
    ended_by: null,
    uses: null,
    waiver_id: null,
    rule_sha256: first.digest,
    ...entryRow(first.leaf),
  };
}

function endOf(day: string): string {
  return new Date(Date.parse(day) + DAY_MS).toISOString();
}
