import assert from "node:assert/strict";
import type { AuditRecord } from "./fixed.ts";

type Subject = typeof import("./fixed.ts");

const now = new Date("2026-03-02T03:00:00Z");
const heartbeat = {
  id: "r-1",
  event: "audit.heartbeat",
  actor: "supplier-service",
  subject: "",
};
const change = {
  id: "r-2",
  event: "supplier.bank-changed",
  actor: "user-7",
  subject: "supplier-42",
};

async function pagesFor(subject: Subject, records: AuditRecord[]): Promise<string[]> {
  const pages: string[] = [];
  const store = { since: async () => records };
  await subject.watchBankDetails(
    store,
    async (key, text) => void pages.push(`${key}: ${text}`),
    now,
  );
  return pages;
}

/** The shipper has died, so nothing reaches the store, and somebody changes bank details. */
export async function prove(subject: Subject): Promise<void> {
  assert.deepEqual(
    await pagesFor(subject, [heartbeat]),
    [],
    "a quiet night wakes nobody",
  );
  assert.deepEqual(await pagesFor(subject, [heartbeat, change]), [
    "r-2: user-7 changed the bank details of supplier-42",
  ]);

  const pages = await pagesFor(subject, []);
  assert.equal(
    pages.length,
    1,
    "the audit store received nothing for half an hour, and nobody was told",
  );
}
