import { describe, expect, it } from "vitest";
import { accountId } from "../../src/domain/ids.ts";
import { decide } from "../../src/gate/decide.ts";
import { explainDecision } from "../../src/gate/explain.ts";
import type { PersonFacts, PullRequestFacts } from "../../src/gate/facts.ts";
import type { Policy } from "../../src/policy/policy.ts";
import { aPerson, aPolicy, aScope, pullRequestPolicy, someFacts, trained } from "../support/facts.ts";

type Backing = NonNullable<PullRequestFacts["backing"]>;

const AGENT = accountId(198_982_749);
const agent = aPerson({ id: AGENT, login: "Copilot", type: "Bot", belongs: false, access: "none", person: null });
/** Known, and without a part of their own. */
const known = (id: number, change: Partial<PersonFacts> = {}) => aPerson({ id, parts: [], ...change });
const listed = (sponsor: "requester" | "approver"): Policy =>
  pullRequestPolicy({ bots: [{ app: "agent", id: AGENT, sponsor }] });

const assigned = (id: number, by: number | null, still = true): Backing["assigned"][number] => ({
  account: accountId(id),
  by: by === null ? null : accountId(by),
  still,
});
const asked = (id: number, bot: number = AGENT) => ({ bot: accountId(bot), account: accountId(id) });

interface Case {
  readonly people?: readonly PersonFacts[];
  readonly author?: number | null;
  readonly pushers?: readonly number[];
  readonly backing?: Partial<Backing>;
  readonly policy?: Policy;
}

function decided({ people = [], author = AGENT, pushers = [AGENT], backing, policy = listed("requester") }: Case) {
  const pushedBy = pushers.map(accountId);
  const given = { number: 1, baseRef: "main", draft: false, author: author === null ? null : accountId(author) };
  const all = { pushedBy, requests: [], assigned: [], approvedBy: [], ...backing };
  const facts = someFacts({
    people: people.some(({ account }) => account === AGENT) ? people : [agent, ...people],
    pushers: pushedBy,
    pullRequests: [{ ...given, commits: 1, ...(backing ? { backing: all } : {}) }],
  });
  return decide(facts, policy, { scope: aScope(), policyDigest: "d".repeat(64) });
}

const sponsorsOf = ({ people }: ReturnType<typeof decided>) =>
  people.filter(({ parts }) => parts.some(({ kind }) => kind === "sponsor")).map(({ account }) => account);

describe("who asked a bot", () => {
  it.each<[string, Case, "allow" | "flag" | "withhold", readonly number[]]>([
    [
      "is whom the bot assigned",
      { people: [known(2, trained())], backing: { assigned: [assigned(2, AGENT)] } },
      "allow",
      [2],
    ],
    ["is asked for training", { people: [known(2)], backing: { assigned: [assigned(2, AGENT)] } }, "withhold", [2]],
    [
      "is whom the bot names in what GitHub signed for it",
      { people: [known(2, trained())], backing: { requests: [asked(2)] } },
      "allow",
      [2],
    ],
    [
      "is not whom another bot names",
      { people: [known(2, trained())], backing: { requests: [asked(2, 7)] } },
      "withhold",
      [],
    ],
    [
      "is everybody whom it names",
      { people: [known(2, trained()), known(3)], backing: { assigned: [assigned(2, AGENT)], requests: [asked(3)] } },
      "withhold",
      [2, 3],
    ],
    [
      "stays so when they are unassigned",
      { people: [known(2)], backing: { assigned: [assigned(2, AGENT, false)] } },
      "withhold",
      [2],
    ],
    [
      "stays so when somebody else comes forward",
      { people: [known(2), known(3, trained())], backing: { assigned: [assigned(2, AGENT, false), assigned(3, 3)] } },
      "withhold",
      [2],
    ],
    [
      "is whoever assigns themselves, if it names nobody",
      { people: [known(3, trained())], backing: { assigned: [assigned(3, 3)] } },
      "allow",
      [3],
    ],
    [
      "is no longer who took that back",
      { people: [known(3, trained())], backing: { assigned: [assigned(3, 3, false)] } },
      "withhold",
      [],
    ],
    [
      "is not whom somebody else assigned",
      { people: [known(3, trained())], backing: { assigned: [assigned(3, 2)] } },
      "withhold",
      [],
    ],
    [
      "is not whom an account assigned that is gone",
      { people: [known(3, trained())], backing: { assigned: [assigned(3, null)] } },
      "withhold",
      [],
    ],
    [
      "is nobody from outside",
      { people: [known(2, { ...trained(), belongs: false })], backing: { assigned: [assigned(2, AGENT)] } },
      "withhold",
      [],
    ],
    [
      "is nobody who left, and then somebody else may come forward",
      {
        people: [known(2, { belongs: false }), known(3, trained())],
        backing: { assigned: [assigned(2, AGENT), assigned(3, 3)] },
      },
      "allow",
      [3],
    ],
    ["is no bot", { people: [known(4, { type: "Bot" })], backing: { assigned: [assigned(4, AGENT)] } }, "withhold", []],
    ["is nobody in a decision of before this was read", { people: [known(2, trained())] }, "withhold", []],
    [
      "need not be known where a person opened it, who answers",
      { people: [aPerson({ id: 1, ...trained() }), { ...agent, parts: [{ kind: "pusher" }] }], author: 1, backing: {} },
      "allow",
      [],
    ],
    [
      "is asked beside the person who opened it",
      {
        people: [aPerson({ id: 1, ...trained() }), { ...agent, parts: [{ kind: "pusher" }] }, known(2)],
        author: 1,
        backing: { requests: [asked(2)] },
      },
      "withhold",
      [2],
    ],
    [
      "is asked where it pushed to what another bot opened",
      {
        people: [
          { ...agent, parts: [{ kind: "pusher" }] },
          aPerson({ id: 9, type: "Bot", belongs: false, access: "none", person: null }),
        ],
        author: 9,
        backing: {},
        policy: pullRequestPolicy({
          bots: [
            { app: "agent", id: AGENT, sponsor: "requester" },
            { app: "updates", id: 9, sponsor: "none" },
          ],
        }),
      },
      "withhold",
      [],
    ],
  ])("%s", (_, given, outcome, sponsors) => {
    const decision = decided(given);

    expect(decision.outcome).toBe(outcome);
    expect(sponsorsOf(decision)).toEqual(sponsors);
  });

  it("is no machine that the policy lists", () => {
    const machines = [{ id: 2, owner: "platform", reason: "CI user", review_by: "2027-01-31" }];
    const policy = { ...listed("requester"), access: { ...aPolicy().access, machines } };

    expect(decided({ people: [known(2)], backing: { assigned: [assigned(2, AGENT)] }, policy }).outcome).toBe(
      "withhold",
    );
  });

  it("is asked for what the rules ask of whoever opens a pull request", () => {
    const require = [{ who: { opens: "pull_request" as const }, layers: ["developer"] }];
    const policy = { ...listed("requester"), require };

    expect(decided({ people: [known(2)], backing: { assigned: [assigned(2, AGENT)] }, policy }).outcome).toBe(
      "withhold",
    );
  });
});

