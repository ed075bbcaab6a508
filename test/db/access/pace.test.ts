import { describe, expect, it } from "vitest";
import { createPaceStore } from "../../../src/db/access/pace.ts";
import { installationId } from "../../../src/domain/ids.ts";
import { aNumber, useStores } from "../../support/stores.ts";

const SPACING_MS = 400;

describe("the pace of an installation", () => {
  const test = useStores();
  const now = async () => {
    const rows = await test.db.$queryRaw<
      { ms: number }[]
    >`SELECT extract(epoch FROM clock_timestamp())::float * 1000 AS ms`;
    return rows[0]?.ms ?? 0;
  };

  it("gives two processes that write at once moments that lie apart, none of them twice", async () => {
    const id = installationId(aNumber());
    const processes = [createPaceStore(test.db), createPaceStore(test.another())];
    const begun = await now();

    await Promise.all(Array.from({ length: 20 }, (_, index) => processes[index % 2]?.takeMoment(id, SPACING_MS)));

    const [row] = await test.db.$queryRaw<{ freeAt: number }[]>`
      SELECT extract(epoch FROM free_at)::float * 1000 AS "freeAt" FROM write_pace WHERE installation_id = ${BigInt(id)}`;
    expect(row?.freeAt).toBeGreaterThanOrEqual(begun + 20 * SPACING_MS - 1);
  });

  it("lets the first write go at once, and each later one wait for its turn", async () => {
    const id = installationId(aNumber());
    const pace = createPaceStore(test.db);

    const waits = [
      await pace.takeMoment(id, 60_000),
      await pace.takeMoment(id, 60_000),
      await pace.takeMoment(id, 60_000),
    ];

    expect(waits[0]).toBe(0);
    expect(waits[1]).toBeGreaterThan(0);
    expect(waits[1]).toBeLessThanOrEqual(60_000);
    expect(waits[2]).toBeGreaterThan(60_000);
  });

  it("of one installation holds up no other", async () => {
    const pace = createPaceStore(test.db);
    await pace.takeMoment(installationId(aNumber()), 60_000);

    expect(await pace.takeMoment(installationId(aNumber()), 60_000)).toBe(0);
  });
});
