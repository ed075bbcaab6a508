import { execFileSync } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import { delimiter, join } from "node:path";
import type { Binaries } from "../../src/db/postgres/binaries.ts";

/** The tests that run on another Postgres than our own. */
export const SERVER_PROJECT = "db on another Postgres";

const OLDEST = 15;

/** Where Debian and its kin keep the programs, which they leave out of PATH. */
const DEBIAN = "/usr/lib/postgresql";

/** A Postgres that is installed on this machine, whoever runs it; undefined if there is none that is new enough. */
export function findServerBinaries(): Binaries | undefined {
  const debian = existsSync(DEBIAN) ? readdirSync(DEBIAN).map((version) => join(DEBIAN, version, "bin")) : [];
  return [...(process.env.PATH ?? "").split(delimiter), ...debian]
    .map((folder) => ({ postgres: join(folder, "postgres"), initdb: join(folder, "initdb") }))
    .find(({ postgres, initdb }) => existsSync(postgres) && existsSync(initdb) && versionOf(postgres) >= OLDEST);
}

function versionOf(postgres: string): number {
  // It says: postgres (PostgreSQL) 15.8 (Debian 15.8-1)
  return Number(/(\d+)/.exec(execFileSync(postgres, ["--version"], { encoding: "utf8" }))?.[1] ?? 0);
}
