export interface AuditRecord {
  id: string;
  event: string;
  actor: string;
  subject: string;
}
export interface AuditStore {
  since(start: Date): Promise<AuditRecord[]>;
}
/** Wakes whoever is on call; repeats of a key within an hour are dropped. */
export type Page = (key: string, text: string) => Promise<void>;

/** Called every ten minutes; looks back further, for records that come late. */
export async function watchBankDetails(
  store: AuditStore,
  page: Page,
  now: Date,
): Promise<void> {
  const records = await store.since(new Date(now.getTime() - 30 * 60_000));
  for (const { id, event, actor, subject } of records) {
    if (event === "supplier.bank-changed")
      await page(id, `${actor} changed the bank details of ${subject}`);
  }
}
