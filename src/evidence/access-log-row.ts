import type { Row } from "./report.ts";
import type { EntryOf, EntryType } from "./sources.ts";

/** What was decided of access, what waits, and what was given, taken or refused. */
export const ACCESS_TYPES = [
  "access.decided",
  "hold.opened",
  "hold.changed",
  "hold.ended",
  "hold.released",
  "access.granted",
  "access.revoked",
  "access.refused",
  "access.conflict",
  "access.capped",
  "access.released",
] as const satisfies readonly EntryType[];
export type AccessType = (typeof ACCESS_TYPES)[number];

type Entry = EntryOf<AccessType>;

export function isOfAccess(entry: { readonly type: string }): entry is Entry {
  return ACCESS_TYPES.some((type) => type === entry.type);
}

/** Of a decision the one person; of a run that took nothing, nobody. */
export function subjectOfAccess(entry: Entry): string | null {
  return "subject" in entry ? entry.subject : null;
}

/** Of a decision about several seats there is none: they stand in a column of their own. */
export function resourceOfAccess(entry: Entry) {
  return "resource" in entry ? entry.resource : null;
}

/** What this type of entry says beside what all of them say. */
export function saidByAccess(entry: Entry): Row {
  switch (entry.type) {
    case "access.decided":
      return saidByDecision(entry);
    case "hold.opened":
      return { permission: entry.role, cause: entry.cause, hold_id: entry.hold_id, decision_id: entry.decision_id };
    case "hold.changed":
      return { permission: entry.role, hold_id: entry.hold_id };
    case "hold.ended":
      return { result: entry.how, hold_id: entry.hold_id };
    case "hold.released":
      return { result: "released", hold_id: entry.hold_id };
    case "access.granted":
      return { permission: entry.role, hold_id: entry.hold_id ?? null, decision_id: entry.decision_id };
    case "access.revoked":
      return {
        permission: entry.after ?? "none",
        cause: entry.cause,
        hold_id: entry.hold_id ?? null,
        decision_id: entry.decision_id,
      };
    case "access.refused":
      return { result: entry.why };
    case "access.conflict":
      return { result: `given again ${entry.times} times` };
    case "access.capped":
      return { result: `${entry.kind}: ${entry.counts.asked} asked, ${entry.counts.taken} taken` };
    case "access.released":
      return {};
  }
}

const WORST = ["undecided", "withhold", "flag", "allow"] as const;

function saidByDecision({ subject, seats, missing, ...entry }: EntryOf<"access.decided">): Row {
  return {
    decision: WORST.find((outcome) => seats.some((seat) => seat.outcome === outcome)) ?? null,
    mode: entry.mode,
    enforced: seats.some(({ enforced }) => enforced),
    seats: seats.map(({ resource, role, verdict, why }) => {
      const told = why === undefined ? verdict : `${verdict}, ${why}`;
      return `${resource.kind} ${resource.id} ${role}: ${told}`;
    }),
    missing: missing.map(({ requirement, why }) => `${subject}: ${requirement} (${why})`),
    decision_id: entry.decision_id,
    rule_sha256: entry.rule.policy_sha256,
    facts_sha256: entry.facts_sha256,
  };
}
