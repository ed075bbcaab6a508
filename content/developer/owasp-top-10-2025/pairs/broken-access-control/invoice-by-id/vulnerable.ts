export interface Invoice {
  readonly id: string;
  readonly customerId: string;
  readonly total: number;
}
export interface Invoices {
  findFirst(query: { where: Partial<Invoice> }): Promise<Invoice | null>;
}
export type Session = { readonly customerId: string } | undefined;

/** GET /invoices/:id */
export async function getInvoice(session: Session, invoices: Invoices, id: string) {
  if (!session) return { status: 401 };
  const invoice = await invoices.findFirst({ where: { id } });
  return invoice ? { status: 200, body: invoice } : { status: 404 };
}
