import { isDeepStrictEqual } from "node:util";

export type Parcel = { to: string; grams: number };
export type Carrier = { buyLabel(parcel: Parcel, reference: string): Promise<string> };
export type Purchase = { parcel: Parcel; label: string | null };

export interface Store {
  /** False, and nothing written, if the id is taken. */
  add(id: string, purchase: Purchase): Promise<boolean>;
  get(id: string): Promise<Purchase | undefined>;
  put(id: string, purchase: Purchase): Promise<void>;
}

export async function buyLabel(
  store: Store,
  carrier: Carrier,
  customer: string,
  key: string,
  parcel: Parcel,
) {
  const id = JSON.stringify([customer, key]);
  if (await store.add(id, { parcel, label: null })) {
    const label = await carrier.buyLabel(parcel, id);
    await store.put(id, { parcel, label });
    return label;
  }
  const earlier = await store.get(id);
  if (!isDeepStrictEqual(earlier?.parcel, parcel))
    throw new Error("this key was used for another parcel");
  if (!earlier?.label) throw new Error("being bought: try again in a moment");
  return earlier.label;
}
