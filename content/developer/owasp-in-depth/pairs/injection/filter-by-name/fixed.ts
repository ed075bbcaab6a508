export interface Filter {
  field: string;
  op: string;
  value: string | number;
}

export interface Db {
  query(text: string, values: readonly unknown[]): Promise<readonly unknown[]>;
}

const operators = new Map([
  ["eq", "="],
  ["gte", ">="],
  ["lte", "<="],
]);
const columns = new Map([
  ["priority", "priority"],
  ["subject", "subject"],
  ["opened", "opened_at"],
]);

export async function findTickets(
  db: Db,
  tenantId: string,
  filters: readonly Filter[],
) {
  const values: unknown[] = [tenantId];
  const conditions = filters.map(({ field, op, value }) => {
    const column = columns.get(field);
    const operator = operators.get(op);
    if (!column || !operator) throw new RangeError("unknown filter");
    values.push(value);
    return `${column} ${operator} $${values.length}`;
  });
  const where = ["tenant_id = $1", ...conditions].join(" AND ");
  return db.query(`SELECT id, subject FROM ticket WHERE ${where} ORDER BY id`, values);
}
