export interface Row {
  readonly account: string;
  readonly kind: "session" | "forwarding";
  readonly detail: string;
  endedAt?: number;
}
export interface Store {
  rows: Row[];
  readonly locked: Map<string, number>;
  readonly holds: Set<string>;
}
const DAY = 86_400_000;

export const active = (store: Store, account: string): Row[] =>
  store.rows.filter((row) => row.account === account && row.endedAt === undefined);

/** Support runs this when an account seems to be in the wrong hands. */
export function contain(store: Store, account: string, now: number): void {
  store.locked.set(account, now);
  store.holds.add(account);
  for (const row of active(store, account)) row.endedAt = now;
}

/** Nightly: what ended a month ago is forgotten, unless somebody holds it. */
export function purge(store: Store, now: number): void {
  store.rows = store.rows.filter(
    ({ account, endedAt }) =>
      store.holds.has(account) || endedAt === undefined || endedAt > now - 30 * DAY,
  );
}
