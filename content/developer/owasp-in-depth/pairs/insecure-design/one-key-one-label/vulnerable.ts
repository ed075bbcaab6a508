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
  const earlier = await store.get(key);
  if (earlier?.label) return earlier.label;
  const label = await carrier.buyLabel(parcel, JSON.stringify([customer, key]));
  await store.put(key, { parcel, label });
  return label;
}
