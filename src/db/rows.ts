import { personId, repositoryId } from "../domain/ids.ts";
import type { TwoPeople } from "../domain/stores/exceptions.ts";
import type { Head } from "../domain/subject.ts";
import { Prisma } from "./generated/client.ts";

/** Postgres keeps 64 bits. What a number cannot hold exactly is refused, since a rounded id names somebody else. */
export function toNumber(value: bigint): number {
  const number = Number(value);
  if (!Number.isSafeInteger(number)) throw new RangeError(`${value} is outside the integers that a number holds`);
  return number;
}

export interface HeadRow {
  readonly repositoryId: bigint;
  readonly headSha: string;
}

export function keyOf({ repositoryId: id, headSha }: Head): HeadRow {
  return { repositoryId: BigInt(id), headSha };
}

export function toHead(row: HeadRow): Head {
  return { repositoryId: repositoryId(toNumber(row.repositoryId)), headSha: row.headSha };
}

/** Plain JSON for a column that may be empty: `null` empties it, where Prisma's default would store JSON's `null`. */
export function toNullableJson(value: unknown): Prisma.InputJsonValue | typeof Prisma.DbNull {
  return value === null || value === undefined ? Prisma.DbNull : toJson(value);
}

/** Prisma's type of JSON asks for an index signature, which no interface has; it serialises what it is given. */
export function toJson(value: unknown): Prisma.InputJsonValue {
  return value as Prisma.InputJsonValue;
}

type TwoPeopleRow = {
  readonly [Key in keyof TwoPeople]: TwoPeople[Key] extends Date | null
    ? TwoPeople[Key]
    : null extends TwoPeople[Key]
      ? string | null
      : string;
};

export function toTwoPeople(row: TwoPeopleRow): TwoPeople {
  return {
    requestedBy: personId(row.requestedBy),
    requestedAt: row.requestedAt,
    approvedBy: row.approvedBy === null ? null : personId(row.approvedBy),
    approvedAt: row.approvedAt,
    endedBy: row.endedBy === null ? null : personId(row.endedBy),
    endedAt: row.endedAt,
    endReason: row.endReason,
  };
}
