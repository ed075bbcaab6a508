import assert from "node:assert/strict";

type Subject = typeof import("./fixed.ts");

/** Somebody has our table, hashes common passwords once and looks its entries up. */
export async function prove(subject: Subject): Promise<void> {
  const ana = await subject.toEntry("sunshine1");
  const began = performance.now();
  assert.equal(await subject.matches(ana, "sunshine1"), true, "Ana cannot sign in");
  const guess = performance.now() - began;
  const wrong = await subject.matches(ana, "sunshine2");
  assert.equal(wrong, false, "a wrong password was accepted");

  const prepared = await subject.toEntry("sunshine1");
  assert.notEqual(prepared, ana, "a list, hashed once, reads the table");
  assert.ok(guess > 5, `a guess took ${guess} ms, so a list is tried in no time`);
}
