import { z } from "zod";
import type { Policy } from "./policy.ts";
import type { Said } from "./said.ts";
import { days, line } from "./values.ts";

/** What is looked at in a review of the programme, each item with a word of its own. */
const owner = (item: string) => line(100).optional().describe(`Who answers for it: ${item}.`);
const Owners = z.strictObject({
  "policy-document": owner("the training policy and its changes"),
  curriculum: owner("the curriculum, the OWASP release and the risk list"),
  product: owner("changes to the product and its rules"),
  mapping: owner("the control mapping"),
  waivers: owner("waivers, open and used"),
  exceptions: owner("exceptions"),
  effectiveness: owner("effectiveness"),
});

/** How often the programme is looked at as a whole. */
export const Review = z.strictObject({
  every: days(30, 730).optional().describe("How long from the opening of one review to the next."),
  due_within: days(1, 180).optional().describe("How long after its opening a review is to be signed."),
  owners: Owners.optional().describe("Who answers for which item of the list: a person or a team, in words."),
});
export type Review = Readonly<z.output<typeof Review>>;

export interface ReviewInForce {
  readonly every: number;
  readonly dueWithin: number;
  readonly owners: Readonly<Partial<Record<keyof z.output<typeof Owners>, string | undefined>>>;
}

/** Where no file says anything: once a year, as the texts that auditors go by ask, and a month to do it in. */
export function reviewOf({ review = {} }: Pick<Policy, "review">): ReviewInForce {
  const { every = 365, due_within = 30, owners = {} } = review;
  return { every, dueWithin: due_within, owners };
}

export function explainReview(policy: Policy): readonly Said[] {
  const { every, dueWithin } = reviewOf(policy);
  return [
    [
      `A review of the programme opens every ${every} days and is to be signed within ${dueWithin} days; one administrator signs it and another approves it. A late one is an exception.`,
      "review.every",
      "review.due_within",
    ],
  ];
}
