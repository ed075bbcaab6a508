import assert from "node:assert/strict";
import { PROGRAMME_POLICY, ROSTER_FILES } from "../../support/programme.ts";
import {
  importFirst,
  importMended,
  linkLeo,
  linksOf,
  type Office,
  refusalsIn,
  refusalsOf,
  type Source,
} from "../../support/programme-people.ts";
import { excerptOf, expectRan } from "./expect.ts";
import type { Teller } from "./teller.ts";

const FROM: Readonly<Record<Source, string>> = {
  hris: "The people system says who is employed",
  contractor: "The contractors come from a list of their own",
  supplier: "And the suppliers from a third one",
};

const LINKED_BY: Readonly<Record<string, string>> = { login: "the login in the file", admin: "an administrator" };

/** Three lists of people, each with lines that cannot be used. */
export async function tellFiles(office: Office, { step, tell, table, quote }: Teller): Promise<void> {
  step("The policy says who needs what: engineers the developers' course, finance the one for everybody.");
  quote(excerptOf(PROGRAMME_POLICY, "layers", "access"));
  await office.product.settled();

  for (const source of Object.keys(ROSTER_FILES) as Source[]) {
    step(`${FROM[source]}: ${source}.csv. Five of its lines cannot be used.`);
    const ran = await importFirst(office, source);
    const { good } = ROSTER_FILES[source];
    expectRan(ran, new RegExp(`added: ${good.length} .* rejected: 5`), 1);
    const refusals = refusalsIn(ran);
    assert.deepEqual(refusals, refusalsOf(source));
    tell(`${good.length === 1 ? "1 person was" : `${good.length} people were`} taken over, and 5 lines were not:`);
    table(refusals.map((refusal) => splitOnce(refusal, ": ")));
  }

  step("Somebody mends the five rejected lines of the contractors, and imports them alone. Nobody else is touched.");
  const mended = await importMended(office);
  expectRan(mended, /added: 5 · changed: 0 · ended: 0 · unchanged: 0 · rejected: 0/);
  tell("5 people were taken over, none was ended, no line was rejected.");
}

/** Who of these people is which account. */
export async function tellLinks(office: Office, { step, table }: Teller): Promise<void> {
  step("People are linked with their GitHub accounts: by the login in the file, and Leo by an administrator.");
  expectRan(await linkLeo(office));
  const links = await linksOf(office);
  const expected = { C1: "login", E1: "login", E2: "login", E3: "login", E4: "login", E5: "admin" };
  assert.deepEqual(Object.fromEntries(links), expected);
  table(links.map(([key, by]) => [nameOf(key), "by", LINKED_BY[by ?? ""] ?? ""]));
}

function nameOf(key: string): string {
  const lines = Object.values(ROSTER_FILES).flatMap(({ good }) => good);
  return lines.find((line) => line.startsWith(`${key},`))?.split(",")[1] ?? key;
}

function splitOnce(text: string, by: string): readonly [string, string] {
  const at = text.indexOf(by);
  return [text.slice(0, at), text.slice(at + by.length)];
}
