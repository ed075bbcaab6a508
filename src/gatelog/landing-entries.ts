import { z } from "zod";
import { base, Mode, Outcome, Resource, Sha256, Subject, Time, Uuid } from "./parts.ts";

/**
 * How what came onto a gated branch stood to the gate. `bypassed`: the check was required and said no, or was not there.
 * `not-covered`: nothing held it back, since the gate was paused or the check not required there.
 */
export const LandingResult = z.enum([
  "allowed",
  "flagged",
  "waived",
  "break-glass",
  "bypassed",
  "not-covered",
  "observed",
]);
export type LandingResult = z.infer<typeof LandingResult>;

/** How many of GitHub's events of one action we know too, how many stand there only, and how many of ours they lack. */
const ActionCount = z.strictObject({
  action: z.string().max(80),
  both: z.number().int(),
  github: z.number().int(),
  here: z.number().int(),
});

export const landingEntries = [
  /** What came onto a gated branch, and is no merge that a `merge.observed` tells. `occurred_at` is GitHub's time. */
  z.strictObject({
    ...base,
    type: z.literal("push.observed"),
    landing_id: Uuid,
    /** The commit that it left on the branch. */
    resource: Resource,
    /** `merge`: GitHub calls it one, and names no pull request. */
    kind: z.enum(["push", "force-push", "merge"]),
    pushed_by: Subject.optional(),
    decision: z.strictObject({ outcome: z.union([Outcome, z.literal("none")]), break_glass: z.boolean().optional() }),
    decision_id: z.string().max(64).optional(),
    mode: Mode,
    result: LandingResult,
    /** False where the gate was paused. */
    covered: z.literal(false).optional(),
  }),
  /** A file of GitHub's own audit log was compared with what we know. */
  z.strictObject({
    ...base,
    type: z.literal("github_log.reconciled"),
    file_sha256: Sha256,
    covers_from: Time,
    covers_to: Time,
    counts: z.array(ActionCount).max(60),
    /** Events that an earlier file had brought already. */
    known_events: z.number().int(),
    /** Events that say nothing of access, of our rules, or of overrides. */
    other_events: z.number().int(),
  }),
] as const;

/** What a `merge.observed` says of a gated branch. Absent for other branches, and in entries of before. */
export const mergeLanding = {
  landing_id: Uuid.optional(),
  result: LandingResult.optional(),
};
