import type { ErasedPart, Traces } from "../../domain/stores/erasure.ts";
import { ERASED } from "../../domain/traces.ts";
import type { Tx } from "../client.ts";
import { Prisma } from "../generated/client.ts";
import { FATES } from "./fates.ts";
import { patternOf } from "./words.ts";

/** All that the table of fates tells by itself: rows that go, columns that are emptied, texts without their words. */
export async function eraseByFate(tx: Tx, traces: Traces): Promise<readonly ErasedPart[]> {
  const parts: ErasedPart[] = [];
  for (const [table, columns] of Object.entries(FATES)) {
    for (const [column, fate] of Object.entries(columns)) {
      const doing = eraseColumn({ table: name(table), column: name(column) }, fate, traces);
      if (!doing) continue;
      const place = doing.how === "deleted" ? table : `${table}.${column}`;
      parts.push({ place, how: doing.how, count: await tx.$executeRaw(doing.sql) });
    }
  }
  return parts;
}

interface Doing extends Pick<ErasedPart, "how"> {
  readonly sql: Prisma.Sql;
}

function eraseColumn(
  { table, column }: { readonly table: Prisma.Sql; readonly column: Prisma.Sql },
  fate: string,
  traces: Traces,
): Doing | undefined {
  const accounts = Prisma.sql`ANY (${traces.accounts.map(BigInt)}::bigint[])`;
  const pattern = patternOf(traces);
  switch (fate) {
    case "their row":
      return {
        how: "deleted",
        sql: Prisma.sql`DELETE FROM ${table} WHERE ${column} = ANY (${[...traces.people]}::uuid[])`,
      };
    case "their account's row":
      return { how: "deleted", sql: Prisma.sql`DELETE FROM ${table} WHERE ${column} = ${accounts}` };
    case "emptied":
      return { how: "emptied", sql: Prisma.sql`UPDATE ${table} SET ${column} = NULL WHERE ${column} = ${accounts}` };
    case "words":
      return {
        how: "replaced",
        sql: Prisma.sql`
          UPDATE ${table} SET ${column} = regexp_replace(${column}, ${pattern}, ${ERASED}, 'gi')
          WHERE ${column} ~* ${pattern}`,
      };
    default:
      return undefined;
  }
}

/** Names of the table of fates, which is ours: nothing that anybody typed. */
function name(text: string): Prisma.Sql {
  return Prisma.raw(`"${text}"`);
}
