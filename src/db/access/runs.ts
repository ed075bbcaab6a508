import { z } from "zod";
import { accountId, orgId, personId } from "../../domain/ids.ts";
import type { AccessAsk, AccessRun, AccessRunStore } from "../../domain/stores/access-gate.ts";
import type { Db, Tx } from "../client.ts";
import type { AccessAskModel, AccessRunModel } from "../generated/models.ts";
import { toNumber } from "../rows.ts";
import { Cause } from "./holds.ts";

const Kind = z.enum(["removals", "leavers", "machines", "holds"]);
const State = z.enum(["passed", "held", "released", "dropped"]);

export function createAccessRunStore(db: Db | Tx): AccessRunStore {
  return {
    async save({ orgId: org, ...run }, asks) {
      await db.accessRun.create({ data: { ...run, orgId: BigInt(org) } });
      await db.accessAsk.createMany({
        data: asks.map(({ account, key, cause, since }) => ({
          runId: run.id,
          accountId: BigInt(account),
          targetKey: key,
          cause,
          since,
        })),
      });
    },
    async find(id) {
      const row = await db.accessRun.findUnique({ where: { id } });
      return row && toRun(row);
    },
    async listHeld(org) {
      const where = { orgId: BigInt(org), state: "held" };
      return (await db.accessRun.findMany({ where, orderBy: [{ at: "asc" }, { id: "asc" }] })).map(toRun);
    },
    async asksOf(runId) {
      const orderBy = [{ accountId: "asc" }, { targetKey: "asc" }] as const;
      return (await db.accessAsk.findMany({ where: { runId }, orderBy: [...orderBy] })).map(toAsk);
    },
    async end(id, state, endedBy, endedAt) {
      const { count } = await db.accessRun.updateMany({
        where: { id, state: "held" },
        data: { state, endedBy, endedAt },
      });
      return count === 1;
    },
    async allowed(org, account, since) {
      const run = {
        orgId: BigInt(org),
        OR: [
          { state: { in: ["passed", "released"] }, at: { gte: since } },
          { state: "released", endedAt: { gte: since } },
        ],
      };
      return (await db.accessAsk.findMany({ where: { accountId: BigInt(account), run } })).map(toAsk);
    },
    async takenSince(org, kind, since) {
      const where = { orgId: BigInt(org), kind, state: "passed", at: { gt: since } };
      const { _sum } = await db.accessRun.aggregate({ where, _sum: { asked: true } });
      return _sum.asked ?? 0;
    },
  };
}

function toRun({ orgId: org, endedBy, ...row }: AccessRunModel): AccessRun {
  return {
    ...row,
    orgId: orgId(toNumber(org)),
    kind: Kind.parse(row.kind),
    state: State.parse(row.state),
    endedBy: endedBy === null ? null : personId(endedBy),
  };
}

function toAsk({ accountId: account, targetKey: key, cause, since }: AccessAskModel): AccessAsk {
  return { account: accountId(toNumber(account)), key, cause: Cause.parse(cause), since };
}
