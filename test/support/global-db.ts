import type { TestProject } from "vitest/node";
import { migrate } from "../../src/db/migrate.ts";
import { createDatabase, quietLog, startScratchPostgres } from "./scratch-postgres.ts";
import { findServerBinaries, SERVER_PROJECT } from "./server-binaries.ts";

declare module "vitest" {
  interface ProvidedContext {
    /** The Postgres of this run, and the migrated database in it that test files copy. */
    readonly postgres: { readonly adminUrl: string; readonly template: string };
  }
}

const TEMPLATE = "migrated";

/** One Postgres for the files of a project; its name says which one. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const binaries = project.name === SERVER_PROJECT ? findServerBinaries() : undefined;
  const { adminUrl, stop } = await startScratchPostgres(binaries);
  await migrate({ url: await createDatabase(adminUrl, TEMPLATE), log: quietLog });
  project.provide("postgres", { adminUrl, template: TEMPLATE });
  return stop;
}
