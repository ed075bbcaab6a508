import { z } from "zod";
import { base, Sha256, Time } from "./parts.ts";

/** Name, id and public key on one line, as https://c2sp.org/signed-note writes it. */
const Vkey = z.string().max(400);
const Count = z.number().int().min(0);
const Size = Count;

/** What the log says of itself. */
export const logEntries = [
  /** One each day, so that a day without the gate is seen. Counts run since the heartbeat before, where there was one. */
  z.strictObject({
    ...base,
    type: z.literal("log.heartbeat"),
    since: Time.optional(),
    counts: z.strictObject({
      /** On the roster now, by any source; absent where there is none. */
      roster: Count.optional(),
      /** Accounts that now have access to anything, over all organisations. */
      with_access: Count,
      deliveries: Count,
      /** Evaluations that found what the last one had found, and are in no entry of their own. */
      equal_looks: Count,
    }),
    /** All entries hashed again, and the tree compared with every checkpoint. */
    check: z.strictObject({ entries: Size, problem: z.string().max(40).optional() }),
  }),
  /** From here on checkpoints bear the new key's signature, and for some weeks the old one's beside it. */
  z.strictObject({ ...base, type: z.literal("key.rotated"), old_vkey: Vkey, new_vkey: Vkey }),
  /**
   * The first entry of a log that follows one which was cut, or restored from a backup: what that one had last signed, as
   * far as its database knows, and what it had signed by what stands outside.
   */
  z.strictObject({
    ...base,
    type: z.literal("epoch.opened"),
    cause: z.enum(["anchor-is-larger", "anchor-differs", "anchor-is-of-a-later-log"]),
    previous: z.strictObject({
      epoch: z.number().int().positive(),
      entries: Size,
      checkpoint: z.strictObject({ size: Size, root_sha256: Sha256 }).optional(),
      anchor: z.strictObject({
        epoch: z.number().int().positive(),
        size: Size,
        root_sha256: Sha256,
        note_sha256: Sha256,
      }),
    }),
  }),
] as const;
