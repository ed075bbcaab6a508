import { z } from "zod";
import { base, Commitment, Sha256, Subject, Time, Uuid } from "./parts.ts";

/** A policy by the word that the organisation's list has for it; `training-policy` is the one that this app writes. */
const policy = { policy_id: z.string().max(80), document_sha256: Sha256 };
const training = { ...base, version: z.number().int().min(1), document_sha256: Sha256 };

const review = { ...base, review_id: Uuid, number: z.number().int().min(1) };

/**
 * Policies that people read. What they typed stands here as a commitment, `sha256:` and the hex of HMAC-SHA256 under their
 * erasable key.
 */
export const programmeEntries = [
  /** Another wording of the training policy: a draft. It tells the policy whose digest stands here. */
  z.strictObject({ ...training, type: z.literal("training_policy.issued"), policy_sha256: Sha256 }),
  z.strictObject({
    ...training,
    type: z.literal("training_policy.approved"),
    approved_by: Subject,
    typed_name_commitment: Commitment,
    /** Absent where the command line approved. */
    session_sha256: Sha256.optional(),
  }),
  /** A wording was made known to those for whom it is meant; `roster` is how many people the organisation had. */
  z.strictObject({
    ...base,
    ...policy,
    type: z.literal("policy_document.announced"),
    kind: z.enum(["security", "acceptable-use", "topic", "training"]),
    effective_on: z.iso.date(),
    acknowledge: z.boolean(),
    counts: z.strictObject({ audience: z.number().int(), roster: z.number().int() }),
  }),
  z.strictObject({
    ...base,
    ...Subject.shape,
    ...policy,
    type: z.literal("policy_document.acknowledged"),
    typed_name_commitment: Commitment,
    session_sha256: Sha256,
  }),
  /** The periodic review of the programme. `document_sha256` is of what it looks at, frozen here. */
  z.strictObject({ ...review, type: z.literal("review.opened"), document_sha256: Sha256, due_at: Time }),
  z.strictObject({
    ...review,
    type: z.literal("review.signed"),
    document_sha256: Sha256,
    /** Of the document with what was ticked and said, as commitments. */
    signed_sha256: Sha256,
    signed_by: Subject,
    typed_name_commitment: Commitment,
    session_sha256: Sha256.optional(),
  }),
  z.strictObject({
    ...review,
    type: z.literal("review.approved"),
    signed_sha256: Sha256,
    approved_by: Subject,
    typed_name_commitment: Commitment,
    session_sha256: Sha256.optional(),
  }),
] as const;
