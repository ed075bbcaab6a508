import type { OrgId } from "../../domain/ids.ts";
import type { Period } from "../../evidence/report.ts";
import type { AboutKey, EntrySource, EntryType, Leaf } from "../../evidence/sources.ts";
import type { Db, Tx } from "../client.ts";
import { Prisma } from "../generated/client.ts";
import { toNumber } from "../rows.ts";

/** Up to where the log is read: all of older epochs, and so many entries of this one. */
export interface Reach {
  readonly org: OrgId;
  readonly epoch: number;
  readonly size: number;
}

interface LeafRow {
  readonly epoch: number;
  readonly seq: bigint;
  readonly body: string;
  readonly sha256: string;
}

const PAGE = 500;

/**
 * An entry never stands in the log long before it occurred: clocks differ by seconds. What was recorded earlier than this
 * before a period need not be read for it.
 */
const CLOCKS_DIFFER_MS = 86_400_000;

/** What was counted once stays so: nothing within the reach is ever added or changed. */
export function createEntrySource(db: Db | Tx, reach: Reach): EntrySource {
  const counted = new Map<string, ReturnType<typeof countByType>>();
  return {
    of: <Type extends EntryType>(types: readonly Type[], period?: Period) => listOf<Type>(db, { reach, types, period }),
    about: <Type extends EntryType>(types: readonly Type[], key: AboutKey, ids: readonly string[]) =>
      listAbout<Type>(db, { reach, types, key, ids }),
    countByType(period) {
      const key = period ? `${period.from.getTime()} ${period.to.getTime()}` : "";
      const counts = counted.get(key) ?? countByType(db, reach, period);
      counted.set(key, counts);
      return counts;
    },
  };
}

interface Asked<Type> {
  readonly reach: Reach;
  readonly types: readonly Type[];
  readonly period?: Period | undefined;
}

/** Page by page along the key, so that no more than one is held. */
async function* listOf<Type extends EntryType>(
  db: Db | Tx,
  { reach, types, period }: Asked<Type>,
): AsyncIterable<Leaf<Type>> {
  const recordedFrom = period ? new Date(period.from.getTime() - CLOCKS_DIFFER_MS) : new Date(0);
  let after = { epoch: 1, seq: -1n };
  for (;;) {
    const rows = await db.$queryRaw<LeafRow[]>`
      SELECT epoch, seq, body, encode(leaf_hash, 'hex') AS sha256 FROM log_entry
      WHERE (epoch, seq) > (${after.epoch}::int, ${after.seq}::bigint) AND ${within(reach)}
        AND type = ANY (${[...types]}::text[]) AND recorded_at >= ${recordedFrom}::timestamptz
      ORDER BY epoch, seq LIMIT ${PAGE}`;
    for (const row of rows) {
      const leaf = toLeaf<Type>(row);
      if (isMeant(leaf, reach, period)) yield leaf;
    }
    const last = rows.at(-1);
    if (!last || rows.length < PAGE) return;
    after = last;
  }
}

interface Dated {
  readonly entry: { readonly org?: number | undefined; readonly occurred_at: string };
}

function isMeant({ entry }: Dated, { org }: Reach, period: Period | undefined): boolean {
  if (entry.org !== undefined && entry.org !== org) return false;
  const at = Date.parse(entry.occurred_at);
  return period === undefined || (at >= period.from.getTime() && at < period.to.getTime());
}

async function listAbout<Type extends EntryType>(
  db: Db | Tx,
  { reach, types, key, ids }: Asked<Type> & { readonly key: AboutKey; readonly ids: readonly string[] },
): Promise<readonly Leaf<Type>[]> {
  const rows = await db.$queryRaw<LeafRow[]>`
    SELECT epoch, seq, body, encode(leaf_hash, 'hex') AS sha256 FROM log_entry
    WHERE ${within(reach)} AND type = ANY (${[...types]}::text[])
      AND body::jsonb ->> ${key} = ANY (${[...ids]}::text[])
    ORDER BY epoch, seq`;
  return rows.map((row) => toLeaf<Type>(row)).filter((leaf) => isMeant(leaf, reach, undefined));
}

async function countByType(
  db: Db | Tx,
  reach: Reach,
  period: Period | undefined,
): Promise<ReadonlyMap<string, number>> {
  const org = BigInt(reach.org);
  const occurred = Prisma.sql`(body::jsonb ->> 'occurred_at')::timestamptz`;
  const inPeriod = period
    ? Prisma.sql`${occurred} >= ${period.from}::timestamptz AND ${occurred} < ${period.to}::timestamptz`
    : Prisma.sql`TRUE`;
  const rows = await db.$queryRaw<{ type: string; count: bigint }[]>`
    SELECT type, count(*) AS count FROM log_entry
    WHERE ${within(reach)} AND coalesce((body::jsonb ->> 'org')::bigint, ${org}) = ${org} AND ${inPeriod}
    GROUP BY type ORDER BY type`;
  return new Map(rows.map(({ type, count }) => [type, toNumber(count)]));
}

function within({ epoch, size }: Reach): Prisma.Sql {
  return Prisma.sql`(epoch < ${epoch}::int OR epoch = ${epoch}::int AND seq < ${size}::bigint)`;
}

function toLeaf<Type extends EntryType>({ body, sha256 }: LeafRow): Leaf<Type> {
  // Sound: nothing is placed in the log that is no entry (see placeEntry), and its type is what the query asked for.
  return { entry: JSON.parse(body) as Leaf<Type>["entry"], sha256 };
}
