import { randomUUID } from "node:crypto";

export type Outcome = "paid" | "failed" | "unknown";
export interface Seller {
  account: string;
  cents: number;
  payouts: { reference: string; cents: number; outcome: Outcome }[];
}
/** The provider has refused: no money moves. */
export class Declined extends Error {}
export type Pay = (reference: string, account: string, cents: number) => Promise<void>;

export async function payOut(
  seller: Seller,
  cents: number,
  pay: Pay,
): Promise<Outcome> {
  if (!(cents > 0 && cents <= seller.cents))
    throw new RangeError("the balance does not cover this");
  const payout = { reference: randomUUID(), cents, outcome: "unknown" as Outcome };
  seller.payouts.push(payout);
  seller.cents -= cents;
  try {
    await pay(payout.reference, seller.account, cents);
    payout.outcome = "paid";
  } catch (error) {
    // No answer is no refusal: the payout stays unknown until a job has asked for its reference.
    if (error instanceof Declined) {
      payout.outcome = "failed";
      seller.cents += cents;
    }
  }
  return payout.outcome;
}
