import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";

type Subject = typeof import("./fixed.ts");

/** a customer edits a link that we made for them */
export async function prove(subject: Subject): Promise<void> {
  const key = randomBytes(32);
  const link = subject.linkFor(key, "7", "112", 2_000);
  assert.deepEqual(
    subject.readLink(key, link, 1_000),
    { account: "7", invoice: "112" },
    "our own link is refused",
  );
  assert.throws(
    () => subject.readLink(key, link, 3_000),
    "an expired link is accepted",
  );
  assert.throws(
    () => subject.readLink(key, link.replace("invoice=112", "invoice=113"), 1_000),
    "another invoice is accepted",
  );
  assert.throws(
    () => subject.readLink(randomBytes(32), link, 1_000),
    "a link of another key is accepted",
  );

  const shifted = link.replace("account=7&invoice=112", "account=71&invoice=12");
  assert.throws(
    () => subject.readLink(key, shifted, 1_000),
    "the same digits, cut elsewhere, open another account's invoice",
  );
  const prolonged = link.replace("expires=2000", "expires=9000");
  assert.throws(
    () => subject.readLink(key, prolonged, 3_000),
    "a customer can prolong a link",
  );
}
