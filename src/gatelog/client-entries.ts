import { z } from "zod";
import { base, Sha256, Subject, Uuid } from "./parts.ts";

/** Another system was allowed to ask who is trained, or to be told of it by itself; or no longer. */
export const clientEntries = [
  z.strictObject({ ...base, type: z.literal("client.added"), client_id: Uuid, added_by: Subject }),
  z.strictObject({ ...base, type: z.literal("client.revoked"), client_id: Uuid, revoked_by: Subject }),
  z.strictObject({
    ...base,
    type: z.literal("hook.added"),
    hook_id: Uuid,
    client_id: Uuid,
    /** Of the address that is told. */
    url_sha256: Sha256,
    added_by: Subject,
  }),
  z.strictObject({ ...base, type: z.literal("hook.revoked"), hook_id: Uuid, client_id: Uuid, revoked_by: Subject }),
] as const;
