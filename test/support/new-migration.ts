import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { dirname } from "node:path";
import { diffSchemas, SCHEMA_FILE } from "./schema-diff.ts";
import { startScratchPostgres } from "./scratch-postgres.ts";

/**
 * Prints the SQL from the committed `schema.prisma` to the one in the folder, to be read, amended and kept as
 * `prisma/migrations/<next number>_<name>/migration.sql`. That the committed one is where the migrations lead is what
 * `check-drift.ts` proves.
 */
const postgres = await startScratchPostgres();
try {
  const to = readFileSync(SCHEMA_FILE, "utf8");
  const sql = await diffSchemas({ from: readCommitted(), to, url: postgres.adminUrl });
  console.log(sql === "" ? "-- Nothing changed." : sql);
} finally {
  await postgres.stop();
}

function readCommitted(): string | null {
  const git = (...words: string[]) => execFileSync("git", words, { cwd: dirname(SCHEMA_FILE), encoding: "utf8" });
  const isTracked = git("log", "--all", "--oneline", "--max-count=1", "--", SCHEMA_FILE) !== "";
  return isTracked ? git("show", "HEAD:./schema.prisma") : null;
}
