import assert from "node:assert/strict";

type Subject = typeof import("./fixed.ts");

/** Ann's card with 50 euros, behind the three statements that a database would run. */
function shop() {
  const card = { id: "card-1", owner: "ann", cents: 5_000 };
  const query = async (text: string, values: readonly unknown[]) => {
    await null; // an answer takes its time
    if (text.includes("FROM product"))
      return values[0] === "book" ? [{ cents: 2_000 }] : [];
    if (
      !values.includes(card.id) ||
      (text.includes("owner_id") && !values.includes(card.owner))
    )
      return [];
    if (text.startsWith("SELECT")) return [{ cents: card.cents }];
    const [first] = values;
    assert.ok(typeof first === "number");
    if (text.includes("cents >= $1") && !(card.cents >= first)) return [];
    card.cents = text.includes("cents - $1") ? card.cents - first : first;
    return [{ cents: card.cents }];
  };
  return { card, db: { query } };
}

/** Pays twice at once, then names a price that nobody offered. */
export async function prove(subject: Subject): Promise<void> {
  const twoBooks = { cardId: "card-1", sku: "book", quantity: 2, totalCents: 4_000 };
  const usual = shop();
  await subject.pay(usual.db, "ann", twoBooks);
  assert.equal(usual.card.cents, 1_000, "an order is not paid from the card");
  await assert.rejects(
    subject.pay(usual.db, "ann", twoBooks),
    "a card pays more than it holds",
  );
  await assert.rejects(
    subject.pay(shop().db, "ben", twoBooks),
    "a stranger pays with Ann's card",
  );

  const twice = shop();
  const both = await Promise.allSettled(
    [1, 2].map(() => subject.pay(twice.db, "ann", twoBooks)),
  );
  const paid = both.filter((one) => one.status === "fulfilled").length;
  assert.equal(paid, 1, "two orders at once were paid with the same money");
  assert.equal(
    twice.card.cents,
    1_000,
    "the card does not hold what is left after one order",
  );

  for (const edited of [
    { totalCents: 1 },
    { totalCents: -9_000 },
    { quantity: -2, totalCents: -4_000 },
  ]) {
    const { card, db } = shop();
    await subject.pay(db, "ann", { ...twoBooks, ...edited }).catch(() => undefined);
    assert.equal(card.cents, 5_000, "the request chose its own price");
  }
}
