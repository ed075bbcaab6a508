import { describe, expect, it } from "vitest";
import { installationId } from "../../src/domain/ids.ts";
import type { DeliveryRecord } from "../../src/domain/stores/github-state.ts";
import { aNumber, aSha, at, useStores } from "../support/stores.ts";

describe("the delivery store", () => {
  const test = useStores();

  it("gives back what was stored", async () => {
    const delivery = aDelivery();
    const bare = aDelivery({ action: null, installationId: null, subjects: [] });

    await test.stores.deliveries.insert([delivery, bare]);

    const found = await test.stores.deliveries.find([delivery.id, bare.id, "unknown"]);
    expect(found).toHaveLength(2);
    expect(found).toEqual(expect.arrayContaining([delivery, bare]));
  });

  it("returns the ids that are new and leaves the known ones as they are", async () => {
    const known = aDelivery();
    const fresh = aDelivery();
    await test.stores.deliveries.insert([known]);

    const inserted = await test.stores.deliveries.insert([{ ...known, event: "other" }, fresh, fresh]);

    expect(inserted).toEqual(new Set([fresh.id]));
    expect(await test.stores.deliveries.find([known.id])).toEqual([known]);
  });

  it("gives each delivery to one of many who store it at once", async () => {
    const group = Array.from({ length: 50 }, () => aDelivery());

    const answers = await Promise.all(
      Array.from({ length: 6 }, (_, turn) =>
        test.stores.deliveries.insert(turn % 2 === 0 ? group : group.toReversed()),
      ),
    );

    expect(answers.flatMap((ids) => [...ids]).toSorted()).toEqual(group.map(({ id }) => id).toSorted());
  });

  it("takes an empty group", async () => {
    expect(await test.stores.deliveries.insert([])).toEqual(new Set());
    expect(await test.stores.deliveries.find([])).toEqual([]);
  });
});

function aDelivery(told: Partial<DeliveryRecord> = {}): DeliveryRecord {
  return {
    id: crypto.randomUUID(),
    event: "pull_request",
    action: "opened",
    installationId: installationId(aNumber()),
    subjects: [{ queue: "head", key: `1:${aSha()}` }],
    bodySha256: aSha(),
    bodyBytes: 21_000,
    receivedAt: at(0),
    ...told,
  };
}
