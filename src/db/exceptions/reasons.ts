import { createHash } from "node:crypto";
import type { ReasonStore } from "../../domain/stores/staging.ts";
import type { Db, Tx } from "../client.ts";

export function createReasonStore(db: Db | Tx): ReasonStore {
  return {
    async keep(text, at) {
      const sha256 = createHash("sha256").update(text, "utf8").digest("hex");
      await db.reason.createMany({ data: [{ sha256, text, givenAt: at }], skipDuplicates: true });
      return sha256;
    },
  };
}
