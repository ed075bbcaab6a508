import assert from "node:assert/strict";

type Subject = typeof import("./fixed.ts");

/** A stranger asks for a handle that is spelt differently and becomes the same one. */
export async function prove(subject: Subject): Promise<void> {
  assert.equal(subject.claim("Blue Heron", "ann"), "blue-heron");
  assert.equal(subject.ownerOf("blue-heron"), "ann");
  assert.throws(() => subject.claim("support", "mallory"), /reserved/);

  assert.throws(
    () => subject.claim("ｂｌｕｅ heron", "mallory"),
    Error,
    "a second spelling claimed a taken handle",
  );
  assert.equal(subject.ownerOf("Blue Heron"), "ann", "the handle changed its owner");
  assert.throws(
    () => subject.claim(" ａdmin", "mallory"),
    Error,
    "a reserved handle was given away",
  );
  assert.throws(
    () => subject.claim("blue\u200bheron", "mallory"),
    Error,
    "an invisible character made a second handle",
  );
  assert.throws(
    () => subject.claim("a".repeat(40), "mallory"),
    Error,
    "a handle of any length was accepted",
  );
}
