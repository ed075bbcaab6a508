import assert from "node:assert/strict";
import type { Invoice } from "./fixed.ts";

type Subject = typeof import("./fixed.ts");

/** Ben asks for an invoice of Ana's, whose id he has seen in a screenshot. */
export async function prove(subject: Subject): Promise<void> {
  const rows: Invoice[] = [
    { id: "inv-ana", customerId: "ana", total: 120 },
    { id: "inv-ben", customerId: "ben", total: 80 },
  ];
  const invoices = {
    // As in Prisma, a condition whose value is undefined does not count.
    findFirst: async ({ where: { id, customerId } }: { where: Partial<Invoice> }) =>
      rows.find(
        (row) =>
          (id === undefined || row.id === id) &&
          (customerId === undefined || row.customerId === customerId),
      ) ?? null,
  };
  const get = (customerId: string, id: string) =>
    subject.getInvoice({ customerId }, invoices, id);

  const own = await get("ana", "inv-ana");
  assert.equal(own.status, 200, "Ana was refused her own invoice");
  assert.equal(own.body?.total, 120, "Ana got another invoice than her own");
  const missing = await get("ana", "inv-none");
  assert.equal(missing.status, 404, "a missing invoice was found");
  const signedOut = await subject.getInvoice(undefined, invoices, "inv-ana");
  assert.equal(signedOut.status, 401, "somebody without a session was let in");

  const foreign = await get("ben", "inv-ana");
  assert.equal(foreign.body, undefined, "Ben read an invoice of Ana's");
  assert.equal(foreign.status, 404, "Ben can tell which invoices exist");
}
