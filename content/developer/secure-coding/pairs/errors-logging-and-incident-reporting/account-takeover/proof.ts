import assert from "node:assert/strict";

type Subject = typeof import("./fixed.ts");

const DAY = 86_400_000;
const TUESDAY = 100 * DAY;

/** Support locks an intruder out. Six weeks later somebody has to tell what the intruder did. */
export async function prove({ active, contain, purge }: Subject): Promise<void> {
  const store: Parameters<typeof contain>[0] = {
    rows: [
      { account: "ann", kind: "session", detail: "192.0.2.7" },
      { account: "ann", kind: "session", detail: "198.51.100.66" },
      { account: "ann", kind: "forwarding", detail: "copy@example.net" },
      { account: "bea", kind: "session", detail: "192.0.2.9" },
      { account: "bea", kind: "session", detail: "192.0.2.8", endedAt: 10 * DAY },
    ],
    locked: new Map(),
    holds: new Set(),
  };
  assert.equal(active(store, "ann").length, 3);

  contain(store, "ann", TUESDAY);
  assert.ok(store.locked.has("ann"), "the intruder can sign in again");
  assert.deepEqual(active(store, "ann"), [], "the intruder is still signed in");
  assert.equal(active(store, "bea").length, 1, "somebody else was locked out");
  purge(store, TUESDAY + 42 * DAY);
  assert.equal(
    store.rows.some(({ detail }) => detail === "192.0.2.8"),
    false,
    "old rows are kept for ever",
  );

  const kept = store.rows.filter(({ account }) => account === "ann");
  assert.ok(
    kept.some(({ detail }) => detail === "198.51.100.66"),
    "nobody can tell any more where the intruder came from",
  );
  assert.ok(
    kept.some(({ kind }) => kind === "forwarding"),
    "nobody can tell any more where the mail went",
  );
  assert.ok(
    kept.every(({ endedAt }) => endedAt === TUESDAY),
    "nobody can tell when it was stopped",
  );
}
