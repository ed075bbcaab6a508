import { orgId } from "../../domain/ids.ts";
import type { Erased, ErasureStore, Traces } from "../../domain/stores/erasure.ts";
import type { Db, Tx } from "../client.ts";
import { Prisma } from "../generated/client.ts";
import { toNumber } from "../rows.ts";
import { eraseAccessDecisions } from "./access-decisions.ts";
import { eraseByFate } from "./columns.ts";
import { eraseDecisions } from "./decisions.ts";
import { eraseHookTold } from "./hook-told.ts";
import { eraseJobs } from "./jobs.ts";
import { erasePulls, listOpenBacked } from "./pulls.ts";
import { eraseInTexts } from "./texts.ts";
import { findTraces } from "./traces.ts";

export function createErasureStore(db: Db | Tx): ErasureStore {
  return {
    tracesOf: (person) => findTraces(db, person),
    async ownInstallations({ accounts }) {
      const where = { accountId: { in: accounts.map(BigInt) } };
      const rows = await db.installation.findMany({ where, select: { accountId: true } });
      return rows.map(({ accountId }) => orgId(toNumber(accountId)));
    },
    openPullsBacked: (traces) => listOpenBacked(db, traces),
    erase: (traces) => erase(db as Tx, traces),
    async erasePolicy(digest) {
      await db.policyVersion.update({ where: { digest }, data: { policy: Prisma.DbNull }, select: { digest: true } });
    },
    async listPolicyDigests() {
      const rows = await db.policyVersion.findMany({ select: { digest: true }, orderBy: { digest: "asc" } });
      return rows.map(({ digest }) => digest);
    },
    async record(erasure) {
      const data = { ...erasure, salt: Buffer.from(erasure.salt) };
      await db.erasure.create({ data, select: { subject: true } });
    },
  };
}

/** What is found by their accounts goes before the accounts do. */
async function erase(tx: Tx, traces: Traces): Promise<Erased> {
  const { decisions, heads } = await eraseDecisions(tx, traces);
  const access = await eraseAccessDecisions(tx, traces);
  const pulls = await erasePulls(tx, traces);
  const jobs = await eraseJobs(tx, traces);
  const texts = await eraseInTexts(tx, traces);
  const told = await eraseHookTold(tx, traces);
  const rows = await eraseByFate(tx, traces);
  const facts = { place: "decision.facts", how: "emptied" as const, count: decisions.length };
  return {
    decisions: decisions.length + access.logged,
    heads,
    parts: [facts, ...access.parts, ...pulls, ...texts, ...told, ...rows, ...jobs],
  };
}
