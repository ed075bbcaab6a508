import { describe, expect, it } from "vitest";
import { accountId } from "../../src/domain/ids.ts";
import { decide } from "../../src/gate/decide.ts";
import { explainDecision } from "../../src/gate/explain.ts";
import type { Facts, PersonFacts, WaiverFact } from "../../src/gate/facts.ts";
import { conclusionOf } from "../../src/gate/plan.ts";
import { checkText } from "../../src/gate/summary.ts";
import { aPerson, aPolicy, aScope, COURSE, NOW, someFacts, trained } from "../support/facts.ts";

const decided = (person: Partial<PersonFacts>, change: Partial<Facts> = {}, scope = aScope()) =>
  decide(someFacts({ people: [aPerson(person)], ...change }), aPolicy(), { scope, policyDigest: "d".repeat(64) });
const links = { course: (id: string) => `/courses/${id}`, decision: "/decisions/1", linkEmail: "/emails" };
const shown = { runId: null, conclusion: null, shownSha256: null, rerun: false };

const TOMORROW = "2026-11-24T00:00:00.000Z";
const waived = (change: Partial<WaiverFact> = {}): Pick<PersonFacts, "waivers"> => ({
  waivers: [{ waiver: "w-1", layer: "developer", from: "2026-11-20T00:00:00.000Z", until: TOMORROW, ...change }],
});

describe("a waiver", () => {
  it.each([
    ["in force", waived(), "allow"],
    ["of another layer", waived({ layer: "admin" }), "withhold"],
    ["over since this very instant", waived({ until: NOW }), "withhold"],
    ["that begins this very instant", waived({ from: NOW }), "allow"],
    ["still to come", waived({ from: TOMORROW, until: "2026-12-01T00:00:00.000Z" }), "withhold"],
  ])("%s decides %j", (_, waivers, outcome) => {
    expect(decided(waivers).outcome).toBe(outcome);
  });

  it("is what the decision rests on, by its id and end, and the decision changes with that end", () => {
    const decision = decided(waived());

    expect(decision.people[0]?.layers).toMatchObject([
      { layer: "developer", standing: { state: "met" }, waived: { waiver: "w-1", until: TOMORROW } },
    ]);
    expect(decision.changesAt).toBe(TOMORROW);
  });

  it("is not what a decision rests on for somebody who is trained", () => {
    const [verdict] = decided({ ...trained(), ...waived() }).people;

    expect(verdict?.layers[0]).not.toHaveProperty("waived");
  });

  it("that lasts longest is named, and its end is a change though another begins there", () => {
    const first = waived({ waiver: "w-1", until: TOMORROW }).waivers ?? [];
    const second = waived({ waiver: "w-2", from: TOMORROW, until: "2026-12-01T00:00:00.000Z" }).waivers ?? [];
    const short = waived({ waiver: "w-0", until: "2026-11-23T13:00:00.000Z" }).waivers ?? [];

    const decision = decided({ waivers: [...short, ...second, ...first] });

    expect(decision.people[0]?.layers[0]?.waived?.waiver).toBe("w-1");
    expect(decision.changesAt).toBe(TOMORROW);
  });

  it("that is still to come is a time at which the decision changes", () => {
    expect(decided(waived({ from: TOMORROW, until: "2026-12-01T00:00:00.000Z" })).changesAt).toBe(TOMORROW);
  });

  it("is told by its last whole day, beside whose it is", () => {
    const decision = decided(waived());

    const { people } = explainDecision(decision, links);

    expect(people[0]).toMatchObject({ needs: "nothing: developer is waived until 23 November 2026", next: null });
  });
});

describe("break-glass", () => {
  const breakGlass = { ids: ["b-1"], until: TOMORROW };

  it.each([
    ["somebody misses training", {}, "withhold"],
    ["a source did not answer", { missing: ["commits"] }, "undecided"],
  ])("lets through where %s, and says what would be without it", (_, change, insteadOf) => {
    const decision = decided({}, { breakGlass, ...change });

    expect(decision).toMatchObject({ outcome: "allow", breakGlass: { ids: ["b-1"], until: TOMORROW, insteadOf } });
    expect(decision.people).toMatchObject([{ outcome: "withhold" }]);
    expect(conclusionOf(decision, shown)).toBe("success");
    expect(decision.changesAt).toBe(TOMORROW);
  });

  it.each([
    ["training is there", trained(), {}, aScope()],
    ["its time is over", {}, { breakGlass: { ...breakGlass, until: NOW } }, aScope()],
    ["the repository is outside of the boundary", {}, {}, aScope("observe", { inBoundary: false })],
  ])("is not what a decision rests on where %s", (_, person, change, scope) => {
    expect(decided(person, { breakGlass, ...change }, scope)).not.toHaveProperty("breakGlass");
  });

  it("is said in plain words, with its end and what is still missing", () => {
    const decision = decided({}, { breakGlass });

    const { title, summary } = checkText(explainDecision(decision, links), decision, links);

    expect(title).toBe("Allowed by break-glass, to be reviewed");
    expect(summary).toContain("| @user1 (author) | OWASP Top 10:2025 |");
    expect(summary).toContain("let this commit through until 24 November 2026, 00:00 UTC");
    expect(summary).not.toContain("Training is current");
  });
});

describe("a completion that was imported", () => {
  const completion = { course: COURSE, version: "1.0.0" };
  const done = (completedAt: string, method?: "import") => ({
    ...completion,
    completedAt,
    attestedAt: "2026-11-01T00:00:00.000Z",
    ...(method && { method }),
  });

  it("counts like any other once it is signed, and the decision says where it comes from", () => {
    const decision = decided({ completions: [done("2026-06-01T00:00:00.000Z", "import")] });

    expect(decision.outcome).toBe("allow");
    expect(decision.people[0]?.layers[0]?.imported).toEqual([COURSE]);
    expect(explainDecision(decision, links).people[0]?.detail).toEqual([
      "developer: current until 1 June 2027, imported from another learning system: OWASP Top 10:2025",
    ]);
  });

  it("counts for nothing before it is signed", () => {
    const completions = [{ ...done("2026-06-01T00:00:00.000Z", "import"), attestedAt: null }];

    expect(decided({ completions }).people[0]?.layers[0]?.standing).toMatchObject({
      state: "missing",
      missing: [{ why: "not-attested" }],
    });
  });

  it("is not named where a younger one of our own holds", () => {
    const completions = [done("2026-06-01T00:00:00.000Z", "import"), done("2026-09-01T00:00:00.000Z")];

    expect(decided({ account: accountId(1), completions }).people[0]?.layers[0]).not.toHaveProperty("imported");
  });
});
