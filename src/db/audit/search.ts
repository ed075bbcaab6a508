import type { OrgId } from "../../domain/ids.ts";
import type { LoggedEntry } from "../../domain/stores/verdicts.ts";
import type { EntryPlace } from "../../pipeline/auditor/port.ts";
import type { EntryQuery } from "../../pipeline/auditor/reading.ts";
import type { Db } from "../client.ts";
import { Prisma } from "../generated/client.ts";
import type { LogEntryModel } from "../generated/models.ts";
import { toNumber } from "../rows.ts";

const COLUMNS = Prisma.sql`epoch, seq, type, subject, body, leaf_hash AS "leafHash", recorded_at AS "recordedAt"`;

/** Along the key, so that a page deep in a long log is read as fast as the first one. */
export async function searchEntries(db: Db, query: EntryQuery): Promise<readonly LoggedEntry[]> {
  const order = query.from && "after" in query.from ? Prisma.sql`epoch, seq` : Prisma.sql`epoch DESC, seq DESC`;
  const rows = await db.$queryRaw<LogEntryModel[]>`
    SELECT ${COLUMNS} FROM log_entry WHERE ${Prisma.join(conditionsOf(query), " AND ")}
    ORDER BY ${order} LIMIT ${query.limit}`;
  return rows.map(toEntry);
}

export async function findEntry(db: Db, org: OrgId, { epoch, seq }: EntryPlace): Promise<LoggedEntry | null> {
  const [row] = await db.$queryRaw<LogEntryModel[]>`
    SELECT ${COLUMNS} FROM log_entry WHERE epoch = ${epoch}::int AND seq = ${BigInt(seq)}::bigint AND ${concerns(org)}`;
  return row ? toEntry(row) : null;
}

/** Of this organisation, or of the whole instance. */
export function concerns(org: OrgId): Prisma.Sql {
  return Prisma.sql`coalesce((body::jsonb ->> 'org')::bigint, ${BigInt(org)}::bigint) = ${BigInt(org)}::bigint`;
}

function conditionsOf(query: EntryQuery): Prisma.Sql[] {
  const { type, outcome, enforced, seq, person, repositories, period } = query;
  return [
    Prisma.sql`recorded_at >= ${period.from}::timestamptz AND recorded_at < ${period.to}::timestamptz`,
    ...(type === null ? [] : [Prisma.sql`type = ${type}`]),
    ...(seq === null ? [] : [Prisma.sql`seq = ${BigInt(seq)}::bigint`]),
    ...beyond(query),
    // A random id is nowhere but where it names them, as subject, in a decision or as who acted.
    ...(person === null ? [] : [Prisma.sql`position(${person}::text in body) > 0`]),
    ...(outcome === null ? [] : [Prisma.sql`body::jsonb -> 'decision' ->> 'outcome' = ${outcome}`]),
    ...(enforced === null ? [] : [Prisma.sql`body::jsonb -> 'enforced' = to_jsonb(${enforced}::boolean)`]),
    ...(repositories === null ? [] : [onOneOf(repositories)]),
    concerns(query.org),
  ];
}

function beyond({ from }: EntryQuery): readonly Prisma.Sql[] {
  if (from === null) return [];
  if ("before" in from)
    return [Prisma.sql`(epoch, seq) < (${from.before.epoch}::int, ${BigInt(from.before.seq)}::bigint)`];
  return [Prisma.sql`(epoch, seq) > (${from.after.epoch}::int, ${BigInt(from.after.seq)}::bigint)`];
}

/** An entry names its repository by itself, or as the place of what it is about. */
function onOneOf(repositories: readonly number[]): Prisma.Sql {
  const ids = repositories.map(BigInt);
  return Prisma.sql`coalesce(
    (body::jsonb ->> 'repository_id')::bigint, (body::jsonb -> 'resource' ->> 'repository_id')::bigint
  ) = ANY (${ids}::bigint[])`;
}

function toEntry(row: LogEntryModel): LoggedEntry {
  return { ...row, seq: toNumber(row.seq) };
}
