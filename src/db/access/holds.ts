import { z } from "zod";
import { ACCESS_ORDER } from "../../domain/access.ts";
import { accountId, decisionId, orgId, personId, repositoryId } from "../../domain/ids.ts";
import { HOLD_CAUSES, type Hold, type HoldStore, targetKey } from "../../domain/stores/holds.ts";
import type { Db, Tx } from "../client.ts";
import type { Prisma } from "../generated/client.ts";
import type { AccessHoldModel } from "../generated/models.ts";
import { toJson, toNullableJson, toNumber } from "../rows.ts";

const Role = z.enum(ACCESS_ORDER);
export const Target = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("team"), teamId: z.int(), role: z.enum(["member", "maintainer"]) }),
  z.object({ kind: z.literal("repository"), repositoryId: z.int().transform(repositoryId), role: Role }),
  z.object({ kind: z.literal("organisation"), role: z.literal("member"), teamIds: z.array(z.int()) }),
]);
export const Cause = z.enum(HOLD_CAUSES);
const Instead = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("reading-team"), teamId: z.int() }),
  z.object({ kind: z.literal("role"), role: Role }),
]);
const Missing = z.array(
  z.object({
    layer: z.string(),
    course: z.string(),
    why: z.enum(["never", "expired", "superseded", "not-attested"]),
  }),
);
const How = z.enum(["granted", "released", "dropped"]);

const OLDEST_FIRST = [{ openedAt: "asc" }, { id: "asc" }] as const;

export function createHoldStore(db: Db | Tx): HoldStore {
  return {
    async open({ orgId: org, account, person, target, instead, missing, ...hold }) {
      const data = {
        ...hold,
        orgId: BigInt(org),
        accountId: BigInt(account),
        personId: person,
        target: toJson(target),
        waitingKey: targetKey(target),
        instead: toNullableJson(instead),
        missing: toJson(missing),
      };
      const { count } = await db.accessHold.createMany({ data: [data], skipDuplicates: true });
      return count === 1;
    },
    async find(id) {
      const row = await db.accessHold.findUnique({ where: { id } });
      return row && toHold(row);
    },
    ofAccount: (org, account) => listWaiting(db, { orgId: BigInt(org), accountId: BigInt(account) }),
    async releasedOf(org, account) {
      const where = { orgId: BigInt(org), accountId: BigInt(account), endedHow: "released", releasedAt: { not: null } };
      return (await db.accessHold.findMany({ where, orderBy: [...OLDEST_FIRST] })).map(toHold);
    },
    ofPerson: (person) => listWaiting(db, { personId: person }),
    async list(org, { state, after, limit }) {
      const ended = state === "all" ? {} : { endedAt: state === "waiting" ? null : { not: null } };
      const last = after === null ? null : await db.accessHold.findUnique({ where: { id: after } });
      const beyond = last && {
        OR: [{ openedAt: { gt: last.openedAt } }, { openedAt: last.openedAt, id: { gt: last.id } }],
      };
      const where = { orgId: BigInt(org), ...ended, ...beyond };
      return (await db.accessHold.findMany({ where, orderBy: [...OLDEST_FIRST], take: limit })).map(toHold);
    },
    async update(id, { target, missing, instead, ...change }) {
      const data = {
        ...change,
        ...(target && { target: toJson(target) }),
        ...(missing && { missing: toJson(missing) }),
        ...(instead !== undefined && { instead: toNullableJson(instead) }),
      };
      await db.accessHold.updateMany({ where: { id, endedAt: null }, data });
    },
    async release(id, releasedBy, releasedAt) {
      const where = { id, endedAt: null, releasedAt: null };
      const { count } = await db.accessHold.updateMany({ where, data: { releasedBy, releasedAt } });
      return count === 1;
    },
    async end(id, endedHow, endedAt) {
      const data = { endedHow, endedAt, waitingKey: null };
      const { count } = await db.accessHold.updateMany({ where: { id, endedAt: null }, data });
      return count === 1;
    },
    countWaiting: (org) => db.accessHold.count({ where: { orgId: BigInt(org), endedAt: null } }),
    countSince: (org, cause, since) =>
      db.accessHold.count({ where: { orgId: BigInt(org), cause, openedAt: { gte: since } } }),
  };
}

async function listWaiting(db: Db | Tx, whose: Prisma.AccessHoldWhereInput): Promise<readonly Hold[]> {
  const rows = await db.accessHold.findMany({ where: { ...whose, endedAt: null }, orderBy: [...OLDEST_FIRST] });
  return rows.map(toHold);
}

function toHold(row: AccessHoldModel): Hold {
  return {
    id: row.id,
    orgId: orgId(toNumber(row.orgId)),
    account: accountId(toNumber(row.accountId)),
    person: personId(row.personId),
    target: Target.parse(row.target),
    cause: Cause.parse(row.cause),
    instead: row.instead === null ? null : Instead.parse(row.instead),
    missing: Missing.parse(row.missing),
    openedAt: row.openedAt,
    decisionId: decisionId(row.decisionId),
    accessFrom: row.accessFrom,
    withdrawnAt: row.withdrawnAt,
    releasedBy: row.releasedBy === null ? null : personId(row.releasedBy),
    releasedAt: row.releasedAt,
    ended: row.endedAt && { at: row.endedAt, how: How.parse(row.endedHow) },
  };
}
