import assert from "node:assert/strict";

type Subject = typeof import("./fixed.ts");

const NOON = 1_000;
const EVENING = 2_000;
const NEXT_YEAR = 9_000;

/** A key goes on working after its end, and the table itself is stolen. */
export async function prove({
  issueKey,
  rotateKey,
  partnerOf,
}: Subject): Promise<void> {
  const rows: Parameters<typeof issueKey>[0] = [];
  const old = issueKey(rows, "harbour-freight", NEXT_YEAR);
  assert.equal(partnerOf(rows, old, NOON), "harbour-freight");
  assert.equal(partnerOf(rows, "guess", NOON), undefined);

  const fresh = rotateKey(rows, "harbour-freight", EVENING, NEXT_YEAR);
  assert.equal(
    partnerOf(rows, old, NOON),
    "harbour-freight",
    "rotation interrupted the partner",
  );
  assert.equal(partnerOf(rows, fresh, EVENING), "harbour-freight");
  assert.equal(rows[0]?.lastUsedAt, NOON);

  assert.equal(
    partnerOf(rows, old, EVENING),
    undefined,
    "the old key still opens the door after its end",
  );
  for (const { stored } of rows) {
    assert.equal(
      partnerOf(rows, stored, NOON),
      undefined,
      "a copy of the table is a copy of the keys",
    );
  }
  const leaked = issueKey(rows, "north-mill", NOON);
  rotateKey(rows, "north-mill", EVENING, NEXT_YEAR);
  assert.equal(
    partnerOf(rows, leaked, NOON + 1),
    undefined,
    "rotation gave a finished key more time",
  );
}
