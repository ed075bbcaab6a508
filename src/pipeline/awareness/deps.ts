import { createHash } from "node:crypto";
import type { Clock } from "../../domain/clock.ts";
import type { OutsideStores, Stores, Transact } from "../../domain/stores/index.ts";
import type { Entries } from "../entries.ts";
import type { Roles } from "../policy/roles.ts";

export interface AwarenessDeps {
  readonly stores: OutsideStores;
  readonly transact: Transact;
  readonly entries: Pick<Entries, "append" | "appendAll" | "subjectOf">;
  readonly roles: Roles;
  readonly clock: Clock;
  /** A random UUID. */
  readonly newId: () => string;
  /** 32 random bytes. */
  readonly newSalt: () => Uint8Array;
}

export type AwarenessStores = Pick<Stores, "awareness">;

/** An address as results are known by: without the salt, which is kept with the activity, nobody tries a guess. */
export function addressKey(salt: Uint8Array, address: string): string {
  return createHash("sha256").update(salt).update(address, "utf8").digest("hex");
}

/** So many at once: a statement has room for a few thousand values. */
export function* pagesOf<T>(all: readonly T[], size = 1_000): Generator<readonly T[]> {
  for (let start = 0; start < all.length; start += size) yield all.slice(start, start + size);
}

export function groupBy<T>(all: readonly T[], keyOf: (one: T) => string): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>();
  for (const one of all) {
    const group = groups.get(keyOf(one));
    if (group) group.push(one);
    else groups.set(keyOf(one), [one]);
  }
  return groups;
}
