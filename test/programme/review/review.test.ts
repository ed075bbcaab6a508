import { describe, expect, it } from "vitest";
import { explainReview, Review, reviewOf } from "../../../src/policy/review.ts";
import { dueAt, opensAt, stateOf } from "../../../src/programme/review/cadence.ts";
import {
  effectivenessTally,
  exceptionTally,
  productTally,
  waiverTally,
} from "../../../src/programme/review/counted-items.ts";
import { policyItem } from "../../../src/programme/review/policy-item.ts";
import { digestOf, type ReviewDocument, signedDigest } from "../../../src/programme/review/review.ts";
import { curriculumItem, mappingItem } from "../../../src/programme/review/taught-items.ts";
import { shippedContent } from "../../support/shipped.ts";

const day = (text: string) => new Date(`${text}T00:00:00.000Z`);
const figuresOf = ({ figures }: { figures: readonly { what: string; value: string | number }[] }) =>
  Object.fromEntries(figures.map(({ what, value }) => [what, value]));

describe("the cadence of reviews", () => {
  const cadence = { every: 365, dueWithin: 30 };

  it("counts from the last opening, and at first from when the programme began", () => {
    expect(opensAt(null, day("2025-01-01"), cadence)).toEqual(day("2026-01-01"));
    expect(opensAt(day("2026-02-01"), day("2025-01-01"), cadence)).toEqual(day("2027-02-01"));
    expect(dueAt(day("2026-02-01"), cadence)).toEqual(day("2026-03-03"));
  });

  it.each([
    ["open", null, null, "2026-01-30"],
    ["overdue", null, null, "2026-01-31"],
    ["signed", "2026-02-05", null, "2026-03-01"],
    ["approved", "2026-02-05", "2026-02-06", "2026-03-01"],
  ])("is %s by what was signed until when", (state, signed, approved, now) => {
    const review = {
      dueAt: day("2026-01-31"),
      signedAt: signed === null ? null : day(signed),
      approvedAt: approved === null ? null : day(approved),
    };

    expect(stateOf(review, day(now))).toBe(state);
  });

  it("is a year and a month where no file says anything, and what a file says where one does", () => {
    const review = Review.parse({ every: "180d", owners: { waivers: "Security team" } });

    expect(reviewOf({})).toEqual({ every: 365, dueWithin: 30, owners: {} });
    expect(reviewOf({ review })).toEqual({ every: 180, dueWithin: 30, owners: { waivers: "Security team" } });
    expect(explainReview({ review } as never)[0]?.[0]).toContain("every 180 days");
    expect(Review.safeParse({ owners: { wavers: "a typo" } }).success).toBe(false);
  });
});

describe("what a review looks at", () => {
  it("the training policy is told line by line against the last signed review", () => {
    const version = (number: number, markdown: string) => ({ version: number, markdown, approvedAt: null });

    const item = policyItem(version(1, "a\n30 days"), version(3, "a\n60 days\nmore"));

    expect(figuresOf(item)).toMatchObject({ "Version now": 3, "Lines added since": 2, "Lines removed since": 1 });
    expect(item.notes).toEqual(["− 30 days", "+ 60 days", "+ more"]);
    expect(figuresOf(policyItem(null, null))).toMatchObject({ "Version now": "none", "It is": "not written yet" });
  });

  it("a long change is cut, and says so", () => {
    const markdown = Array.from({ length: 250 }, (_, line) => `line ${line}`).join("\n");

    const { notes } = policyItem(
      { version: 1, markdown: "", approvedAt: null },
      { version: 2, markdown, approvedAt: null },
    );

    expect(notes.at(-1)).toBe("and 151 more lines: read the changes of the policy");
  });

  it("what is shipped teaches all of the OWASP Top 10, and every clause rests on what is in force", async () => {
    const content = await shippedContent();

    expect(figuresOf(curriculumItem(content))).toMatchObject({
      "Categories of OWASP Top 10:2025 that are taught": "10 of 10",
      "Risks that no module in force meets": 0,
      "Risk list reviewed on": "never",
    });
    expect(figuresOf(mappingItem(content))["References to content that is not in force"]).toBe(0);
  });

  it("what is not in force any more is named", async () => {
    const { mapping } = await shippedContent();
    const nothing = { curriculum: { layers: [] }, mapping };

    expect(curriculumItem(nothing).notes.some((note) => note.startsWith("No module meets "))).toBe(true);
    expect(mappingItem(nothing).notes.some((note) => note.endsWith("is not in force"))).toBe(true);
  });

  it("reports are counted: waivers by state, exceptions by type, changes by what changed, first attempts by version", () => {
    const [waivers, exceptions, product] = [waiverTally(), exceptionTally(), productTally({ before: "1", now: "2" })];
    const effectiveness = effectivenessTally();
    for (const state of ["in-force", "over", "over"]) waivers.add({ kind: "waiver", state, uses: 2 });
    for (const state of ["open", "closed"]) exceptions.add({ type: "bypass", state });
    product.add({ setting: "enforcement.mode", old: "flag", new: "block" });
    product.add({ setting: "course c", old: null, new: "1.0.0" });
    effectiveness.add({ measure: "quiz", course: "c", version: "1", n: 10, first_attempt_pass: 80, suppressed: false });
    effectiveness.add({ measure: "quiz", course: "d", version: "1", n: null, suppressed: true });
    effectiveness.add({ measure: "simulation", delivered: 40, reported: 12, clicked: 3 });

    expect(figuresOf(waivers.item())).toMatchObject({ "Open or asked for": 1, "Decisions that they changed": 6 });
    expect(exceptions.item().notes).toEqual(["bypass: 1 open, 1 closed"]);
    expect(figuresOf(product.item())).toMatchObject({ "Changes of the policy in force": 1, "Version of the app": "2" });
    expect(product.item().notes[0]).toBe("course c: new → 1.0.0");
    expect(effectiveness.item().notes).toEqual(["c 1: 10 first attempts, 80% passed"]);
    expect(figuresOf(effectiveness.item())).toMatchObject({ "Of them reported": 12 });
  });
});

describe("what is signed", () => {
  const document: ReviewDocument = { number: 1, from: null, to: "2026-01-01T00:00:00.000Z", items: [] };

  it("is another thing as soon as the frozen list or a word about an item is another", () => {
    const said = [
      { item: "waivers", commentCommitment: "x" },
      { item: "mapping", commentCommitment: "y" },
    ];
    const digest = signedDigest(digestOf(document), said);

    expect(signedDigest(digestOf(document), said.toReversed())).toBe(digest);
    expect(signedDigest(digestOf({ ...document, number: 2 }), said)).not.toBe(digest);
    expect(signedDigest(digestOf(document), said.slice(1))).not.toBe(digest);
  });
});
