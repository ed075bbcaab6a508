import { z } from "zod";
import { accessEntries } from "./access-entries.ts";
import { accessSeenEntries } from "./access-seen-entries.ts";
import { awarenessEntries } from "./awareness-entries.ts";
import { clientEntries } from "./client-entries.ts";
import { exceptionEntries, Imported } from "./exception-entries.ts";
import { exportEntries } from "./export-entries.ts";
import { landingEntries, mergeLanding } from "./landing-entries.ts";
import { logEntries } from "./log-entries.ts";
import { noticeEntries } from "./notice-entries.ts";
import { base, Commitment, Course, Mode, Outcome, Resource, Sha256, Subject, Time, Uuid } from "./parts.ts";
import { programmeEntries } from "./programme-entries.ts";
import { recordEntries } from "./record-entries.ts";
import { rosterEntries } from "./roster-entries.ts";

const Missing = z.strictObject({
  requirement: z.string().max(200),
  why: z.enum(["never", "expired", "superseded", "not-attested"]),
});

const PersonDecided = Subject.extend({
  /** What they are on it: for whom a `sponsor` answers says the decision. Absent in entries of before. */
  parts: z
    .array(z.enum(["author", "sponsor", "pusher", "commit-author", "co-author"]))
    .max(5)
    .optional(),
  outcome: z.enum(["allow", "flag", "withhold", "undecided"]),
  required: z.array(z.string().max(100)).max(50),
  satisfied: z
    .array(
      z.strictObject({
        requirement: z.string().max(200),
        until: Time.optional(),
        /** It is met by this waiver alone. */
        waiver_id: Uuid.optional(),
      }),
    )
    .max(100),
  missing: z.array(Missing).max(100),
});

/**
 * What the sequencer is handed. It adds `v`, `epoch`, `seq` and `recorded_at`. Absent rather than null; whole
 * numbers; no name, login, address, free text or quiz answer; unknown fields are refused.
 */
