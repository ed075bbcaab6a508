import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { findDrift } from "../support/drift.ts";
import { SCHEMA_FILE } from "../support/schema-diff.ts";

const schema = `
datasource db {
  provider = "postgresql"
}
enum Color {
  red
  green
}
model Thing {
  id     Int      @id
  name   String   @unique
  color  Color    @default(red)
  seenAt DateTime @db.Timestamptz(3)
  parts  Part[]
}
model Part {
  id      BigInt @id
  thingId Int
  thing   Thing  @relation(fields: [thingId], references: [id], onDelete: Cascade)

  @@index([thingId])
}
`;

const migration = `
CREATE TYPE "Color" AS ENUM ('red', 'green');
CREATE TABLE "Thing" (
  "id" integer NOT NULL,
  "name" text NOT NULL,
  "color" "Color" NOT NULL DEFAULT 'red',
  "seenAt" timestamptz(3) NOT NULL,
  CONSTRAINT "Thing_pkey" PRIMARY KEY ("id"),
  CONSTRAINT "Thing_name_check" CHECK ("name" <> '')
);
CREATE TABLE "Part" ("id" bigint NOT NULL, "thingId" integer NOT NULL, CONSTRAINT "Part_pkey" PRIMARY KEY ("id"));
CREATE UNIQUE INDEX "Thing_name_key" ON "Thing"("name");
CREATE INDEX "Part_thingId_idx" ON "Part"("thingId");
CREATE INDEX "Thing_green_idx" ON "Thing"("id") WHERE "color" = 'green';
ALTER TABLE "Part" ADD CONSTRAINT "Part_thingId_fkey"
  FOREIGN KEY ("thingId") REFERENCES "Thing"("id") ON DELETE CASCADE ON UPDATE CASCADE;
`;

describe("drift", () => {
  const { adminUrl } = inject("postgres");
  let migrations: string;

  beforeAll(async () => {
    migrations = await mkdtemp(join(tmpdir(), "training-gate-drift-"));
    await mkdir(join(migrations, "0001_init"));
  });
  afterAll(() => rm(migrations, { recursive: true }));

  async function driftAfter(change: (sql: string) => string): Promise<readonly string[]> {
    const sql = change(migration);
    await writeFile(join(migrations, "0001_init", "migration.sql"), sql);
    return findDrift(adminUrl, { schema, migrations });
  }

  it("is not between our schema and our migrations", async () => {
    expect(await findDrift(adminUrl, { schema: await readFile(SCHEMA_FILE, "utf8") })).toEqual([]);
  });

  it("is not in what a schema has no words for: checks, and indexes on a part of the rows", async () => {
    expect(await driftAfter((sql) => sql)).toEqual([]);
  });

  it.each([
    ["a type", `"id" bigint NOT NULL`, `"id" integer NOT NULL`, "column Part.id"],
    ["a precision", "timestamptz(3)", "timestamptz(6)", "column Thing.seenAt"],
    ["nullability", `"name" text NOT NULL`, `"name" text`, "column Thing.name"],
    ["a default", "DEFAULT 'red'", "DEFAULT 'green'", "column Thing.color"],
    ["a missing index", `CREATE INDEX "Part_thingId_idx" ON "Part"("thingId");`, "", "index CREATE INDEX"],
    [
      "uniqueness",
      `CREATE UNIQUE INDEX "Thing_name_key"`,
      `CREATE INDEX "Thing_name_key"`,
      "index CREATE UNIQUE INDEX",
    ],
    ["a foreign key's action", "ON DELETE CASCADE", "ON DELETE RESTRICT", "key Part_thingId_fkey on Part"],
    ["an enum's values", "('red', 'green')", "('red', 'green', 'blue')", "enum Color"],
  ])("is found in %s, and named on both sides", async (_, before, after, named) => {
    const drift = await driftAfter((sql) => sql.replace(before, after));

    expect(drift[0]).toContain(`only in schema.prisma: ${named}`);
  });

  it("is found in a table or a column that only the migrations have", async () => {
    const drift = await driftAfter((sql) => `${sql}; ALTER TABLE "Part" ADD "extra" text; CREATE TABLE "Left" ()`);

    expect(drift).toEqual(["only in the migrations: column Part.extra text", "only in the migrations: table Left"]);
  });
});
