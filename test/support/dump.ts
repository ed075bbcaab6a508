import pg from "pg";

/** Every row of every table of every schema but Postgres' own, as text: what a dump of the database would hold. */
export async function dumpAsText(url: string): Promise<string> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rows: tables } = await client.query<{ place: string; name: string }>(`
      SELECT format('%I.%I', schemaname, tablename) AS place, tablename AS name FROM pg_tables
      WHERE schemaname NOT IN ('pg_catalog', 'information_schema') ORDER BY place`);
    const texts: string[] = [];
    for (const { place } of tables) {
      const { rows } = await client.query<{ line: string }>(`SELECT kept::text AS line FROM ${place} AS kept`);
      texts.push(...rows.map(({ line }) => `${place} ${line}`));
    }
    return texts.join("\n");
  } finally {
    await client.end();
  }
}

/** The lines in which somebody can be recognised. */
export function linesNaming(
  text: string,
  who: {
    readonly login: string;
    readonly name: string | null;
    readonly id: number;
    readonly emails: readonly string[];
  },
): readonly string[] {
  const words = [who.login, ...(who.name === null ? [] : [who.name]), ...who.emails].map(escapeRegExp).join("|");
  const pattern = new RegExp(
    `(?<![\\p{L}\\p{N}])(?:${words})(?![\\p{L}\\p{N}])|(?<![0-9a-f-])${who.id}(?![0-9a-f-])`,
    "iu",
  );
  return text.split("\n").filter((line) => pattern.test(line));
}

function escapeRegExp(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&");
}