export const EntryDraft = z.discriminatedUnion("type", [
  z.strictObject({
    ...base,
    type: z.literal("gate.decided"),
    decision_id: z.string().max(64),
    resource: Resource,
    decision: z.strictObject({
      outcome: Outcome,
      /** What two administrators let through, and what would have been decided without them. */
      break_glass: z.strictObject({ ids: z.array(Uuid).min(1).max(100), instead_of: Outcome }).optional(),
      people: z.array(PersonDecided).max(1000),
      /** How many more there were than one leaf of the log takes; `facts_sha256` commits to all of them. */
      people_omitted: z.number().int().positive().optional(),
      findings: z
        .array(z.strictObject({ kind: z.string().max(40), treatment: z.string().max(10), count: z.number().int() }))
        .max(10),
      sources_missing: z.array(z.string().max(60)).max(20),
    }),
    mode: Mode,
    /** True only if this decision was shown by a check in a blocking scope; the entry of the effect says that it reached GitHub. */
    enforced: z.boolean(),
    rule: z.strictObject({ policy_sha256: Sha256 }),
    facts_sha256: Sha256,
  }),
  z.strictObject({
    ...base,
    type: z.literal("check.published"),
    decision_id: z.string().max(64),
    resource: Resource,
    check: z.strictObject({
      conclusion: z.string().max(20),
      /** In entries of before: GitHub tells by it whose commit it is on, also when they were erased here. */
      run_id: z.number().int().optional(),
      created: z.boolean(),
    }),
    mode: Mode,
  }),
  z.strictObject({
    ...base,
    type: z.literal("merge.observed"),
    decision_id: z.string().max(64).optional(),
    resource: Resource,
    decision: z.strictObject({ outcome: z.union([Outcome, z.literal("none")]), break_glass: z.boolean().optional() }),
    mode: Mode.optional(),
    merged_by: Subject.optional(),
    /** False where the gate was paused when it merged: whatever the verdict, nothing held it back. */
    covered: z.literal(false).optional(),
    ...mergeLanding,
  }),
  z.strictObject({
    ...base,
    ...Subject.shape,
    type: z.literal("attempt.graded"),
    course: Course,
    /** The quiz of one module. */
    module: z.string().max(80).optional(),
    /** Absent for a quiz of the course or of a module. */
    kind: z.enum(["renewal", "again", "delta"]).optional(),
    result: z.strictObject({
      method: z.literal("quiz"),
      score: z.number().int().min(0).max(100),
      pass_mark: z.number().int(),
      attempt_no: z.number().int(),
      passed: z.boolean(),
      draw_seed_sha256: Sha256,
    }),
  }),
  z.strictObject({
    ...base,
    ...Subject.shape,
    type: z.literal("completion.recorded"),
    completion_id: Uuid,
    course: Course,
    /** Absent where the whole course was taken. */
    kind: z.enum(["renewal", "delta"]).optional(),
    result: z.strictObject({ method: z.string().max(20), score: z.number().int().optional() }),
    import: Imported.optional(),
  }),
  z.strictObject({
    ...base,
    ...Subject.shape,
    type: z.literal("attestation.signed"),
    completion_id: Uuid,
    course: Course,
    attestation: z.strictObject({
      statement_sha256: Sha256,
      version: z.number().int(),
      typed_name_commitment: Commitment,
      /** Absent where a list was signed on paper. */
      session_sha256: Sha256.optional(),
      sheet_sha256: Sha256.optional(),
    }),
  }),
  z.strictObject({
    ...base,
    type: z.literal("policy.activated"),
    rule: z.strictObject({ policy_sha256: Sha256, previous_sha256: Sha256.optional() }),
  }),
  z.strictObject({
    ...base,
    type: z.literal("policy.rejected"),
    rule: z.strictObject({ policy_sha256: Sha256 }),
    problems: z.number().int(),
  }),
  /** A change that would newly block more than the cap allows: what was in force stays. */
  z.strictObject({
    ...base,
    type: z.literal("policy.held"),
    rule: z.strictObject({ policy_sha256: Sha256, in_force_sha256: Sha256 }),
    /** Where it is the content that would change, and not the policy. */
    courses: z.array(Course).max(100).optional(),
    counts: z.strictObject({
      newly_blocked: z.number().int(),
      open: z.number().int(),
      cap_percent: z.number().int(),
    }),
  }),
  z.strictObject({
    ...base,
    type: z.literal("policy.released"),
    rule: z.strictObject({ policy_sha256: Sha256, previous_sha256: Sha256 }),
    released_by: Subject,
    reason_sha256: Sha256,
  }),
  z.strictObject({
    ...base,
    type: z.literal("course.published"),
    course: Course,
    previous: z.strictObject({ version: z.string().max(40), content_sha256: Sha256 }).optional(),
    /** Absent where it came into force by itself: a first start, a new course, a patch. */
    published_by: Subject.optional(),
    reason_sha256: Sha256.optional(),
  }),
  z.strictObject({
    ...base,
    type: z.literal("course.withdrawn"),
    course: Course,
    published_by: Subject,
    reason_sha256: Sha256.optional(),
  }),
  z.strictObject({ ...base, type: z.literal("installation.changed"), change: z.string().max(40) }),
  z.strictObject({
    ...base,
    type: z.literal("coverage.observed"),
    counts: z.strictObject({
      repositories: z.number().int(),
      blocking: z.number().int(),
      required: z.number().int(),
      pinned: z.number().int(),
      open_heads: z.number().int(),
      answered: z.number().int(),
      holes: z.number().int(),
    }),
    /** Commits to the whole report, which names repositories and is erasable. */
    report_sha256: Sha256,
  }),
  /** The rule that requires our check: what we wrote (`app`), or what somebody else did to it (`github`). */
  z.strictObject({
    ...base,
    type: z.literal("ruleset.changed"),
    change: z.enum(["written", "removed", "edited", "deleted", "disabled", "enabled", "required", "not-required"]),
    level: z.enum(["organisation", "repository", "protection"]),
    ruleset_id: z.number().int().optional(),
    /** In how many repositories it requires the check now, or the change was seen. */
    repositories: z.number().int(),
  }),
  /** Somebody disabled our ruleset at GitHub, by `pause` or by hand. `occurred_at` is GitHub's time. */
  z.strictObject({ ...base, type: z.literal("gate.paused"), ruleset_id: z.number().int(), by: Subject.optional() }),
  z.strictObject({
    ...base,
    type: z.literal("gate.resumed"),
    ruleset_id: z.number().int(),
    by: Subject.optional(),
    paused_seconds: z.number().int().optional(),
  }),
  ...exceptionEntries,
  ...accessEntries,
  ...accessSeenEntries,
  ...exportEntries,
  ...awarenessEntries,
  ...logEntries,
  ...clientEntries,
  ...rosterEntries,
  ...recordEntries,
  ...programmeEntries,
  ...landingEntries,
  ...noticeEntries,
]);
export type EntryDraft = z.infer<typeof EntryDraft>;
