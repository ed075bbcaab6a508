import { z } from "zod";
import { base, Mode, Outcome, Resource, Sha256, Subject, Time, Uuid } from "./parts.ts";

/**
 * Access that waits for training: what was decided of whose seats, what waits, what was given and taken, and what GitHub
 * would not do. Seats are named by GitHub's ids of teams and repositories.
 */
const Role = z.string().max(40);
const Cause = z.enum(["new", "lapse", "pre-existing", "leaver", "asked"]);
const DecisionId = z.string().max(64);
const Requirement = z.string().max(200);

const Satisfied = z.strictObject({
  requirement: Requirement,
  /** The newest of the completions that it rests on. */
  completion_id: Uuid.optional(),
  /** It is met by this waiver alone. */
  waiver_id: Uuid.optional(),
  until: Time.optional(),
});

const SeatDecided = z.strictObject({
  resource: Resource,
  role: Role,
  verdict: z.enum(["keep", "hold", "grant", "lapse", "pre_existing", "leave", "unmanaged"]),
  outcome: Outcome,
  /** True only where something is done about it. */
  enforced: z.boolean(),
  managed_by: z.literal(true).optional(),
  why: z.string().max(40).optional(),
});

const seat = { ...base, ...Subject.shape, resource: Resource, decision_id: DecisionId };

export const accessEntries = [
  z.strictObject({
    ...base,
    ...Subject.shape,
    type: z.literal("access.decided"),
    decision_id: DecisionId,
    seats: z.array(SeatDecided).max(200),
    /** How many more there were than one leaf of the log takes; `facts_sha256` commits to all of them. */
    seats_omitted: z.number().int().positive().optional(),
    required: z.array(z.string().max(100)).max(100),
    satisfied: z.array(Satisfied).max(100),
    missing: z
      .array(
        z.strictObject({ requirement: Requirement, why: z.enum(["never", "expired", "superseded", "not-attested"]) }),
      )
      .max(100),
    mode: Mode,
    level: z.enum(["merge_gate", "grant_on_completion", "invite_on_completion"]),
    rule: z.strictObject({ policy_sha256: Sha256 }),
    facts_sha256: Sha256,
  }),
  z.strictObject({ ...seat, type: z.literal("hold.opened"), hold_id: Uuid, role: Role, cause: Cause }),
  /** Somebody gave another role there while it waited: from then on that one waits. */
  z.strictObject({
    ...base,
    ...Subject.shape,
    type: z.literal("hold.changed"),
    hold_id: Uuid,
    resource: Resource,
    before: Role,
    role: Role,
  }),
  z.strictObject({
    ...base,
    ...Subject.shape,
    type: z.literal("hold.ended"),
    hold_id: Uuid,
    how: z.enum(["granted", "released", "dropped"]),
    released_by: Subject.optional(),
    /** An admin ended it without giving it. */
    dropped_by: Subject.optional(),
    reason_sha256: Sha256.optional(),
  }),
  /** An admin gives it whatever is missing: GitHub is told next. */
  z.strictObject({
    ...base,
    ...Subject.shape,
    type: z.literal("hold.released"),
    hold_id: Uuid,
    released_by: Subject,
    reason_sha256: Sha256,
  }),
  /** GitHub showed it after the write. */
  z.strictObject({
    ...seat,
    type: z.literal("access.granted"),
    hold_id: Uuid.optional(),
    effect_id: Uuid,
    role: Role,
    satisfied: z.array(Satisfied).max(100),
  }),
  z.strictObject({
    ...seat,
    type: z.literal("access.revoked"),
    hold_id: Uuid.optional(),
    effect_id: Uuid,
    before: Role,
    /** The role that they keep there. */
    after: Role.optional(),
    /** `restored`: what they had there meanwhile ends, since they have again what was held. */
    cause: z.enum([...Cause.options, "restored"]),
    /** How long it was effective, where it is known since when. */
    access_seconds: z.number().int().min(0).optional(),
  }),
  z.strictObject({
    ...base,
    ...Subject.shape,
    type: z.literal("access.refused"),
    effect_id: Uuid,
    resource: Resource,
    status: z.number().int(),
    why: z.enum(["synced", "no-member", "gone", "refused", "invitation-limit"]),
  }),
  /** GitHub takes writes to the team again, which it had refused since then: whoever kept it let it go. */
  z.strictObject({ ...base, type: z.literal("access.refusal_ended"), resource: Resource, refused_from: Time }),
  /** A run that would take more than it may: nothing of it is taken, and an admin is asked. */
  z.strictObject({
    ...base,
    type: z.literal("access.capped"),
    run_id: Uuid,
    kind: z.enum(["removals", "leavers", "machines", "holds"]),
    counts: z.strictObject({ asked: z.number().int(), taken: z.number().int(), cap: z.number().int().optional() }),
  }),
  z.strictObject({
    ...base,
    type: z.literal("access.released"),
    run_id: Uuid,
    released_by: Subject,
    reason_sha256: Sha256,
  }),
  /** Somebody gives it again each time that it is taken; it is left alone, and `managed_by` is proposed. */
  z.strictObject({
    ...base,
    ...Subject.shape,
    type: z.literal("access.conflict"),
    resource: Resource,
    times: z.number().int(),
  }),
] as const;
