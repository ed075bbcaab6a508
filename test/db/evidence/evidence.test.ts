import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createEntrySource } from "../../../src/db/evidence/entries.ts";
import { createPeopleSource } from "../../../src/db/evidence/people.ts";
import { openSnapshot } from "../../../src/db/evidence/snapshot.ts";
import { orgId } from "../../../src/domain/ids.ts";
import { type TestDb, testDb } from "../../support/db.ts";

const org = orgId(81);
const january = { from: new Date("2026-01-01"), to: new Date("2026-02-01") };

let database: TestDb;
beforeAll(async () => {
  database = await testDb();
});
afterAll(() => database.close());

interface Placed {
  readonly epoch?: number;
  readonly seq: number;
  readonly type?: string;
  readonly occurredAt?: string;
  readonly recordedAt?: string;
  readonly org?: number | null;
  readonly more?: object;
}

async function place(entries: readonly Placed[]): Promise<void> {
  await database.db.logEntry.createMany({
    data: entries.map(
      ({ epoch = 1, seq, type = "gate.decided", occurredAt = "2026-01-15T00:00:00.000Z", ...given }) => ({
        ...{ epoch, seq: BigInt(seq), type, leafHash: new Uint8Array(32).fill(seq % 256) },
        recordedAt: new Date(given.recordedAt ?? occurredAt),
        body: JSON.stringify({
          ...{ epoch, seq, type, occurred_at: occurredAt },
          ...(given.org === null ? {} : { org: given.org ?? org }),
          ...given.more,
        }),
      }),
    ),
  });
}

async function placesOf(leaves: AsyncIterable<{ readonly entry: { readonly epoch: number; readonly seq: number } }>) {
  const found: string[] = [];
  for await (const { entry } of leaves) found.push(`${entry.epoch}/${entry.seq}`);
  return found;
}

describe("a snapshot", () => {
  it("sees what was there when it was opened, and nothing of what came after", async () => {
    const snapshot = await openSnapshot(database.db);
    const before = await snapshot.tx.setting.count();
    await database.db.setting.create({ data: { key: "made-later", value: "1" } });

    expect(await snapshot.tx.setting.count()).toBe(before);
    expect(await database.db.setting.count()).toBe(before + 1);
    await snapshot.close();
  });

  it("lets nothing be written", async () => {
    const snapshot = await openSnapshot(database.db);

    await expect(snapshot.tx.setting.create({ data: { key: "a", value: "1" } })).rejects.toThrow(
      /read-only transaction/,
    );
    await expect(snapshot.close()).resolves.toBeUndefined();
  });
});

describe("entries for reports", () => {
  beforeAll(async () => {
    await place([
      { seq: 0, occurredAt: "2025-12-31T23:59:59.999Z" },
      { seq: 1, occurredAt: "2026-01-01T00:00:00.000Z" },
      { seq: 2, org: 82 },
      { seq: 3, org: null, type: "course.published" },
      { seq: 4, type: "waiver.requested", more: { waiver_id: "one" } },
      { seq: 5, type: "waiver.requested", more: { waiver_id: "two" } },
      { seq: 6, type: "waiver.granted", more: { waiver_id: "two" } },
      // GitHub told late: it occurred in January and was recorded in February.
      { seq: 7, occurredAt: "2026-01-31T23:00:00.000Z", recordedAt: "2026-02-02T00:00:00.000Z" },
      { seq: 8, occurredAt: "2026-02-01T00:00:00.000Z" },
      ...Array.from({ length: 1_200 }, (_, index) => ({ epoch: 2, seq: index, type: "check.published" })),
    ]);
  });
  const entries = (epoch = 2, size = 1_200) => createEntrySource(database.db, { org, epoch, size });

  it("are those that occurred in the period, whenever they were recorded, of this organisation or of none", async () => {
    expect(await placesOf(entries().of(["gate.decided", "course.published"], january))).toEqual(["1/1", "1/3", "1/7"]);
  });

  it("come page by page, over all epochs, each once and in their order", async () => {
    const places = await placesOf(entries().of(["gate.decided", "check.published"]));

    expect(places).toHaveLength(1_204);
    expect(places.slice(0, 5)).toEqual(["1/0", "1/1", "1/7", "1/8", "2/0"]);
    expect(new Set(places).size).toBe(places.length);
  });

  it("end where the checkpoint does, and have older epochs whole", async () => {
    expect(await placesOf(entries(1, 2).of(["gate.decided"]))).toEqual(["1/0", "1/1"]);
    expect(await placesOf(entries(2, 1).of(["gate.decided", "check.published"]))).toEqual([
      ...["1/0", "1/1", "1/7", "1/8", "2/0"],
    ]);
  });

  it("are counted by the database as they are read", async () => {
    const counts = await entries().countByType(january);

    for (const type of ["gate.decided", "waiver.requested", "check.published", "course.published"] as const)
      expect(counts.get(type), type).toBe((await placesOf(entries().of([type], january))).length);
    expect((await entries(1, 2).countByType()).get("gate.decided")).toBe(2);
  });

  it("are found by what they are about", async () => {
    const found = await entries().about(["waiver.requested", "waiver.granted"], "waiver_id", ["two", "three"]);

    expect(found.map(({ entry }) => entry.seq)).toEqual([5, 6]);
    expect(found[0]?.sha256).toBe("05".repeat(32));
  });
});

describe("people in reports", () => {
  const at = new Date("2026-01-01");
  const make = async (login?: string) => {
    const id = randomUUID();
    await database.db.person.create({ data: { id, createdAt: at } });
    if (login !== undefined) {
      const account = {
        id: BigInt(Math.floor(Math.random() * 1e9)),
        login,
        type: "User",
        createdAt: at,
        updatedAt: at,
      };
      await database.db.account.create({ data: { ...account, personId: id } });
    }
    return id;
  };
  const find = (...keys: string[]) => createPeopleSource(database.db, org).find(keys);

  it("are shown by what GitHub tells, where no roster names them", async () => {
    const mira = await make("mira");

    expect((await find(mira)).get(mira)).toEqual({ name: null, email: null, login: "mira", source: "github" });
  });

  it("go by the one whom they were found to be", async () => {
    const [mira, twin] = [await make("mira-2"), await make()];
    await database.db.person.update({ where: { id: twin }, data: { mergedIntoId: mira } });

    expect((await find(twin)).get(twin)).toMatchObject({ login: "mira-2" });
  });

  it("are not there once they are erased", async () => {
    expect(await find(randomUUID())).toEqual(new Map());
  });
});
