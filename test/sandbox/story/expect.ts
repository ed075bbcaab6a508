import assert from "node:assert/strict";
import type { Ran } from "../../support/programme-people.ts";

/** A command that ends with this code, and says this. */
export function expectRan({ code, told, complaints }: Ran, said: RegExp = /(?:)/, wanted = 0): void {
  assert.equal(code, wanted, `${told}\n${complaints}`);
  assert.match(`${told}\n${complaints}`, said);
}

/** Of a policy, the lines from one key on, up to another. */
export function excerptOf(policy: string, from: string, to: string): string {
  const [, excerpt] = new RegExp(`^  (${from}:[\\s\\S]*?)^  ${to}:`, "m").exec(policy) ?? [];
  assert.ok(excerpt, `The policy has no ${from} before ${to}`);
  return excerpt.replaceAll(/^ {2}/gm, "");
}
