import assert from "node:assert/strict";

type Subject = typeof import("./fixed.ts");

const AGENT = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";

/** Somebody who has our code and the table of ids tries every address. */
export async function prove(subject: Subject): Promise<void> {
  let day = "2026-03-14";
  const idOf = subject.visitorIds("shop", () => day);

  const stored = idOf("203.0.113.77", AGENT);
  assert.equal(idOf("203.0.113.77", AGENT), stored);
  assert.notEqual(idOf("203.0.113.78", AGENT), stored);

  const copy = subject.visitorIds("shop", () => "2026-03-14");
  const found = addresses().find((address) => copy(address, AGENT) === stored);
  assert.equal(found, undefined, "the stored id could be turned back into an address");

  day = "2026-03-15";
  assert.notEqual(idOf("203.0.113.77", AGENT), stored);
}

/** A small part of all of them; four billion take minutes. */
function addresses(): string[] {
  return Array.from({ length: 256 }, (_, last) => `203.0.113.${last}`);
}
