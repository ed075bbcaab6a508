import assert from "node:assert/strict";

type Subject = typeof import("./fixed.ts");

/** Somebody types no number, and from then on has no limit. */
export async function prove(subject: Subject): Promise<void> {
  const account = { hours: 10 };
  subject.reserve(account, "2.5");
  assert.equal(account.hours, 7.5);
  for (const refused of ["8", "0", "-1", "Infinity"]) {
    assert.throws(() => subject.reserve(account, refused), RangeError);
  }
  assert.equal(account.hours, 7.5);

  try {
    subject.reserve(account, "ten");
    subject.reserve(account, "100000");
  } catch (error) {
    assert.ok(error instanceof RangeError);
  }
  assert.equal(
    account.hours,
    7.5,
    "text that is no number passed both checks and removed the limit",
  );
}
