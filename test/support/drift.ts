import { migrate } from "../../src/db/migrate.ts";
import { compareDescriptions, describeDatabase } from "./catalog.ts";
import { diffSchemas } from "./schema-diff.ts";
import { createDatabase, dropDatabase, quietLog, runSql } from "./scratch-postgres.ts";

export interface Sources {
  /** The text of `schema.prisma`. */
  readonly schema: string;
  /** Another folder than `prisma/migrations`. */
  readonly migrations?: string;
}

/** Each difference between the database that the schema describes and the one that the migrations make, as a sentence. */
export async function findDrift(adminUrl: string, { schema, migrations }: Sources): Promise<readonly string[]> {
  const described = await createDatabase(adminUrl, "drift_schema");
  const migrated = await createDatabase(adminUrl, "drift_migrations");
  try {
    await runSql(described, await diffSchemas({ from: null, to: schema, url: described }));
    await migrate({ url: migrated, log: quietLog, ...(migrations !== undefined && { folder: migrations }) });
    const { onlyLeft, onlyRight } = compareDescriptions(
      await describeDatabase(described),
      await describeDatabase(migrated),
    );
    return [
      ...onlyLeft.map((line) => `only in schema.prisma: ${line}`),
      ...onlyRight.map((line) => `only in the migrations: ${line}`),
    ];
  } finally {
    await dropDatabase(adminUrl, "drift_schema");
    await dropDatabase(adminUrl, "drift_migrations");
  }
}
