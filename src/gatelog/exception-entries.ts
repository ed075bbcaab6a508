import { z } from "zod";
import { base, Commitment, Sha256, Subject, Time, Uuid } from "./parts.ts";

/**
 * Exceptions to the rule, and completions from elsewhere: who asked, who agreed, until when. What was written in words
 * (reasons, notes) stands here as a commitment, `sha256:` and the hex of SHA-256(salt ‖ text): without the salt, which
 * is kept with the text, a guess cannot be tried.
 */
const waiver = {
  ...base,
  ...Subject.shape,
  waiver_id: Uuid,
  requirement: z.string().max(100),
  from: Time,
  until: Time,
  reason_commitment: Commitment,
  document_sha256: Sha256.optional(),
  /** Of the canonical JSON of the patterns. Absent: all repositories. */
  repositories_sha256: Sha256.optional(),
  owner: Subject,
  requested_by: Subject,
};

const WaiverEnded = { ...base, ...Subject.shape, waiver_id: Uuid, reason_commitment: Commitment };

const glass = {
  ...base,
  break_glass_id: Uuid,
  repository_id: z.number().int(),
  /** Of the head's SHA: it acts on this commit alone. */
  head_commitment: Commitment,
  /** What it overrides, where something had been decided. */
  decision_id: z.string().max(64).optional(),
  hours: z.number().int().min(1).max(24),
  reason_commitment: Commitment,
  requested_by: Subject,
};

const GlassEnded = { ...base, break_glass_id: Uuid, reason_commitment: Commitment };

const batch = {
  ...base,
  batch_id: Uuid,
  file_sha256: Sha256,
  rows: z.number().int(),
  rejected: z.number().int(),
  known: z.number().int(),
  requested_by: Subject,
};

export const exceptionEntries = [
  z.strictObject({ ...waiver, type: z.literal("waiver.requested") }),
  /** It acts from here on. */
  z.strictObject({ ...waiver, type: z.literal("waiver.granted"), approved_by: Subject }),
  z.strictObject({ ...WaiverEnded, type: z.literal("waiver.declined") }),
  z.strictObject({ ...WaiverEnded, type: z.literal("waiver.revoked") }),
  z.strictObject({ ...glass, type: z.literal("break_glass.requested") }),
  /** It acts from here on, and waits for a review. */
  z.strictObject({ ...glass, type: z.literal("break_glass.used"), until: Time, approved_by: Subject }),
  z.strictObject({ ...GlassEnded, type: z.literal("break_glass.declined") }),
  z.strictObject({ ...GlassEnded, type: z.literal("break_glass.revoked") }),
  z.strictObject({
    ...base,
    type: z.literal("break_glass.reviewed"),
    break_glass_id: Uuid,
    note_commitment: Commitment,
    reviewed_by: Subject,
  }),
  z.strictObject({ ...batch, type: z.literal("import.requested") }),
  z.strictObject({ ...batch, type: z.literal("import.accepted"), approved_by: Subject }),
  z.strictObject({ ...base, type: z.literal("import.rejected"), batch_id: Uuid, file_sha256: Sha256 }),
] as const;

/** How a completion came from elsewhere. `course` then names our course, and its digest the course as that system calls it. */
export const Imported = z.strictObject({
  batch_id: Uuid,
  row_sha256: Sha256,
  /** When, as that system tells it; `occurred_at` is when it was approved here. */
  completed_at: Time,
  requested_by: Subject,
  approved_by: Subject,
});
