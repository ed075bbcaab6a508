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
  const [product] = await db.query("SELECT cents FROM product WHERE sku = $1", [
    order.sku,
  ]);
  const { quantity } = order;
  const fits = Number.isInteger(quantity) && quantity >= 1 && quantity <= 20;
  if (!product || !fits) throw new Error("this cannot be ordered");
  const total = product.cents * quantity;
  if (total !== order.totalCents) throw new Error("the price has changed");

  const paid = await db.query(
    `UPDATE gift_card SET cents = cents - $1
      WHERE id = $2 AND owner_id = $3 AND cents >= $1 RETURNING cents`,
    [total, order.cardId, userId],
  );
  if (paid.length !== 1) throw new Error("this card cannot pay for the order");
}
