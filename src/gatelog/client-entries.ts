import { z } from "zod";
import { base, Subject, Uuid } from "./parts.ts";

/** Another system was allowed to ask who is trained, or no longer. */
export const clientEntries = [
  z.strictObject({ ...base, type: z.literal("client.added"), client_id: Uuid, added_by: Subject }),
  z.strictObject({ ...base, type: z.literal("client.revoked"), client_id: Uuid, revoked_by: Subject }),
] as const;
