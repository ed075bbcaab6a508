import { type AccountId, accountId, decisionId, type OrgId, orgId } from "../../domain/ids.ts";
import type { AccessDecided, AccessGateStore } from "../../domain/stores/access-gate.ts";
import type { Db, Tx } from "../client.ts";
import type { AccessDecisionModel } from "../generated/models.ts";
import { toJson, toNumber } from "../rows.ts";

/** The row that dates the last look at all gates. */
const ALL = "all";

export function createAccessGateStore(db: Db | Tx): AccessGateStore {
  return {
    async gatesOf(org) {
      const where = { orgId: BigInt(org), targetKey: { not: ALL } };
      const rows = await db.accessGate.findMany({ where, orderBy: { targetKey: "asc" } });
      return rows.map(({ targetKey: key, since, syncedAt, triedAt }) => ({ key, since, syncedAt, triedAt }));
    },
    async openGates(org, gates) {
      const data = gates.map(({ key, since }) => ({ orgId: BigInt(org), targetKey: key, since }));
      await db.accessGate.createMany({ data, skipDuplicates: true });
    },
    async closeGates(org, keys) {
      await db.accessGate.deleteMany({ where: { orgId: BigInt(org), targetKey: { in: [...keys] } } });
    },
    async markSynced(org, key, at) {
      const where = { orgId: BigInt(org), targetKey: key };
      await db.accessGate.updateMany({ where, data: { triedAt: at } });
      await db.accessGate.updateMany({ where: { ...where, syncedAt: null }, data: { syncedAt: at } });
    },
    async takeTry(org, key, lastBefore, at) {
      const where = { orgId: BigInt(org), targetKey: key, syncedAt: { not: null }, triedAt: { lte: lastBefore } };
      return (await db.accessGate.updateMany({ where, data: { triedAt: at } })).count === 1;
    },
    async clearSynced(org, key) {
      const where = { orgId: BigInt(org), targetKey: key, syncedAt: { not: null } };
      return (await db.accessGate.updateMany({ where, data: { syncedAt: null, triedAt: null } })).count === 1;
    },
    async markPassed(org, since) {
      const id = { orgId: BigInt(org), targetKey: ALL };
      await db.accessGate.upsert({
        where: { orgId_targetKey: id },
        create: { ...id, since },
        update: { since },
      });
    },
    async passedAt(org) {
      const id = { orgId: BigInt(org), targetKey: ALL };
      return (await db.accessGate.findUnique({ where: { orgId_targetKey: id } }))?.since ?? null;
    },
    teams: (org) => listTeams(db, org),
    concerned: (accounts) => listConcerned(db, accounts),
    async seatsOf(org, account) {
      const rows = await db.accessSeat.findMany({ where: { orgId: BigInt(org), accountId: BigInt(account) } });
      return rows.map(({ targetKey: key, orgId: _, accountId: __, ...seat }) => ({ key, ...seat }));
    },
    async saveSeats(org, account, seats) {
      for (const { key: targetKey, ...seat } of seats) {
        const id = { orgId: BigInt(org), accountId: BigInt(account), targetKey };
        const where = { orgId_accountId_targetKey: id };
        await db.accessSeat.upsert({ where, create: { ...id, ...seat }, update: seat });
      }
    },
    async conflicts(org) {
      const rows = await db.accessSeat.findMany({
        where: { orgId: BigInt(org), conflictAt: { not: null } },
        orderBy: [{ targetKey: "asc" }, { accountId: "asc" }],
      });
      return rows.map(({ targetKey: key, accountId: account, conflictAt }) => ({
        key,
        conflictAt,
        account: accountId(toNumber(account)),
      }));
    },
    async lastDecided(org, account) {
      const where = { orgId: BigInt(org), accountId: BigInt(account) };
      const row = await db.accessDecision.findFirst({ where, orderBy: { seq: "desc" } });
      return row && toDecided(row, org, account);
    },
    async saveDecided({ orgId: org, account, facts, tree, ...decided }) {
      const whose = { orgId: BigInt(org), accountId: BigInt(account) };
      await db.accessDecision.create({ data: { ...decided, ...whose, facts: toJson(facts), tree: toJson(tree) } });
    },
    async moveChangesAt(id, changesAt) {
      await db.accessDecision.updateMany({ where: { id }, data: { changesAt } });
    },
    accountsIn: (org, where, page) => listAccountsIn(db, org, where, page),
    async countMembers(org) {
      const rows = await db.$queryRaw<{ count: number }[]>`
        SELECT count(*)::int AS count FROM (
          SELECT DISTINCT ON (account_id) present FROM access_observation
          WHERE org_id = ${BigInt(org)} AND kind = 'member' AND account_id IS NOT NULL
          ORDER BY account_id, observed_at DESC, id DESC
        ) AS newest WHERE present`;
      return rows[0]?.count ?? 0;
    },
  };
}

async function listTeams(db: Db | Tx, org: OrgId) {
  const rows = await db.$queryRaw<{ id: bigint; slug: string }[]>`
    SELECT team_id AS id, role AS slug FROM (
      SELECT DISTINCT ON (team_id) team_id, role, present FROM access_observation
      WHERE org_id = ${BigInt(org)} AND kind = 'team'
      ORDER BY team_id, observed_at DESC, id DESC
    ) AS newest
    WHERE present AND role IS NOT NULL ORDER BY team_id`;
  return rows.map(({ id, slug }) => ({ id: toNumber(id), slug }));
}

async function listConcerned(db: Db | Tx, accounts: readonly AccountId[]) {
  const rows = await db.$queryRaw<{ org: bigint; account: bigint }[]>`
    SELECT org_id AS org, account_id AS account FROM access_hold
    WHERE account_id = ANY (${accounts.map(BigInt)}::bigint[]) AND ended_at IS NULL
    UNION
    SELECT org_id, account_id FROM access_decision WHERE account_id = ANY (${accounts.map(BigInt)}::bigint[])
    ORDER BY account, org`;
  return rows.map(({ org, account }) => ({ orgId: orgId(toNumber(org)), account: accountId(toNumber(account)) }));
}

async function listAccountsIn(
  db: Db | Tx,
  org: OrgId,
  { teams, repositories }: Parameters<AccessGateStore["accountsIn"]>[1],
  { after, limit }: Parameters<AccessGateStore["accountsIn"]>[2],
): Promise<readonly AccountId[]> {
  const beyond = BigInt(after ?? 0);
  const rows = await db.$queryRaw<{ account: bigint }[]>`
    SELECT DISTINCT account FROM (
      SELECT account_id AS account FROM (
        SELECT DISTINCT ON (kind, account_id, team_id, repository_id) account_id, present FROM access_observation
        WHERE org_id = ${BigInt(org)} AND account_id > ${beyond} AND (
          kind = 'team-member' AND team_id = ANY (${teams.map(BigInt)}::bigint[])
          OR kind = 'collaborator' AND repository_id = ANY (${repositories.map(BigInt)}::bigint[]))
        ORDER BY kind, account_id, team_id, repository_id, observed_at DESC, id DESC
      ) AS newest WHERE present
      UNION ALL
      SELECT account_id FROM access_hold
      WHERE org_id = ${BigInt(org)} AND ended_at IS NULL AND account_id > ${beyond}
    ) AS found ORDER BY account LIMIT ${limit}`;
  return rows.map(({ account }) => accountId(toNumber(account)));
}

function toDecided({ accountId: _, ...row }: AccessDecisionModel, org: OrgId, account: AccountId): AccessDecided {
  return { ...row, id: decisionId(row.id), orgId: org, account };
}
