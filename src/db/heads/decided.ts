import { type DecisionId, decisionId } from "../../domain/ids.ts";
import type { DecidedAbout, DecidedEntry, DecidedStore } from "../../domain/stores/decided.ts";
import type { StoredDecision } from "../../domain/stores/verdicts.ts";
import { IS_LOGGED, toStoredAccess } from "../access/decisions.ts";
import type { Db, Tx } from "../client.ts";
import { Prisma } from "../generated/client.ts";
import { toNumber } from "../rows.ts";
import { toDecision } from "./verdicts.ts";

interface EntryRow {
  readonly type: DecidedEntry["type"];
  readonly epoch: number;
  readonly seq: bigint;
  readonly body: string;
  readonly decision: string;
}

export function createDecidedStore(db: Db | Tx): DecidedStore {
  return {
    async list({ after, limit }) {
      const { epoch, seq } = after ?? { epoch: 0, seq: 0 };
      const rows = await db.$queryRaw<EntryRow[]>`
        SELECT type, epoch, seq, body, body::jsonb ->> 'decision_id' AS decision FROM log_entry
        WHERE type IN ('gate.decided', 'access.decided') AND (epoch, seq) > (${epoch}::int, ${seq}::bigint)
        ORDER BY epoch, seq LIMIT ${limit}`;
      return withDecisions(db, rows);
    },
    async find(id) {
      const rows = await db.$queryRaw<EntryRow[]>`
        SELECT type, epoch, seq, body, body::jsonb ->> 'decision_id' AS decision FROM log_entry
        WHERE type IN ('gate.decided', 'access.decided') AND body::jsonb ->> 'decision_id' = ${id} LIMIT 1`;
      const [found] = await withDecisions(db, rows);
      return found ?? null;
    },
    stoodAt: (about, limit) => listStanding(db, about, limit),
    withoutEntry: (limit) => listWithoutEntry(db, limit),
    async countLoggedErasures() {
      const rows = await db.$queryRaw<{ count: number }[]>`
        SELECT coalesce(sum((body #>> '{counts,decisions}')::int), 0)::int AS count FROM (
          SELECT type, body::jsonb AS body FROM log_entry WHERE type IN ('subject.erased', 'records.purged')
          UNION ALL
          SELECT body ->> 'type', body FROM log_inbox WHERE body ->> 'type' IN ('subject.erased', 'records.purged')
        ) AS told`;
      return rows[0]?.count ?? 0;
    },
  };
}

async function listStanding(
  db: Db | Tx,
  { accounts, at, repositoryId, number, headSha }: DecidedAbout,
  limit: number,
): Promise<readonly StoredDecision[]> {
  const inRepository =
    repositoryId === undefined ? Prisma.sql`TRUE` : Prisma.sql`repository_id = ${BigInt(repositoryId)}`;
  const ofPull =
    number === undefined ? Prisma.sql`TRUE` : Prisma.sql`tree -> 'pullRequests' @> to_jsonb(${number}::int)`;
  const ofHead = headSha === undefined ? Prisma.sql`TRUE` : Prisma.sql`head_sha = ${headSha}`;
  const rows = await db.$queryRaw<{ id: string }[]>`
    SELECT id FROM (
      SELECT DISTINCT ON (repository_id, tree -> 'pullRequests') id, decided_at FROM decision
      WHERE decided_at <= ${at} AND ${inRepository} AND ${ofPull} AND ${ofHead} AND EXISTS (
        SELECT FROM jsonb_path_query(tree, '$.people[*].account') AS account
        WHERE account::numeric = ANY (${accounts.map(BigInt)}::numeric[]))
      ORDER BY repository_id, tree -> 'pullRequests', decided_at DESC, id
    ) AS stood ORDER BY decided_at DESC, id LIMIT ${limit}`;
  const found = await db.decision.findMany({ where: { id: { in: rows.map(({ id }) => id) } } });
  const byId = new Map(found.map((row) => [row.id, toDecision(row)]));
  return rows.flatMap(({ id }) => byId.get(id) ?? []);
}

async function listWithoutEntry(db: Db | Tx, limit: number): Promise<readonly DecisionId[]> {
  const rows = await db.$queryRaw<{ id: string }[]>`
    SELECT id FROM (
      SELECT id, decided_at, 'gate.decided' AS type FROM decision
      UNION ALL
      SELECT id, decided_at, 'access.decided' FROM access_decision WHERE ${IS_LOGGED}
    ) AS made
    WHERE NOT EXISTS (
      SELECT FROM log_entry WHERE log_entry.type = made.type AND log_entry.body::jsonb ->> 'decision_id' = made.id)
    AND NOT EXISTS (SELECT FROM log_inbox WHERE log_inbox.body ->> 'decision_id' = made.id)
    ORDER BY decided_at, id LIMIT ${limit}`;
  return rows.map(({ id }) => decisionId(id));
}

async function withDecisions(db: Db | Tx, entries: readonly EntryRow[]): Promise<readonly DecidedEntry[]> {
  const idsOf = (type: EntryRow["type"]) => entries.flatMap((entry) => (entry.type === type ? entry.decision : []));
  const [heads, accesses] = [idsOf("gate.decided"), idsOf("access.decided")];
  const ofHeads = heads.length === 0 ? [] : await db.decision.findMany({ where: { id: { in: heads } } });
  const ofAccess = accesses.length === 0 ? [] : await db.accessDecision.findMany({ where: { id: { in: accesses } } });
  const [headOf, accessOf] = [byId(ofHeads), byId(ofAccess)];
  return entries.map(({ type, epoch, seq, body, decision: id }): DecidedEntry => {
    const place = { epoch, seq: toNumber(seq), body };
    const [head, access] = [headOf.get(id), accessOf.get(id)];
    if (type === "gate.decided") return { ...place, type, decision: head ? toDecision(head) : null };
    return { ...place, type, decision: access ? toStoredAccess(access) : null };
  });
}

function byId<Row extends { readonly id: string }>(rows: readonly Row[]): ReadonlyMap<string, Row> {
  return new Map(rows.map((row) => [row.id, row]));
}
