import { z } from "zod";
import { AWARENESS_METHODS, HELD_KINDS, SENT_KINDS } from "../domain/awareness.ts";
import { base, Commitment, Sha256, Subject, Uuid } from "./parts.ts";

/**
 * What keeps people aware, told apart from training. Whom a mail reached, and what anybody did with a simulated one, is
 * in no entry: of outcomes there is a commitment to their counts, `sha256:` and the hex of SHA-256(salt ‖ canonical JSON),
 * under a salt that is kept with them.
 */
const Method = z.enum(AWARENESS_METHODS);
const Count = z.number().int().min(0);

/** How many it was for, how many stood on the roster then, and how many of these it reached; absent: nobody knows who came. */
const Reach = z.strictObject({ audience: Count, roster: Count, covered: Count.optional() });
const OnDay = z.iso.date();

export const awarenessEntries = [
  z.strictObject({
    ...base,
    type: z.literal("awareness.sent"),
    activity_id: Uuid,
    kind: z.enum(SENT_KINDS),
    method: Method,
    text_sha256: Sha256,
    /** Of those who are unknown nobody knows whether it arrived; absent: there are none. */
    counts: Reach.extend({ delivered: Count, undeliverable: Count, unknown: Count.optional() }),
  }),
  z.strictObject({
    ...base,
    type: z.literal("awareness.recorded"),
    activity_id: Uuid,
    kind: z.enum(["phishing", ...HELD_KINDS]),
    method: Method,
    held_on: OnDay,
    counts: Reach,
    outcomes_commitment: Commitment.optional(),
  }),
  /** A later file knew more of it. */
  z.strictObject({
    ...base,
    type: z.literal("awareness.updated"),
    activity_id: Uuid,
    kind: z.literal("phishing"),
    counts: Reach,
    outcomes_commitment: Commitment,
  }),
  z.strictObject({
    ...base,
    type: z.literal("awareness.incidents_counted"),
    /** Absent where a form told it. */
    import_id: Uuid.optional(),
    counts: z.strictObject({ reports: Count }),
  }),
  /** A file that brought something new. */
  z.strictObject({
    ...base,
    type: z.literal("awareness.imported"),
    import_id: Uuid,
    kind: z.enum(["phishing", "incidents", "drills"]),
    file_sha256: Sha256,
    counts: z.strictObject({ rows: Count, rejected: Count, known: Count, unmatched: Count }),
    imported_by: Subject,
  }),
  /** That the questions were answered; not how. */
  z.strictObject({
    ...base,
    ...Subject.shape,
    type: z.literal("awareness.quiz_taken"),
    quiz_sha256: Sha256,
  }),
] as const;
