import { describe, expect, it } from "vitest";
import { accountId } from "../../src/domain/ids.ts";
import { decide } from "../../src/gate/decide.ts";
import { explainDecision } from "../../src/gate/explain.ts";
import type { Links } from "../../src/gate/explanation.ts";
import type { Facts, PersonFacts } from "../../src/gate/facts.ts";
import type { Policy } from "../../src/policy/policy.ts";
import type { ScopeInForce } from "../../src/policy/scope.ts";
import { aPerson, aPolicy, aScope, pullRequestPolicy, someFacts, trained } from "../support/facts.ts";

const links: Links = {
  course: (id) => `https://gate.example/courses/${id}`,
  decision: "https://gate.example/decisions/d1",
  linkEmail: "https://docs.example/link",
};
const author = { parts: [{ kind: "author", number: 1 }] } as const;
const pusher = { parts: [{ kind: "pusher" }] } as const;
const oldLaptop = { sha: "3f2a91c".padEnd(40, "0"), email: "dev@old-laptop", name: "Dev" };

interface Told {
  readonly people?: readonly PersonFacts[];
  readonly facts?: Partial<Facts>;
  readonly policy?: Policy;
  readonly mode?: Policy["mode"];
  readonly scope?: Partial<ScopeInForce>;
}

function explained({ people = [aPerson(author)], facts = {}, policy = aPolicy(), mode, scope }: Told = {}) {
  const context = { scope: aScope(mode, scope), policyDigest: "9".repeat(64) };
  return explainDecision(decide(someFacts({ people, ...facts }), policy, context), links);
}

