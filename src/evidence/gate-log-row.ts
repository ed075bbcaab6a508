import { ACCESS_TYPES, isOfAccess, resourceOfAccess, saidByAccess, subjectOfAccess } from "./access-log-row.ts";
import { ENTRY_COLUMNS, entryRow } from "./entry-columns.ts";
import { PERSON_COLUMNS, type People, personRow } from "./person-columns.ts";
import type { Report, Row } from "./report.ts";
import type { EntryOf, EntryType, Leaf } from "./sources.ts";

/** What bears on access or merging: what was decided, what it did at GitHub, and what was seen there. */
export const GATE_TYPES = [
  "gate.decided",
  "check.published",
  "merge.observed",
  "push.observed",
  "access.observed",
  "access.baseline",
  "access.drift",
  ...ACCESS_TYPES,
] as const satisfies readonly EntryType[];
export type GateType = (typeof GATE_TYPES)[number];

export const GATE_COLUMNS: Report["columns"] = [
  { name: "time", means: "When it occurred." },
  { name: "type", means: "The type of the entry." },
  {
    name: "decision",
    means: "allow, flag, withhold or undecided; none: merged without one. Absent where nothing is decided.",
  },
  { name: "mode", means: "observe, flag or block, as the policy had it there." },
  {
    name: "enforced",
    means: "Of a decision: whether it was shown by a check in a blocking scope. Absent of other entries.",
  },
  {
    name: "result",
    means:
      "Of what came onto a gated branch: how it stood to the gate (R-21). Of a hold: how it ended. Of what GitHub would not do: why.",
  },
  { name: "covered", means: "Of a merge: false where the gate was paused when it happened." },
  { name: "break_glass", means: "Whether two administrators let it through." },
  { name: "instead_of", means: "What would have been decided without them." },
  ...PERSON_COLUMNS,
  { name: "people", means: "Everybody whom the decision is about, as `person_key: outcome`." },
  { name: "missing", means: "What they lack, as `person_key: layer/course (why)`." },
  { name: "findings", means: "What else was found, as `kind: how many (how it is treated)`." },
  { name: "repository", means: "The repository's name as last seen." },
  { name: "repository_id", means: "GitHub's id of it." },
  { name: "resource_kind", means: "What the entry is about." },
  {
    name: "resource",
    means: "Its name in the log: of a head or pull request a keyed one, that nobody can undo after an erasure.",
  },
  { name: "permission", means: "Of access that was seen, waits, was given, or is kept: the role." },
  { name: "seats", means: "Of a decision about access: each seat with its role, and what becomes of it." },
  { name: "cause", means: "Why access waits, or was taken: new, lapse, pre-existing, leaver, asked." },
  { name: "hold_id", means: "The hold that the entry is about." },
  { name: "access_kind", means: "Of access that was seen: where it hangs." },
  { name: "access_present", means: "Of access that was seen: whether it is there." },
  { name: "conclusion", means: "Of a check that was written: its conclusion at GitHub." },
  { name: "decision_id", means: "The decision that the entry is about." },
  { name: "rule_sha256", means: "Digest of the policy that it was decided by." },
  { name: "facts_sha256", means: "Digest of the facts that it was decided from." },
  { name: "actor", means: "Who acted." },
  { name: "origin", means: "By which way we learnt of it." },
  { name: "github_delivery_id", means: "The delivery that told it, where one did." },
  ...ENTRY_COLUMNS,
];

type Entry = EntryOf<GateType>;

/** Whom the row is about: of a decision the author, or who answers for one; of a merge who merged. */
export function subjectIn(entry: Entry): string | null {
  if (isOfAccess(entry)) return subjectOfAccess(entry);
  if (entry.type === "access.observed" || entry.type === "access.drift") return entry.subject ?? null;
  if (entry.type === "merge.observed") return entry.merged_by?.subject ?? null;
  if (entry.type === "push.observed") return entry.pushed_by?.subject ?? null;
  const author = peopleIn(entry).find(({ parts = [] }) => parts.includes("author") || parts.includes("sponsor"));
  return author?.subject ?? null;
}

export function repositoryIn(entry: Entry): number | null {
  return resourceIn(entry)?.repository_id ?? null;
}

function resourceIn(entry: Entry) {
  return isOfAccess(entry) ? resourceOfAccess(entry) : entry.resource;
}

export function peopleIn(entry: Entry) {
  return entry.type === "gate.decided" ? entry.decision.people : [];
}

export function gateRow(leaf: Leaf<GateType>, people: People, names: ReadonlyMap<number, string>): Row {
  const { entry } = leaf;
  const { actor, source } = entry;
  const repositoryId = repositoryIn(entry);
  const resource = resourceIn(entry);
  return {
    time: entry.occurred_at,
    type: entry.type,
    ...NOTHING_SAID,
    ...saidBy(entry),
    ...personRow(subjectIn(entry), people),
    repository: repositoryId === null ? null : (names.get(repositoryId) ?? null),
    repository_id: repositoryId,
    resource_kind: resource?.kind ?? null,
    resource: resource?.id ?? null,
    actor: actor.kind,
    origin: source.kind,
    github_delivery_id: source.delivery_id ?? null,
    ...entryRow(leaf),
  };
}

const NOTHING_SAID: Row = {
  decision: null,
  mode: null,
  enforced: null,
  result: null,
  covered: null,
  break_glass: null,
  instead_of: null,
  people: [],
  missing: [],
  findings: [],
  permission: null,
  access_kind: null,
  access_present: null,
  seats: [],
  cause: null,
  hold_id: null,
  conclusion: null,
  decision_id: null,
  rule_sha256: null,
  facts_sha256: null,
};

/** What this type of entry says beside what all of them say. */
function saidBy(entry: Entry): Row {
  if (isOfAccess(entry)) return saidByAccess(entry);
  switch (entry.type) {
    case "gate.decided":
      return saidByDecision(entry);
    case "check.published":
      return {
        mode: entry.mode,
        conclusion: entry.check.conclusion,
        decision_id: entry.decision_id,
      };
    case "merge.observed":
    case "push.observed":
      return {
        decision: entry.decision.outcome,
        mode: entry.mode ?? null,
        result: entry.result ?? null,
        covered: entry.covered ?? true,
        break_glass: entry.decision.break_glass ?? false,
        decision_id: entry.decision_id ?? null,
      };
    case "access.observed":
      return {
        permission: entry.access.role ?? null,
        access_kind: entry.access.kind,
        access_present: entry.access.present,
      };
    case "access.drift":
      return {
        permission: entry.found.role ?? null,
        access_kind: entry.access.kind,
        access_present: entry.found.present,
      };
    case "access.baseline":
      return {};
  }
}

function saidByDecision({ decision, mode, enforced, ...entry }: EntryOf<"gate.decided">): Row {
  return {
    decision: decision.outcome,
    mode,
    enforced,
    break_glass: decision.break_glass !== undefined,
    instead_of: decision.break_glass?.instead_of ?? null,
    people: decision.people.map(({ subject, outcome }) => `${subject}: ${outcome}`),
    missing: decision.people.flatMap(({ subject, missing }) =>
      missing.map(({ requirement, why }) => `${subject}: ${requirement} (${why})`),
    ),
    findings: decision.findings.map(({ kind, count, treatment }) => `${kind}: ${count} (${treatment})`),
    decision_id: entry.decision_id,
    rule_sha256: entry.rule.policy_sha256,
    facts_sha256: entry.facts_sha256,
  };
}
