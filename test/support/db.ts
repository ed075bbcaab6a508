import { randomBytes } from "node:crypto";
import { inject } from "vitest";
import { type Db, openDb } from "../../src/db/client.ts";
import { createDatabase, dropDatabase, quietLog } from "./scratch-postgres.ts";

export interface TestDb {
  readonly db: Db;
  readonly url: string;
  close(): Promise<void>;
}

/**
 * A migrated database for one test file, on the Postgres of the project that the file runs in: copied from the one that
 * `global-db.ts` migrated. Close it when the file ends.
 */
export async function testDb(): Promise<TestDb> {
  const { adminUrl, template } = inject("postgres");
  const name = `test_${randomBytes(6).toString("hex")}`;
  const url = await createDatabase(adminUrl, name, template);
  const { db, close } = openDb({ url, log: quietLog });
  return {
    db,
    url,
    async close() {
      await close();
      await dropDatabase(adminUrl, name);
    },
  };
}
