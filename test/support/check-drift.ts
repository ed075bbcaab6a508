import { readFile } from "node:fs/promises";
import { findDrift } from "./drift.ts";
import { SCHEMA_FILE } from "./schema-diff.ts";
import { startScratchPostgres } from "./scratch-postgres.ts";

const postgres = await startScratchPostgres();
try {
  const drift = await findDrift(postgres.adminUrl, { schema: await readFile(SCHEMA_FILE, "utf8") });
  for (const difference of drift) console.error(difference);
  console.log(drift.length === 0 ? "schema.prisma and the migrations agree." : "Add a migration or mend the schema.");
  process.exitCode = drift.length === 0 ? 0 : 1;
} finally {
  await postgres.stop();
}
