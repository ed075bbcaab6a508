import assert from "node:assert/strict";
import type { Parcel, Purchase } from "./fixed.ts";

type Subject = typeof import("./fixed.ts");

/** Sends one order twice at once, borrows somebody's key, and changes the parcel under a key. */
export async function prove(subject: Subject): Promise<void> {
  const rows = new Map<string, Purchase>();
  const store = {
    add: async (id: string, purchase: Purchase) => {
      if (rows.has(id)) return false;
      rows.set(id, purchase);
      return true;
    },
    get: async (id: string) => rows.get(id),
    put: async (id: string, purchase: Purchase) => void rows.set(id, purchase),
  };
  const bought: Parcel[] = [];
  const carrier = {
    buyLabel: async (parcel: Parcel) => {
      await new Promise(setImmediate);
      return `label ${bought.push(parcel)}`;
    },
  };
  const buy = (customer: string, key: string, parcel: Parcel) =>
    subject.buyLabel(store, carrier, customer, key, parcel);
  const toRome = { to: "Rome", grams: 500 };
  const toOslo = { to: "Oslo", grams: 2000 };

  const label = await buy("ann", "k1", toRome);
  assert.equal(
    await buy("ann", "k1", { ...toRome }),
    label,
    "a retry returns the first label",
  );
  assert.notEqual(await buy("ann", "k2", toRome), label, "a new key buys a new label");
  assert.equal(bought.length, 2, "two keys buy two labels");

  await Promise.allSettled([buy("ann", "k3", toOslo), buy("ann", "k3", toOslo)]);
  assert.equal(
    bought.length,
    3,
    "one order that was sent twice at once was bought twice",
  );
  assert.notEqual(
    await buy("ben", "k1", toOslo),
    label,
    "a key opens another customer's label",
  );
  await assert.rejects(
    buy("ann", "k1", toOslo),
    "the old label was returned for another parcel",
  );
}
