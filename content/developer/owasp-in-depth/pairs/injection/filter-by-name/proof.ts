import assert from "node:assert/strict";

type Subject = typeof import("./fixed.ts");

/** Names a field that is a piece of SQL, and then a column that nobody offered. */
export async function prove(subject: Subject): Promise<void> {
  let sent = "";
  let bound: readonly unknown[] = [];
  const db = {
    query: async (text: string, values: readonly unknown[]) => {
      sent = text;
      bound = values;
      return [{ id: 1 }];
    },
  };

  const rows = await subject.findTickets(db, "acme", [
    { field: "priority", op: "gte", value: 2 },
  ]);
  assert.deepEqual(rows, [{ id: 1 }], "an ordinary filter returns its rows");
  assert.match(
    sent,
    /tenant_id = \$1 AND "?priority"? >= \$2/,
    "an ordinary filter is part of the query",
  );
  assert.deepEqual(bound, ["acme", 2], "tenant and value are bound");

  sent = "";
  const hostile = { field: 'id" > 0 OR "tenant_id', op: "gte", value: "" };
  await subject.findTickets(db, "acme", [hostile]).catch(() => undefined);
  assert.ok(
    !sent.includes(" OR "),
    `the name of a field became SQL, and the tenant no longer counts: ${sent}`,
  );

  sent = "";
  await subject
    .findTickets(db, "acme", [{ field: "internal_note", op: "gte", value: "m" }])
    .catch(() => undefined);
  assert.ok(
    !sent.includes("internal_note"),
    "a caller can search in a column that was not offered",
  );
}
