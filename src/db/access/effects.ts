import { z } from "zod";
import { accountId, decisionId, orgId } from "../../domain/ids.ts";
import { type AccessEffect, type AccessEffectStore, EFFECT_CHANGES } from "../../domain/stores/access-gate.ts";
import type { Db, Tx } from "../client.ts";
import type { AccessEffectModel } from "../generated/models.ts";
import { toJson, toNumber } from "../rows.ts";
import { Cause, Target } from "./holds.ts";

const Change = z.enum(EFFECT_CHANGES);
const EffectOutcome = z.enum(["done", "undone", "synced", "no-member", "gone", "refused", "invitation-limit"]);

export function createAccessEffectStore(db: Db | Tx): AccessEffectStore {
  return {
    async plan(effects) {
      await db.accessEffect.createMany({
        data: effects.map(({ hold, orgId: org, account, target, ...effect }) => ({
          ...effect,
          holdId: hold,
          orgId: BigInt(org),
          accountId: BigInt(account),
          target: toJson(target),
        })),
      });
    },
    async finish(id, doneAt, outcome) {
      await db.accessEffect.updateMany({ where: { id, doneAt: null }, data: { doneAt, outcome } });
    },
    async ofAccount(org, account) {
      const rows = await db.accessEffect.findMany({
        where: { orgId: BigInt(org), accountId: BigInt(account) },
        orderBy: [{ plannedAt: "asc" }, { id: "asc" }],
      });
      return rows.map(toEffect);
    },
  };
}

function toEffect({ holdId, ...row }: AccessEffectModel): AccessEffect {
  return {
    ...row,
    hold: holdId,
    orgId: orgId(toNumber(row.orgId)),
    account: accountId(toNumber(row.accountId)),
    target: Target.parse(row.target),
    change: Change.parse(row.change),
    cause: row.cause === null ? null : Cause.parse(row.cause),
    decisionId: decisionId(row.decisionId),
    outcome: row.outcome === null ? null : EffectOutcome.parse(row.outcome),
  };
}
