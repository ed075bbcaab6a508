import { canonicalJson } from "../../domain/canonical-json.ts";
import { type OrgId, type PersonId, personId, type RepositoryId, repositoryId } from "../../domain/ids.ts";
import type { EntryPlace, Scope } from "../../pipeline/auditor/port.ts";
import type { AuditReading, Disclosure, TypeCount } from "../../pipeline/auditor/reading.ts";
import type { Db } from "../client.ts";
import { toNumber } from "../rows.ts";
import { concerns, findEntry, searchEntries } from "./search.ts";

/** Counts and searches for the pages of auditors, each by one query. */
export function createAuditReading(db: Db): AuditReading {
  return {
    counts: (scope) => countEntries(db, scope),
    search: (query) => searchEntries(db, query),
    find: (org, place) => findEntry(db, org, place),
    neighbours: (org, place) => findNeighbours(db, org, place),
    repositoriesNamed: (org, name) => findRepositories(db, org, name),
    repositoryNames: (ids) => listNames(db, ids),
    disclosures: (people) => listDisclosures(db, people),
    coverageLooks: (scope) => listLooks(db, scope),
  };
}

/** What was recorded earlier than this before a period did not occur in it: clocks differ by seconds. */
const CLOCKS_DIFFER_MS = 86_400_000;

async function countEntries(db: Db, { org, period }: Scope): Promise<readonly TypeCount[]> {
  const recordedFrom = new Date(period.from.getTime() - CLOCKS_DIFFER_MS);
  const rows = await db.$queryRaw<(Omit<TypeCount, "count" | "enforced"> & { count: bigint; enforced: bigint })[]>`
    SELECT type, CASE WHEN type = 'completion.recorded' THEN body::jsonb -> 'course' ->> 'id' END AS course,
      count(*) AS count, count(*) FILTER (WHERE body::jsonb -> 'enforced' = 'true'::jsonb) AS enforced,
      max(recorded_at) AS "newestAt"
    FROM log_entry
    WHERE recorded_at >= ${recordedFrom}::timestamptz AND ${concerns(org)}
      AND (body::jsonb ->> 'occurred_at')::timestamptz >= ${period.from}::timestamptz
      AND (body::jsonb ->> 'occurred_at')::timestamptz < ${period.to}::timestamptz
    GROUP BY 1, 2 ORDER BY 1, 2`;
  return rows.map(({ count, enforced, ...row }) => ({ ...row, count: toNumber(count), enforced: toNumber(enforced) }));
}

interface PlaceRow {
  readonly epoch: number;
  readonly seq: bigint;
}

async function findNeighbours(db: Db, org: OrgId, { epoch, seq }: EntryPlace): ReturnType<AuditReading["neighbours"]> {
  const [older] = await db.$queryRaw<PlaceRow[]>`
    SELECT epoch, seq FROM log_entry WHERE (epoch, seq) < (${epoch}::int, ${BigInt(seq)}::bigint) AND ${concerns(org)}
    ORDER BY epoch DESC, seq DESC LIMIT 1`;
  const [newer] = await db.$queryRaw<PlaceRow[]>`
    SELECT epoch, seq FROM log_entry WHERE (epoch, seq) > (${epoch}::int, ${BigInt(seq)}::bigint) AND ${concerns(org)}
    ORDER BY epoch, seq LIMIT 1`;
  return { older: older ? toPlace(older) : null, newer: newer ? toPlace(newer) : null };
}

const toPlace = ({ epoch, seq }: PlaceRow): EntryPlace => ({ epoch, seq: toNumber(seq) });

/** Removed ones too: their entries stay. */
async function findRepositories(db: Db, org: OrgId, named: string): Promise<readonly RepositoryId[]> {
  const [owner, name] = named.includes("/") ? named.split("/", 2) : [null, named];
  const rows = await db.$queryRaw<{ id: bigint }[]>`
    SELECT repository.id FROM repository
    JOIN installation ON installation.id = repository.installation_id
    WHERE installation.account_id = ${BigInt(org)} AND lower(repository.name) = lower(${name ?? ""})
      AND (${owner ?? null}::text IS NULL OR lower(repository.owner) = lower(${owner ?? ""}))
    ORDER BY repository.id`;
  return rows.map(({ id }) => repositoryId(toNumber(id)));
}

async function listNames(db: Db, ids: readonly RepositoryId[]): Promise<ReadonlyMap<RepositoryId, string>> {
  const rows = await db.repository.findMany({
    where: { id: { in: ids.map(BigInt) } },
    select: { id: true, owner: true, name: true },
  });
  return new Map(rows.map(({ id, owner, name }) => [repositoryId(toNumber(id)), `${owner}/${name}`]));
}

async function listDisclosures(db: Db, people: readonly PersonId[]): Promise<readonly Disclosure[]> {
  const rows = await db.identity.findMany({
    where: { personId: { in: [...people] } },
    select: { personId: true, salt: true, disclosed: true },
    orderBy: { personId: "asc" },
  });
  return rows.map((row) => ({
    person: personId(row.personId),
    salt: row.salt,
    identity: canonicalJson(row.disclosed),
  }));
}

/**
 * Of each look how many repositories were to block, and on how many of them nothing was wrong. Counted by the database: a
 * report of a thousand repositories is long, and a year has hundreds.
 */
async function listLooks(db: Db, { org, period }: Scope): ReturnType<AuditReading["coverageLooks"]> {
  return db.$queryRaw`
    SELECT run.observed_at AS at,
      (SELECT count(*)::int FROM jsonb_array_elements(run.report -> 'repositories') AS one
        WHERE one ->> 'mode' = 'block') AS blocking,
      (SELECT count(*)::int FROM jsonb_array_elements(run.report -> 'repositories') AS one
        WHERE one ->> 'mode' = 'block' AND one -> 'required' = 'true'::jsonb AND one -> 'pinned' = 'true'::jsonb
          AND NOT EXISTS (
            SELECT FROM jsonb_array_elements(run.report -> 'holes') AS hole
            WHERE hole -> 'repository' = one -> 'name')) AS sound
    FROM coverage_run AS run
    WHERE run.org_id = ${BigInt(org)} AND run.observed_at >= ${period.from}::timestamptz
      AND run.observed_at < ${period.to}::timestamptz
    ORDER BY run.observed_at, run.id`;
}
