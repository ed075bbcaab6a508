import { accountId, type PersonId, personId } from "../../domain/ids.ts";
import type { HookMessage, HookStore, HookTold } from "../../domain/stores/hooks.ts";
import type { Db, Tx } from "../client.ts";
import type { HookToldModel } from "../generated/models.ts";
import { toNumber } from "../rows.ts";
import { toHook } from "./hook-row.ts";
import { hookCounts, hookTroubles } from "./hook-troubles.ts";

const ACTIVE = { revokedAt: null, client: { revokedAt: null } } as const;
const OLDEST_FIRST = [{ createdAt: "asc" }, { id: "asc" }] as const;

export function createHookStore(db: Db | Tx): HookStore {
  return {
    async add({ layers, ...hook }) {
      await db.apiHook.create({ data: { ...hook, layers: [...layers] }, select: { id: true } });
    },
    async find(id) {
      const row = await db.apiHook.findUnique({ where: { id }, include: { client: true } });
      return row && toHook(row);
    },
    async list(org) {
      const where = { client: { orgId: BigInt(org) } };
      const rows = await db.apiHook.findMany({ where, include: { client: true }, orderBy: [...OLDEST_FIRST] });
      return rows.map(toHook);
    },
    async listActive(org) {
      const client = { ...ACTIVE.client, ...(org !== null && { orgId: BigInt(org) }) };
      const where = { ...ACTIVE, client };
      const rows = await db.apiHook.findMany({ where, include: { client: true }, orderBy: [...OLDEST_FIRST] });
      return rows.map(toHook);
    },
    async revoke(id, revokedBy, revokedAt) {
      const { count } = await db.apiHook.updateMany({ where: { id, revokedAt: null }, data: { revokedBy, revokedAt } });
      return count === 1;
    },
    async toldOf(hookId, people) {
      const rows = await db.hookTold.findMany({ where: { hookId, personId: { in: [...people] } } });
      return new Map(rows.map((row) => [personId(row.personId), toTold(row)]));
    },
    async listTold(hookId, { after, limit }) {
      const where = { hookId, ...(after !== null && { personId: { gt: after } }) };
      const rows = await db.hookTold.findMany({
        where,
        orderBy: { personId: "asc" },
        take: limit,
        select: { personId: true },
      });
      return rows.map((row) => personId(row.personId));
    },
    note: (hook, person, told) => note(db, hook, person, told),
    taken: (hook, person, message, at) => taken(db, hook, person, message, at),
    async answered(id, takenAt) {
      await db.apiHook.updateMany({ where: { id }, data: { takenAt } });
      await tryAgain(db, id);
    },
    async failed(hookId, person, { id: messageId }, { problem, givenUpAt }) {
      await db.hookTold.updateMany({ where: { hookId, personId: person, messageId }, data: { problem, givenUpAt } });
    },
    troubles: (org) => hookTroubles(db, org),
    counts: () => hookCounts(db),
  };
}

async function note(
  db: Db | Tx,
  hookId: string,
  person: PersonId,
  { message, changesAt }: Parameters<HookStore["note"]>[2],
): Promise<void> {
  const told = {
    changesAt,
    messageId: message?.id ?? null,
    messageAccounts: message?.accounts.map(BigInt) ?? [],
    messageSince: message?.since ?? null,
    // It is tried again, or there is nothing left to try.
    givenUpAt: null,
    ...(message === null && { problem: null }),
  };
  await db.hookTold.upsert({
    where: { hookId_personId: { hookId, personId: person } },
    create: { hookId, personId: person, accounts: [], ...told },
    update: told,
    select: { hookId: true },
  });
}

async function taken(db: Db | Tx, hookId: string, person: PersonId, message: HookMessage, at: Date): Promise<void> {
  await db.hookTold.updateMany({
    where: { hookId, personId: person, messageId: message.id },
    data: {
      accounts: message.accounts.map(BigInt),
      messageId: null,
      messageAccounts: [],
      messageSince: null,
      problem: null,
      givenUpAt: null,
    },
  });
  await db.apiHook.update({
    where: { id: hookId },
    data: { taken: { increment: 1 }, takenAt: at },
    select: { id: true },
  });
  await tryAgain(db, hookId);
}

/** It answers, so what was given up while it did not is worth another try. */
async function tryAgain(db: Db | Tx, hookId: string): Promise<void> {
  await db.hookTold.updateMany({ where: { hookId, givenUpAt: { not: null } }, data: { givenUpAt: null } });
}

function toTold(row: HookToldModel): HookTold {
  const { messageId: id, messageSince: since, changesAt, givenUpAt } = row;
  const message = id === null || since === null ? null : { id, since, accounts: toAccounts(row.messageAccounts) };
  return { accounts: toAccounts(row.accounts), changesAt, message, givenUpAt };
}

function toAccounts(ids: readonly bigint[]): HookTold["accounts"] {
  return ids.map((id) => accountId(toNumber(id)));
}
