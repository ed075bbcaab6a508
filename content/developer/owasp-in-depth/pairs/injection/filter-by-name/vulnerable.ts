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

export async function findTickets(
  db: Db,
  tenantId: string,
  filters: readonly Filter[],
) {
  const values: unknown[] = [tenantId];
  const conditions = filters.map(({ field, op, value }) => {
    values.push(value);
    return `"${field}" ${operators.get(op) ?? "="} $${values.length}`;
  });
  const where = ["tenant_id = $1", ...conditions].join(" AND ");
  return db.query(`SELECT id, subject FROM ticket WHERE ${where} ORDER BY id`, values);
}
