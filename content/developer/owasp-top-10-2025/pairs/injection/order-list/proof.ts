import assert from "node:assert/strict";

type Subject = typeof import("./fixed.ts");

/** A caller puts SQL into the status, and then into the sort. */
export async function prove(subject: Subject): Promise<void> {
  let sent = "";
  let bound: readonly unknown[] = [];
  const db = {
    query: async (text: string, values: readonly unknown[] = []) => {
      sent = shape(text);
      bound = values;
      return [{ id: 1, total: 40 }];
    },
  };
  const ours = (column: string) =>
    `SELECT id, total FROM orders` +
    ` WHERE customer_id = ? AND status = ? ORDER BY ${column}`;

  const rows = await subject.listOrders(db, 7, "open", "total");
  assert.deepEqual(rows, [{ id: 1, total: 40 }], "the orders are returned");
  assert.equal(sent, ours("total"), "the orders are sorted by total");

  await subject.listOrders(db, 7, "' OR ''='", "total");
  assert.equal(sent, ours("total"), "the status became SQL, and opens all orders");
  assert.deepEqual(bound, [7, "' OR ''='"], "customer and status travel as values");

  await subject.listOrders(db, 7, "open", "(SELECT password FROM customers LIMIT 1)");
  assert.equal(sent, ours("created_at"), "the sort became SQL");
}

/** What of a statement is SQL: its values are left out. */
function shape(text: string): string {
  return text.replace(/'(?:[^']|'')*'|\$\d+|\b\d+\b/g, "?").replace(/\s+/g, " ");
}
