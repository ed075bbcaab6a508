import { describe, expect, it } from "vitest";
import { accountId } from "../../../src/domain/ids.ts";
import { digestFacts, findEdited } from "../../../src/pipeline/head/facts-digests.ts";
import { aPerson, someFacts, trained } from "../../support/facts.ts";

const SALT = new Uint8Array(32).fill(7);

describe("the digests of facts", () => {
  const facts = someFacts({ people: [aPerson(), aPerson({ id: 2, ...trained() })] });
  const digests = digestFacts(facts, SALT);

  it("are one for each fact, named by its path", () => {
    expect(Object.keys(digests)).toEqual(
      expect.arrayContaining(["asOf", "repository.name", "people[1].completions", "pushers[0]", "missing"]),
    );
    expect(new Set(Object.values(digests).map((digest) => digest.length))).toEqual(new Set([64]));
  });

  it("say nothing of a value without the salt", () => {
    const other = digestFacts(facts, new Uint8Array(32));

    expect(Object.keys(other)).toEqual(Object.keys(digests));
    expect(Object.entries(other).filter(([path, digest]) => digests[path] === digest)).toEqual([]);
  });

  it("are the same for what comes back from the database, whatever the order of its keys", () => {
    const stored = JSON.parse(JSON.stringify({ ...facts, nothing: undefined }));
    const reversed = Object.fromEntries(Object.entries(stored).reverse());

    expect(findEdited(reversed, SALT, digests)).toEqual([]);
  });

  it.each([
    ["a value", { ...facts, passedBefore: 1 }, ["facts.passedBefore was edited"]],
    [
      "somebody",
      { ...facts, people: facts.people.slice(0, 1) },
      [expect.stringMatching(/^facts\.people\[1\]\.\w+ is missing$/)],
    ],
    ["a new key", { ...facts, extra: true }, ["facts.extra was added"]],
    ["a list that was empty", { ...facts, missing: ["x"] }, ["facts.missing is missing", "facts.missing[0] was added"]],
  ])("name %s that is not as it was", (_, edited, told) => {
    const found = findEdited(edited, SALT, digests);

    expect(found.slice(0, told.length)).toEqual(told);
  });

  it("take each of very many people as one fact", () => {
    const crowd = someFacts({ people: Array.from({ length: 101 }, (_, index) => aPerson({ id: index + 1 })) });
    const many = digestFacts(crowd, SALT);
    const edited = { ...crowd, people: crowd.people.with(7, aPerson({ id: 8, account: accountId(9) })) };

    expect(Object.keys(many).filter((path) => path.startsWith("people"))).toHaveLength(101);
    expect(findEdited(edited, SALT, many)).toEqual(["facts.people[7] was edited"]);
  });
});
