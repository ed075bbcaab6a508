import { z } from "zod";
import { base, Sha256, Subject, Time, Uuid } from "./parts.ts";

/** Somebody took evidence away. `sums_sha256` is that of its `SHA256SUMS`, and so stands for every file of it. */
export const exportEntries = [
  z.strictObject({
    ...base,
    type: z.literal("export.created"),
    export_id: Uuid,
    from: Time,
    to: Time,
    reports: z.array(z.string().max(10)).max(60),
    sums_sha256: Sha256,
    /** Up to where the log was read; absent where nothing was signed yet. */
    log: z.strictObject({ epoch: z.number().int(), size: z.number().int() }).optional(),
    created_by: Subject.optional(),
  }),
] as const;