describe("who approves what a bot wrote", () => {
  const expiring = trained("2025-11-15T12:00:00.000Z");

  it.each<
    [string, Partial<Case> & { approvedBy: readonly number[] }, "allow" | "flag" | "withhold", readonly number[]]
  >([
    ["has to be somebody", { approvedBy: [] }, "withhold", []],
    ["answers for it", { people: [known(2, trained())], approvedBy: [2] }, "allow", [2]],
    ["is asked for training", { people: [known(2)], approvedBy: [2] }, "withhold", [2]],
    ["is nobody else's burden", { people: [known(2), known(3, trained())], approvedBy: [2, 3] }, "allow", [3]],
    ["may be in grace", { people: [known(2, expiring), known(3)], approvedBy: [2, 3] }, "flag", [2]],
    [
      "is all the untrained ones while there is no other",
      { people: [known(2), known(3)], approvedBy: [2, 3] },
      "withhold",
      [2, 3],
    ],
    ["is no bot", { people: [known(4, { type: "Bot", ...trained() })], approvedBy: [4] }, "withhold", []],
    [
      "is nobody from outside",
      { people: [known(4, { belongs: false, ...trained() })], approvedBy: [4] },
      "withhold",
      [],
    ],
    ["is not the bot itself", { approvedBy: [AGENT] }, "withhold", []],
  ])("%s", (_, { approvedBy, ...given }, outcome, sponsors) => {
    const backing = { approvedBy: approvedBy.map(accountId) };
    const decision = decided({ ...given, backing, policy: listed("approver") });

    expect(decision.outcome).toBe(outcome);
    expect(sponsorsOf(decision)).toEqual(sponsors);
  });
});

describe("a sponsor in words", () => {
  const links = { course: (id: string) => `/courses/${id}`, decision: null, linkEmail: "https://github.com" };
  const told = (given: Case) => explainDecision(decided(given), links);

  it("is named with their part, and with what they need", () => {
    const { people, title } = told({ people: [known(2)], backing: { assigned: [assigned(2, AGENT)] } });

    expect(title).toBe("1 person still needs training");
    expect(people.map(({ login, parts, needs }) => [login, parts, needs])).toEqual([
      ["user2", ["sponsor"], "OWASP Top 10:2025"],
      ["Copilot", ["author"], "a bot: its sponsor answers for it"],
    ]);
  });

  it.each([
    ["requester", "Nobody answers for what a bot wrote", "assigns themselves"],
    ["approver", "What a bot wrote waits for an approval", "has to approve the newest commit"],
  ] as const)("is asked for where there is none (%s), with the next step", (sponsor, title, step) => {
    const explanation = told({ policy: listed(sponsor), backing: {} });

    expect(explanation.title).toBe(title);
    expect(explanation.findings[0]?.text).toContain(step);
    expect(explanation.lead).toContain("looks again by itself");
  });
});
