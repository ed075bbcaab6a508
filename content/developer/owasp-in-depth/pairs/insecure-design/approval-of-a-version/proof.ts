import assert from "node:assert/strict";

type Subject = typeof import("./fixed.ts");

/** Changes a payout after its approval, and lets an editor approve their own change. */
export async function prove(subject: Subject): Promise<void> {
  const sent: string[] = [];
  const bank = {
    transfer: (iban: string, cents: number) => void sent.push(`${cents} to ${iban}`),
  };
  const quietly = (step: () => void) => {
    try {
      step();
    } catch {
      // A refusal is what the proof looks for; what left the bank tells.
    }
  };

  const payouts = new subject.Payouts();
  const draft = payouts.save("p1", "ann", "DE-supplier", 900);
  assert.throws(() => payouts.pay("p1", bank), "nothing is paid before its approval");
  assert.throws(() => payouts.approve("p1", draft, "ann"), "the author cannot approve");
  payouts.approve("p1", payouts.save("p1", "ann", "DE-supplier", 950), "ben");
  payouts.pay("p1", bank);
  assert.deepEqual(sent, ["950 to DE-supplier"], "an approved payout is paid");

  payouts.approve("p2", payouts.save("p2", "ann", "DE-supplier", 900), "ben");
  payouts.save("p2", "ann", "DE-ann", 90_000);
  quietly(() => payouts.pay("p2", bank));
  assert.ok(
    !sent.includes("90000 to DE-ann"),
    "the account and the amount were changed after the approval",
  );

  payouts.save("p3", "ann", "DE-supplier", 900);
  const changed = payouts.save("p3", "cem", "DE-cem", 900);
  quietly(() => payouts.approve("p3", changed, "cem"));
  quietly(() => payouts.pay("p3", bank));
  assert.ok(
    !sent.includes("900 to DE-cem"),
    "the person who changed the account approved the change",
  );
}
