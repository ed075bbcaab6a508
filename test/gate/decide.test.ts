import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { accountId } from "../../src/domain/ids.ts";
import { decide } from "../../src/gate/decide.ts";
import type { PersonFacts } from "../../src/gate/facts.ts";
import type { Policy } from "../../src/policy/policy.ts";
import { aPerson, aPolicy, aScope, pullRequestPolicy, someFacts, trained } from "../support/facts.ts";

const digest = "d".repeat(64);
const decided = (people: readonly PersonFacts[], policy: Policy = aPolicy(), change = {}) =>
  decide(someFacts({ people, ...change }), policy, { scope: aScope(), policyDigest: digest });

const author = { parts: [{ kind: "author", number: 1 }] } as const;
const pusher = { parts: [{ kind: "pusher" }] } as const;
const commits = { parts: [{ kind: "commit-author", shas: ["abc"] }] } as const;
const coAuthor = { parts: [{ kind: "co-author", shas: ["abc"] }] } as const;
const noAccess = { access: "none", belongs: false } as const;

describe("decide", () => {
  it.each([
    ["a trained author", [aPerson({ ...author, ...trained() })], "allow"],
    ["an untrained author", [aPerson(author)], "withhold"],
    [
      "an untrained pusher beside a trained author",
      [aPerson({ ...author, ...trained() }), aPerson({ id: 2, ...pusher })],
      "withhold",
    ],
    [
      "an untrained member who wrote a commit",
      [aPerson({ ...author, ...trained() }), aPerson({ id: 2, ...commits })],
      "withhold",
    ],
    [
      "somebody without access who wrote a commit",
      [aPerson({ ...author, ...trained() }), aPerson({ id: 2, ...commits, ...noAccess })],
      "allow",
    ],
    ["an untrained co-author", [aPerson({ ...author, ...trained() }), aPerson({ id: 2, ...coAuthor })], "allow"],
    [
      "an author whose training ended eight days ago, in grace",
      [aPerson({ ...author, ...trained("2025-11-15T12:00:00.000Z") })],
      "flag",
    ],
    ["an author whose grace is over", [aPerson({ ...author, ...trained("2025-11-01T12:00:00.000Z") })], "withhold"],
    [
      "a passed quiz without a signature",
      [
        aPerson({
          ...author,
          completions: [
            {
              course: "owasp-top-10-2025",
              version: "1.0.0",
              completedAt: "2026-06-01T00:00:00.000Z",
              attestedAt: null,
            },
          ],
        }),
      ],
      "withhold",
    ],
    [
      "a completion of an older major version",
      [aPerson({ ...author, ...trained("2026-06-01T00:00:00.000Z", "0.9.0") })],
      "withhold",
    ],
    ["an outside author without training", [aPerson({ ...author, ...noAccess })], "flag"],
    ["an outside author with training", [aPerson({ ...author, ...noAccess, ...trained() })], "allow"],
    [
      "a bot that the policy lists by its account",
      [aPerson({ id: 49_699_333, ...author, type: "Bot", ...noAccess, person: null })],
      "allow",
    ],
    [
      "a bot that it does not list",
      [aPerson({ id: 29_139_614, ...author, type: "Bot", ...noAccess, person: null })],
      "flag",
    ],
    [
      "a bot whose sponsor is not known",
      [aPerson({ id: 198_982_749, ...author, type: "Bot", ...noAccess, person: null })],
      "withhold",
    ],
    ["somebody of whom we have no person yet", [aPerson({ ...author, person: null })], "withhold"],
    ["a user who calls themselves renovate[bot]", [aPerson({ id: 7, ...author, login: "renovate[bot]" })], "withhold"],
    [
      "an assistant named in a co-author line",
      [aPerson({ ...author, ...trained() }), aPerson({ id: 175_728_472, ...coAuthor })],
      "allow",
    ],
    ["an assistant's account that opens the pull request", [aPerson({ id: 199_161_495, ...author })], "withhold"],
    ["nobody at all", [], "allow"],
  ] as const)("on %s", (_, people, outcome) => {
    expect(decided(people).outcome).toBe(outcome);
  });

  it.each([
    ["exempt", "allow"],
    ["flag", "flag"],
    ["block", "withhold"],
  ] as const)("treats an outside contributor as the policy says: %s", (outside_contributors, outcome) => {
    const policy = pullRequestPolicy({ outside_contributors });

    expect(decided([aPerson({ ...author, ...noAccess })], policy).outcome).toBe(outcome);
  });

  it("lets the pusher answer for a commit that belongs to nobody, and names them", () => {
    const unlinked = [{ sha: "abc", email: "dev@old-laptop", name: "dev" }];

    const decision = decided([aPerson({ ...author, ...trained() })], aPolicy(), { unlinked });

    expect(decision.outcome).toBe("allow");
    expect(decision.findings).toMatchObject([{ kind: "unlinked_commits", answeredBy: [{ account: 1 }] }]);
  });

  it("blocks a commit that belongs to nobody if the policy says so", () => {
    const unlinked = [{ sha: "abc", email: "dev@old-laptop", name: "dev" }];

    expect(
      decided([aPerson({ ...author, ...trained() })], pullRequestPolicy({ unlinked_commits: "block" }), { unlinked })
        .outcome,
    ).toBe("withhold");
  });

  it.each([
    ["nobody at all", []],
    ["a bot that the policy lists", [aPerson({ id: 49_699_333, ...author, type: "Bot", ...noAccess, person: null })]],
  ])("does not let through a commit that nobody answers for, beside %s", (_, people) => {
    const unlinked = [{ sha: "abc", email: "dev@old-laptop", name: "dev" }];

    const decision = decided(people, aPolicy(), { unlinked, unanswered: ["abc"], pushers: [] });

    expect(decision).toMatchObject({ outcome: "withhold", findings: [{ treatment: "block", answeredBy: [] }] });
  });

  it("never asks a machine that the policy lists, whatever it does", () => {
    const machines = [{ id: 1, owner: "platform", reason: "CI user", review_by: "2027-01-31" }];
    const policy = aPolicy({ access: { ...aPolicy().access, machines } });

    expect(decided([aPerson(author)], policy).people[0]).toMatchObject({ required: false, notRequired: "listed-bot" });
  });

  it("is undecided while a source did not answer, whatever else is true", () => {
    expect(decided([aPerson({ ...author, ...trained() })], aPolicy(), { missing: ["commits of #1"] }).outcome).toBe(
      "undecided",
    );
  });

  it("asks nothing outside of the boundary", () => {
    const scope = aScope("observe", { inBoundary: false });

    const decision = decide(someFacts(), aPolicy(), { scope, policyDigest: digest });

    expect(decision).toMatchObject({ outcome: "allow", people: [], inBoundary: false });
  });

  it("tells when time alone will change it: end of the term, or of the scope, whichever is first", () => {
    const people = [aPerson({ ...author, ...trained() })];
    const change = (scope = aScope()) =>
      decide(someFacts({ people }), aPolicy(), { scope, policyDigest: digest }).changesAt;

    expect(change()).toBe("2027-06-01T00:00:00.000Z");
    expect(change(aScope("block", { changesOn: "2026-12-01" }))).toBe("2026-12-01T00:00:00.000Z");
  });

  it("does not depend on the order of people or of completions", () => {
    const person = fc.record({
      id: fc.integer({ min: 1, max: 9 }),
      old: fc.boolean(),
      part: fc.constantFrom(author, pusher, commits, coAuthor),
      belongs: fc.boolean(),
    });
    const someone = fc.uniqueArray(person, { selector: ({ id }) => id, maxLength: 6 });

    fc.assert(
      fc.property(someone, (drawn) => {
        const people = drawn.map(({ id, old, part, belongs }) =>
          aPerson({
            id,
            ...part,
            belongs,
            access: belongs ? "read" : "none",
            ...trained(old ? "2020-01-01T00:00:00.000Z" : "2026-06-01T00:00:00.000Z"),
          }),
        );
        expect(decided([...people].reverse()).outcome).toBe(decided(people).outcome);
      }),
    );
  });

  it("is decided by whom it shows: no allow has a required person with something missing", () => {
    const decision = decided([aPerson({ id: accountId(1), ...author }), aPerson({ id: 2, ...pusher, ...trained() })]);

    expect(decision.people.map(({ outcome }) => outcome)).toEqual(["withhold", "allow"]);
  });
});
