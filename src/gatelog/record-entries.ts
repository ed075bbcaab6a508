import { z } from "zod";
import { base, Commitment, Subject, Time, Uuid } from "./parts.ts";

/**
 * What is no longer kept, and by whose word. `decisions` counts those whose facts went: with the erased, every decision
 * without facts is accounted for.
 */
export const recordEntries = [
  z.strictObject({
    ...base,
    type: z.literal("subject.erased"),
    /** The random id alone: the commitment that other entries hold can be opened by nobody any more. */
    subject: Uuid,
    basis: z.enum(["request", "retention", "other"]),
    reason_commitment: Commitment,
    erased_by: Subject,
    counts: z.strictObject({ decisions: z.number().int(), policies: z.number().int() }),
  }),
  /** By the terms that the policy sets under `records`: what was older than `before`. */
  z.strictObject({
    ...base,
    type: z.literal("records.purged"),
    what: z.enum(["facts", "access_history"]),
    before: Time,
    counts: z.strictObject({ decisions: z.number().int(), access_observations: z.number().int() }),
  }),
] as const;