describe("the explanation of a decision", () => {
  it("names each person once: what they need, why, and the one thing to do next", () => {
    const [person] = explained().people;

    expect(person).toMatchObject({
      login: "user1",
      parts: ["author"],
      needs: "OWASP Top 10:2025",
      detail: ["never finished"],
      next: {
        text: "start, about 70 min, or test out in about 25 min",
        url: "https://gate.example/courses/owasp-top-10-2025",
      },
    });
    expect(person?.because).toHaveLength(2);
  });

  it.each([
    {
      what: "training that ended",
      completed: trained("2025-11-01T12:00:00.000Z"),
      told: ["OWASP Top 10:2025: renewal", "valid until 1 November 2026", "renew, about 20 min"],
    },
    {
      what: "training that ended, in grace",
      completed: trained("2025-11-15T12:00:00.000Z"),
      told: ["OWASP Top 10:2025: renewal by 29 November 2026", "valid until 15 November 2026", "renew, about 20 min"],
    },
    {
      what: "a passed quiz that is not signed",
      completed: {
        completions: [
          {
            course: "owasp-top-10-2025",
            version: "1.0.0",
            completedAt: "2026-11-02T00:00:00.000Z",
            attestedAt: null,
          },
        ],
      },
      told: [
        "OWASP Top 10:2025: signature",
        "passed on 2 November 2026, and waits for a signature",
        "sign, about 1 min",
      ],
    },
  ])("says of $what what it is, since when, and what to do", ({ completed, told }) => {
    const [person] = explained({ people: [aPerson({ ...author, ...completed })] }).people;

    expect([person?.needs, ...(person?.detail ?? []), person?.next?.text]).toEqual(told);
  });

  it("asks of who finished an older minor version the quiz on what changed, and names the day", () => {
    const course = { id: "owasp-top-10-2025", title: "OWASP Top 10:2025", minutes: 70, testOutMinutes: 26 };
    const courses = [{ ...course, version: "1.1.0", minorSince: "2026-11-01T00:00:00.000Z" }];
    const [person] = explained({ people: [aPerson({ ...author, ...trained() })], facts: { courses } }).people;

    expect([person?.needs, ...(person?.detail ?? []), person?.next?.text]).toEqual([
      "OWASP Top 10:2025: new version by 1 December 2026",
      "finished, and parts of it changed on 1 November 2026",
      "a short quiz on what changed",
    ]);
  });

  it("tells what follows, and by when, of who has done what opens the gate", () => {
    // biome-ignore lint/suspicious/noThenProperty: the word of the policy's file
    const developer = { courses: ["owasp-top-10-2025"], then: ["in-depth"], valid_for: 365 };
    const people = [aPerson({ ...author, ...trained("2026-11-01T00:00:00.000Z") })];
    const [person] = explained({ people, policy: aPolicy({ layers: { developer } }) }).people;

    expect(person).toMatchObject({ needs: "nothing", detail: ["in-depth follows by 31 December 2026"] });
  });

  it("puts first who has something to do, and among them the author before who pushed", () => {
    const { people } = explained({
      people: [
        aPerson({ id: 1, ...author, ...trained() }),
        aPerson({ id: 2, ...pusher }),
        aPerson({ id: 3, parts: [{ kind: "author", number: 2 }] }),
      ],
    });

    expect(people.map(({ login }) => login)).toEqual(["user3", "user2", "user1"]);
  });

  it("says only the weightiest reason why somebody is on it", () => {
    const shas = ["a".repeat(40), "b".repeat(40)];
    const parts = (...kinds: PersonFacts["parts"]) =>
      explained({ people: [aPerson({ parts: kinds })] }).people[0]?.parts;

    expect(parts({ kind: "commit-author", shas }, { kind: "pusher" }, { kind: "author", number: 1 })).toEqual([
      "author",
    ]);
    expect(parts({ kind: "commit-author", shas }, { kind: "pusher" })).toEqual(["pusher"]);
    expect(parts({ kind: "commit-author", shas })).toEqual(["wrote 2 commits"]);
  });

  it.each<[string, Told, string, RegExp]>([
    ["one who lacks it", {}, "1 person still needs training", /only merging waits.*turns green by itself/],
    [
      "one of two who lacks it",
      { people: [aPerson(author), aPerson({ id: 2, ...pusher, ...trained() })] },
      "1 of 2 people still needs training",
      /only merging waits/,
    ],
    ["a scope that only says so", { mode: "flag" }, "1 person still needs training", /Nothing is blocked here yet/],
    ["a scope that is only observed", { mode: "observe" }, "1 person still needs training", /only observed/],
    [
      "one in grace",
      { people: [aPerson({ ...author, ...trained("2025-11-15T12:00:00.000Z") })] },
      "1 person should renew soon",
      /before its date/,
    ],
    ["everybody trained", { people: [aPerson({ ...author, ...trained() })] }, "Training is current", /Nothing is left/],
    [
      "a source that did not answer",
      { facts: { missing: ["GitHub"] } },
      "Training could not be checked",
      /stays closed.*tried again by itself/,
    ],
    [
      "a repository outside the boundary",
      { scope: { inBoundary: false } },
      "Outside the policy's boundary",
      /not cover/,
    ],
    [
      "a commit that the policy does not let in",
      {
        people: [aPerson({ ...author, ...trained() })],
        facts: { unlinked: [oldLaptop] },
        policy: pullRequestPolicy({ unlinked_commits: "block" }),
      },
      "1 commit belongs to no GitHub account",
      /press “Check again”/,
    ],
  ])("says in its title and its lead what follows from %s", (_, told, title, lead) => {
    const explanation = explained(told);

    expect(explanation.title).toBe(title);
    expect(explanation.lead).toMatch(lead);
  });

  it("says who answers for commits without an account, and how to link them", () => {
    const one = explained({ facts: { unlinked: [oldLaptop], pushers: [accountId(1)] } });
    const many = explained({ facts: { unlinked: Array(7).fill(oldLaptop), pushers: [] } });

    expect(one.findings).toEqual([
      {
        text: "1 commit belongs to no GitHub account: 3f2a91c (dev@old-laptop). @user1 answers for it.",
        next: { text: "How to link an address", url: "https://docs.example/link" },
      },
    ]);
    expect(many.findings[0]?.text).toMatch(/^7 commits .* and 2 more\. @user1 answers for them\.$/);
    expect(many.notes).toEqual(["Who pushed this head is not known to us; the author answers for it."]);
  });
});
