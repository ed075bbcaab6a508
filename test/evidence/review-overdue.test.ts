import { expect, it } from "vitest";
import { reviewExceptions } from "../../src/evidence/exceptions/reviews.ts";
import { allOf, type SomeEntry, someSources } from "./some-sources.ts";

const PERIOD = { from: new Date("2026-01-01"), to: new Date("2026-02-01") };
const instant = (day: string) => `2026-${day}T00:00:00.000Z`;
const review = { review_id: "r", number: 1 };
const opened: SomeEntry = { type: "review.opened", ...review, due_at: instant("01-15"), occurred_at: instant("01-01") };
const signed = (day: string): SomeEntry => ({ type: "review.signed", ...review, occurred_at: instant(day) });

it.each([
  ["signed in time", [opened, signed("01-14")], "01-20", []],
  ["not due yet", [opened], "01-14", []],
  ["due and not signed", [opened], "01-16", [{ opened: instant("01-15"), closed: null }]],
  ["signed late", [opened, signed("01-18")], "01-20", [{ opened: instant("01-15"), closed: instant("01-18") }]],
] as const)("a review that is %s", async (_, entries, asOf, expected) => {
  const kind = reviewExceptions(someSources({ entries, asOf: new Date(instant(asOf)) }));

  const found = await allOf(kind.find(PERIOD));

  expect(found).toMatchObject(expected);
  expect(found).toHaveLength(expected.length);
  expect((await kind.reconcile(PERIOD)).map(({ residual }) => residual)).toEqual([0]);
});
