import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { accountId } from "../../src/domain/ids.ts";
import { decide } from "../../src/gate/decide.ts";
import { explainDecision } from "../../src/gate/explain.ts";
import type { Links } from "../../src/gate/explanation.ts";
import type { Facts, PersonFacts, TouchedFact } from "../../src/gate/facts.ts";
import { checkText, MAX_SUMMARY_CHARS } from "../../src/gate/summary.ts";
import type { PathRule, Policy } from "../../src/policy/policy.ts";
import type { ScopeInForce } from "../../src/policy/scope.ts";
import { aPerson, aPolicy, aScope, COURSE, pullRequestPolicy, someFacts, trained } from "../support/facts.ts";

const IN_DEPTH = "owasp-in-depth";
const MODULE = `${IN_DEPTH}/injection`;
const RULE: PathRule = { touches: ["**/*.sql"], module: MODULE, require: false };
const TOUCHED: TouchedFact = { rule: 0, title: "Injection", minutes: 8, paths: ["db/a.sql"], more: 0 };
const courses: Facts["courses"] = [
  { id: COURSE, version: "1.0.0", title: "OWASP Top 10:2025", minutes: 70, testOutMinutes: 26 },
  { id: IN_DEPTH, version: "2.1.0", title: "In depth", minutes: 200, testOutMinutes: 60 },
];
const links: Links = {
  course: (id) => `https://gate.example/courses/${id}`,
  decision: "https://gate.example/decisions/d1",
  linkEmail: "https://docs.example/link",
};

const pusher = { parts: [{ kind: "pusher" }] } as const;
const passed = { passedModules: [MODULE] } as const;
const ruled = (require: boolean, change: Partial<PathRule> = {}) =>
  pullRequestPolicy({ paths: [{ ...RULE, require, ...change }] });

interface Given {
  readonly people?: readonly PersonFacts[];
  readonly policy?: Policy;
  readonly touched?: readonly TouchedFact[];
  readonly mode?: Policy["mode"];
  readonly scope?: Partial<ScopeInForce>;
}

function decided({ people = [aPerson(trained())], policy = ruled(true), touched = [TOUCHED], ...given }: Given = {}) {
  const scope = aScope(given.mode, given.scope);
  return decide(someFacts({ people, courses, touched }), policy, { scope, policyDigest: "9c41".padEnd(64, "0") });
}

function told(given: Given) {
  const decision = decided(given);
  const explanation = explainDecision(decision, links);
  return { explanation, ...checkText(explanation, decision, links) };
}

/** The course of the module, completed and signed. */
function completed(at: string, version = "2.0.0"): Pick<PersonFacts, "completions"> {
  const own = { course: IN_DEPTH, version, completedAt: at, attestedAt: at };
  return { completions: [...trained().completions, own] };
}

