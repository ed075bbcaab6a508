export interface Db {
  query(text: string, values?: readonly unknown[]): Promise<readonly unknown[]>;
}

const columns = new Map([
  ["date", "created_at"],
  ["total", "total"],
]);

/** GET /orders?status=…&sort=… */
export function listOrders(db: Db, customerId: number, status: string, sort: string) {
  const column = columns.get(sort) ?? "created_at";
  return db.query(
    `SELECT id, total FROM orders
     WHERE customer_id = $1 AND status = $2 ORDER BY ${column}`,
    [customerId, status],
  );
}
