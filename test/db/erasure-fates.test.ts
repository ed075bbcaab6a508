import { describe, expect, it } from "vitest";
import { FATES } from "../../src/db/erasure/fates.ts";
import { useStores } from "../support/stores.ts";

/** Columns that could hold an id, a name, a login, an address or a word of somebody. Counts, flags and times cannot. */
const COULD_NAME_SOMEBODY = ["uuid", "bigint", "text", "ARRAY", "jsonb", "json", "bytea", "character varying"];

describe("the table of what becomes of each column when somebody is erased", () => {
  const test = useStores();

  async function columnsThatCouldNameSomebody(): Promise<ReadonlySet<string>> {
    const rows = await test.db.$queryRaw<{ place: string; type: string }[]>`
      SELECT table_name || '.' || column_name AS place, data_type AS type FROM information_schema.columns
      WHERE table_schema = 'public' AND table_name <> '_prisma_migrations'`;
    return new Set(rows.filter(({ type }) => COULD_NAME_SOMEBODY.includes(type)).map(({ place }) => place));
  }

  const told = new Set(
    Object.entries(FATES).flatMap(([table, columns]) => Object.keys(columns).map((column) => `${table}.${column}`)),
  );

  it("has a word about every column that could name somebody", async () => {
    expect([...(await columnsThatCouldNameSomebody())].filter((place) => !told.has(place)).sort()).toEqual([]);
  });

  it("speaks of no column that there is not", async () => {
    const columns = await columnsThatCouldNameSomebody();

    expect([...told].filter((place) => !columns.has(place)).sort()).toEqual([]);
  });
});