describe("a module that fits what is touched", () => {
  it("is only linked, unless the policy requires it", () => {
    const decision = decided({ policy: ruled(false) });

    expect(decision).toMatchObject({ outcome: "allow", findings: [] });
    expect(decision.modules).toEqual([
      {
        course: IN_DEPTH,
        module: "injection",
        title: "Injection",
        minutes: 8,
        paths: ["db/a.sql"],
        more: 0,
        because: "Pull requests that touch **/*.sql are shown the module owasp-in-depth/injection.",
        required: false,
        lacking: [],
      },
    ]);
  });

  it.each<[string, string, Partial<PersonFacts>]>([
    ["withhold", "nothing of it", trained()],
    ["allow", "the module", { ...trained(), ...passed }],
    ["withhold", "another module of the course", { ...trained(), passedModules: [`${IN_DEPTH}/logging`] }],
    ["allow", "the whole course", completed("2026-06-01T00:00:00.000Z")],
    ["withhold", "an older major version of the course", completed("2026-06-01T00:00:00.000Z", "1.4.0")],
    ["allow", "the whole course, ages ago, where no layer says for how long", completed("2020-01-01T00:00:00.000Z")],
  ])("where it is required comes to %s for whoever has %s", (outcome, _, has) => {
    expect(decided({ people: [aPerson(has)] }).outcome).toBe(outcome);
  });

  it("asks everybody who is asked for training here, and nobody else", () => {
    const bot = { type: "Bot", belongs: false, access: "none", person: null } as const;
    const people = [
      aPerson({ ...trained(), ...passed }),
      aPerson({ id: 2, ...trained(), ...pusher }),
      aPerson({ id: 3, ...trained(), parts: [{ kind: "co-author", shas: ["abc"] }] }),
      aPerson({ id: 49_699_333, ...bot, ...pusher }),
    ];

    const { outcome, findings, modules } = decided({ people });

    expect(outcome).toBe("withhold");
    const lacking = [{ account: accountId(2), login: "user2" }];
    expect(modules?.map((note) => note.lacking)).toEqual([lacking]);
    expect(findings).toEqual([
      { kind: "required_modules", treatment: "block", commits: [], answeredBy: [], accounts: lacking },
    ]);
  });

  it("counts for as long as the layer that has its course says, and looks again when that is over", () => {
    const { layers } = aPolicy();
    const policy = { ...ruled(true), layers: { ...layers, deep: { courses: [IN_DEPTH], valid_for: 365 } } };
    const at = (day: string) => decided({ policy, people: [aPerson(completed(`${day}T00:00:00.000Z`))] });

    expect(at("2026-01-10")).toMatchObject({ outcome: "allow", changesAt: "2027-01-10T00:00:00.000Z" });
    // Over since 15 November, and then the policy's grace.
    expect(at("2025-11-15")).toMatchObject({ outcome: "allow", changesAt: "2026-11-29T00:00:00.000Z" });
    expect(at("2025-11-01")).toMatchObject({ outcome: "withhold" });
  });

  it("is nothing outside of the boundary, and to a policy that has no such rule any more", () => {
    expect(decided({ scope: { inBoundary: false } })).not.toHaveProperty("modules");
    expect(decided({ policy: aPolicy() })).not.toHaveProperty("modules");
    expect(decided({ policy: aPolicy() }).outcome).toBe("allow");
  });

  it("never makes another outcome where it is only linked, whoever is on it and whatever they lack", () => {
    const completions = fc.constantFrom(
      ...[
        [],
        trained().completions,
        trained("2025-11-15T12:00:00.000Z").completions,
        completed("2024-01-01T00:00:00.000Z").completions,
      ],
    );
    const part = fc.constantFrom<PersonFacts["parts"]>(
      [{ kind: "author", number: 1 }],
      [{ kind: "pusher" }],
      [{ kind: "commit-author", shas: ["abc"] }],
    );
    const person = fc.record({ completions, parts: part, belongs: fc.boolean(), type: fc.constantFrom("User", "Bot") });
    const touched = fc.array(fc.record({ rule: fc.nat(3), more: fc.nat(9), isPart: fc.constant(true as const) }));
    const linked = pullRequestPolicy({ paths: [RULE, { ...RULE, module: `${COURSE}/injection` }] });

    fc.assert(
      fc.property(fc.array(person, { maxLength: 4 }), touched, (all, notes) => {
        const people = all.map((one, index) => aPerson({ id: index + 1, ...one }));
        const facts = notes.map((note) => ({ ...TOUCHED, ...note }));
        const { modules: _, policyDigest: __, ...rest } = decided({ people, policy: linked, touched: facts });
        const { policyDigest: ___, ...without } = decided({ people, policy: aPolicy(), touched: [] });

        expect(rest).toEqual(without);
      }),
    );
  });
});

