import { z } from "zod";

const Sha256 = z.string().regex(/^[0-9a-f]{64}$/);
const Commitment = z.string().regex(/^sha256:[0-9a-f]{64}$/);
const Time = z.iso.datetime({ precision: 3 });
const Uuid = z.uuid();

/** A person as the log knows them: a random id, and a salted commitment that can be opened until they are erased. */
const Subject = z.strictObject({ subject: Uuid, identity_commitment: Commitment });

const Actor = z.strictObject({
  kind: z.enum(["app", "user", "admin", "github", "import"]),
  /** Person id for `user` and `admin`. */
  id: z.string().max(64).optional(),
});

const Source = z.strictObject({
  kind: z.enum(["webhook", "ui", "api", "import", "reconcile", "timer"]),
  delivery_id: z.string().max(64).optional(),
});

/**
 * `id` of a pull request, head or merge group is an HMAC under its (first) author's erasable key: the log names it, and
 * forgets it with them.
 */
const Resource = z.strictObject({
  kind: z.enum(["pull_request", "head", "merge_group", "repository", "team", "organisation"]),
  id: z.string().max(80),
  repository_id: z.number().int().optional(),
});

const Missing = z.strictObject({
  requirement: z.string().max(200),
  why: z.enum(["never", "expired", "superseded", "not-attested"]),
});

const PersonDecided = Subject.extend({
  outcome: z.enum(["allow", "flag", "withhold", "undecided"]),
  required: z.array(z.string().max(100)).max(50),
  satisfied: z.array(z.strictObject({ requirement: z.string().max(200), until: Time.optional() })).max(100),
  missing: z.array(Missing).max(100),
});

const Course = z.strictObject({ id: z.string().max(100), version: z.string().max(40), content_sha256: Sha256 });

const base = {
  occurred_at: Time,
  /** GitHub's numeric id of the organisation. Absent for what concerns the whole instance. */
  org: z.number().int().optional(),
  instance: Uuid,
  actor: Actor,
  source: Source,
  app: z.strictObject({ version: z.string().max(40) }),
};

const Outcome = z.enum(["allow", "flag", "withhold", "undecided"]);
const Mode = z.enum(["observe", "flag", "block"]);

/**
 * What the sequencer is handed. It adds `v`, `epoch`, `seq` and `recorded_at`. Absent rather than null; whole
 * numbers; no name, login, address, free text or quiz answer; unknown fields are refused (reference/evidence 6.2).
 */
export const EntryDraft = z.discriminatedUnion("type", [
  z.strictObject({
    ...base,
    type: z.literal("gate.decided"),
    decision_id: z.string().max(64),
    resource: Resource,
    decision: z.strictObject({
      outcome: Outcome,
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
    check: z.strictObject({ conclusion: z.string().max(20), run_id: z.number().int(), created: z.boolean() }),
    mode: Mode,
  }),
  z.strictObject({
    ...base,
    type: z.literal("merge.observed"),
    decision_id: z.string().max(64).optional(),
    resource: Resource,
    decision: z.strictObject({ outcome: z.union([Outcome, z.literal("none")]) }),
    mode: Mode.optional(),
    merged_by: Subject.optional(),
  }),
  z.strictObject({
    ...base,
    ...Subject.shape,
    type: z.literal("attempt.graded"),
    course: Course,
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
    result: z.strictObject({ method: z.string().max(20), score: z.number().int().optional() }),
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
      session_sha256: Sha256,
    }),
  }),
  z.strictObject({
    ...base,
    ...Subject.shape,
    type: z.literal("access.observed"),
    resource: Resource,
    access: z.strictObject({ kind: z.string().max(20), role: z.string().max(40).optional(), present: z.boolean() }),
  }),
  z.strictObject({
    ...base,
    type: z.literal("access.baseline"),
    resource: Resource,
    counts: z.strictObject({
      members: z.number().int(),
      teams: z.number().int(),
      repositories: z.number().int(),
      observations: z.number().int(),
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
  z.strictObject({ ...base, type: z.literal("installation.changed"), change: z.string().max(40) }),
]);
export type EntryDraft = z.infer<typeof EntryDraft>;
