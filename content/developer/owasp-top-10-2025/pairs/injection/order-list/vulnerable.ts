export interface Db {
  query(text: string, values?: readonly unknown[]): Promise<readonly unknown[]>;
}

/** GET /orders?status=…&sort=… */
export function listOrders(db: Db, customerId: number, status: string, sort: string) {
  return db.query(
    `SELECT id, total FROM orders
     WHERE customer_id = ${customerId} AND status = '${status}' ORDER BY ${sort}`,
  );
}