describe("the text about a module", () => {
  it("links it beside what is touched, and leaves the rest as it was", () => {
    const paths = ["db/a.sql", "db/b.sql", "db/c.sql"];
    const { title, summary } = told({ policy: ruled(false), touched: [{ ...TOUCHED, paths, more: 4 }] });

    expect(title).toBe("Training is current");
    expect(summary).toContain(
      "**For what this touches**\n\n- db/a.sql, db/b.sql, db/c.sql and 4 more: [Injection, about 10 min](https://gate.example/courses/owasp-in-depth/injection).\n\nNothing is left to do.",
    );
  });

  it("says who still has to pass it, and that it is their next step", () => {
    const { title, summary, explanation } = told({});

    expect(title).toBe("1 person still needs a module for what this touches");
    expect(summary).toContain(
      "| @user1 (author) | the module Injection | [take the module, about 10 min to read, and its quiz](https://gate.example/courses/owasp-in-depth/injection) |",
    );
    expect(summary).toContain("user1 still has to pass it.");
    expect(summary).toContain("only merging waits. This check looks again by itself when that is done.");
    expect(explanation.people).toMatchObject([{ outcome: "withhold", detail: ["asked for what is touched here"] }]);
    expect(explanation.people[0]?.because.at(-1)).toMatch(/^Pull requests that touch .* wait/);
    expect(explanation.findings).toEqual([]);
  });

  it("comes after what somebody lacks anyway", () => {
    const { title, explanation } = told({ people: [aPerson()] });

    expect(title).toBe("1 person still needs training");
    expect(explanation.people).toMatchObject([
      { needs: "OWASP Top 10:2025, the module Injection", next: { url: `https://gate.example/courses/${COURSE}` } },
    ]);
  });

  it("leads to the course where that has one quiz for all of its modules", () => {
    const { explanation } = told({ touched: [{ ...TOUCHED, withCourse: true }] });

    expect(explanation.people[0]?.next).toEqual({
      text: "finish its course, or test out",
      url: "https://gate.example/courses/owasp-in-depth",
    });
    expect(explanation.modules[0]?.asked?.names).toBe("@user1 still has to finish its course.");
  });

  it("blocks nothing where the mode does not", () => {
    expect(told({ mode: "flag" }).summary).toContain("Nothing is blocked here yet");
  });

  it("is in numbers where nobody is to be named", () => {
    const people = [aPerson({ ...trained(), login: "mira" }), aPerson({ id: 2, ...trained(), ...pusher, login: "jo" })];

    const { title, summary } = told({ people, scope: { showPeople: "counts" } });

    expect(`${title} ${summary}`).not.toMatch(/mira|\bjo\b/);
    expect(summary).toContain("2 people still have to pass it.");
    expect(summary).toContain("[Sign in to see whether you are one of them, and what to do]");
  });

  it.each([
    [
      "everybody passed it",
      [TOUCHED],
      "db/a.sql: [Injection, about 10 min](https://gate.example/courses/owasp-in-depth/injection). Everybody who is asked here has passed it.",
    ],
    ["not all files were read", [{ ...TOUCHED, more: 2, isPart: true as const }], "db/a.sql and at least 2 more: "],
    ["GitHub does not list them", [{ ...TOUCHED, paths: [], isPart: true as const }], "More files than GitHub lists: "],
    ["they are not to be told", [{ ...TOUCHED, paths: [], more: 1 }], "- 1 file: "],
    ["it is not in force any more", [{ ...TOUCHED, title: MODULE, minutes: 0 }], `[${MODULE}](https`],
  ])("says so where %s", (_, touched, line) => {
    expect(told({ people: [aPerson({ ...trained(), ...passed })], touched }).summary).toContain(line);
  });

  it("stays within what GitHub takes, however much there is to say", () => {
    const long = "&@".repeat(50);
    const rules = Array.from({ length: 50 }, () => ({ ...RULE, require: true }));
    const touched = rules.map((_, rule) => ({ ...TOUCHED, rule, paths: [long, long, long], more: 2_997 }));
    const people = Array.from({ length: 200 }, (_, index) =>
      aPerson({ id: index + 1, ...trained(), ...pusher, login: `${index}`.padEnd(39, "x") }),
    );

    const { summary } = told({ people, policy: pullRequestPolicy({ paths: rules }), touched });

    expect(Buffer.byteLength(summary)).toBeLessThanOrEqual(MAX_SUMMARY_CHARS);
    expect(summary).toContain("- and 40 more");
    expect(summary).toMatch(/policy `9c410000`$/);
  });
});
