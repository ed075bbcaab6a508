import type { PolicyCheckStore } from "../../domain/stores/staging.ts";
import type { Db, Tx } from "../client.ts";
import { keyOf, toNumber } from "../rows.ts";

export function createPolicyCheckStore(db: Db | Tx): PolicyCheckStore {
  return {
    async find(head) {
      const row = await db.policyCheck.findUnique({ where: { repositoryId_headSha: keyOf(head) } });
      if (!row) return null;
      const { runId, shownSha256, creatingAt } = row;
      return { runId: runId === null ? null : toNumber(runId), shownSha256, creatingAt };
    },
    async save(head, { runId, ...told }) {
      const columns = runId === undefined ? told : { ...told, runId: runId === null ? null : BigInt(runId) };
      const key = keyOf(head);
      await db.policyCheck.upsert({
        where: { repositoryId_headSha: key },
        create: { ...key, ...columns },
        update: columns,
      });
    },
  };
}
