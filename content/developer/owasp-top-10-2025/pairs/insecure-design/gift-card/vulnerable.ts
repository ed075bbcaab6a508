export type Order = {
  cardId: string;
  sku: string;
  quantity: number;
  totalCents: number;
};
export type Db = {
  query(text: string, values: readonly unknown[]): Promise<{ cents: number }[]>;
};

export async function pay(db: Db, userId: string, order: Order): Promise<void> {
  const [card] = await db.query(
    "SELECT cents FROM gift_card WHERE id = $1 AND owner_id = $2",
    [order.cardId, userId],
  );
  if (!card || card.cents < order.totalCents) throw new Error("balance too low");
  const left = card.cents - order.totalCents;
  await db.query("UPDATE gift_card SET cents = $1 WHERE id = $2", [left, order.cardId]);
}
