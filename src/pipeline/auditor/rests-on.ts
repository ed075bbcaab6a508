import type { EntryType } from "../../evidence/sources.ts";

interface Resting {
  readonly types: readonly EntryType[];
  /** A period without any is a gap: where the gate runs they come by themselves. */
  readonly comes: boolean;
}

/**
 * The entries by which a report is alive: how many in a period, and how fresh the newest is. A report that is not named here
 * is made of more than entries, and its rows are counted.
 */
export const ENTRIES_BEHIND: Readonly<Record<string, Resting>> = {
  "R-01": { types: ["person.added", "person.changed", "person.ended", "access.observed"], comes: false },
  "R-02": { types: ["completion.recorded"], comes: true },
  "R-04": { types: ["gate.decided", "check.published", "merge.observed", "access.observed"], comes: true },
  "R-08": { types: ["attestation.signed"], comes: true },
  "R-09": { types: ["waiver.requested", "waiver.granted", "waiver.declined", "waiver.revoked"], comes: false },
  "R-13": {
    types: [
      "training_policy.issued",
      "training_policy.approved",
      "policy_document.announced",
      "review.opened",
      "review.signed",
      "review.approved",
    ],
    comes: false,
  },
  "R-16": { types: ["person.added", "person.changed", "completion.recorded"], comes: false },
  "R-17": {
    types: [
      "policy.activated",
      "policy.held",
      "policy.released",
      "course.published",
      "course.withdrawn",
      "ruleset.changed",
    ],
    comes: false,
  },
  "R-18": { types: ["log.heartbeat"], comes: true },
  "R-20": { types: ["coverage.observed"], comes: true },
  "R-21": { types: ["merge.observed", "push.observed"], comes: false },
};
