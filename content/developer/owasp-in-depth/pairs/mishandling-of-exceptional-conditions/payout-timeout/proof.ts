import assert from "node:assert/strict";
import type { Pay, Seller } from "./fixed.ts";

type Subject = typeof import("./fixed.ts");

const newSeller = (): Seller => ({ account: "acct-9", cents: 10_000, payouts: [] });

/** The provider pays, its answer gets lost, and the seller asks again. */
export async function prove(subject: Subject): Promise<void> {
  const happy = newSeller();
  assert.equal(await subject.payOut(happy, 4_000, async () => {}), "paid");
  assert.equal(happy.cents, 6_000);
  await assert.rejects(
    subject.payOut(happy, 6_001, async () => {}),
    RangeError,
  );
  const decline: Pay = async () => {
    throw new subject.Declined("account closed");
  };
  assert.equal(await subject.payOut(happy, 6_000, decline), "failed");
  assert.equal(happy.cents, 6_000, "a declined payout goes back to the balance");

  let paid = 0;
  const answerLost: Pay = async (_reference, _account, cents) => {
    paid += cents;
    throw new DOMException("The operation was aborted due to timeout", "TimeoutError");
  };
  const seller = newSeller();
  await subject.payOut(seller, 10_000, answerLost);
  await subject
    .payOut(seller, 10_000, answerLost)
    .catch((error) => assert.ok(error instanceof RangeError));
  assert.equal(paid, 10_000, "the same balance was paid out twice after a time-out");
}
