import { openSnapshot } from "../../src/db/evidence/snapshot.ts";
import { createStoredSources, type StoredSources } from "../../src/db/evidence/sources.ts";
import { orgId } from "../../src/domain/ids.ts";
import type { Period, Reconciliation, Report, Row } from "../../src/evidence/report.ts";
import type { Flow } from "./flow.ts";

export const ALL_TIME: Period = { from: new Date(0), to: new Date(Date.UTC(2100, 0, 1)) };

/** What a report says now of `acme`: its rows, and what it adds up to. */
export async function reportOn(
  { database: { db }, github }: Pick<Flow, "database" | "github">,
  make: (sources: StoredSources) => Report,
  period: Period = ALL_TIME,
): Promise<{ readonly rows: readonly Row[]; readonly reconciliations: readonly Reconciliation[] }> {
  const [acme] = [...github.state.organizations.values()].filter(({ login }) => login === "acme");
  const snapshot = await openSnapshot(db);
  try {
    const size = await snapshot.tx.logEntry.count();
    const report = make(createStoredSources(snapshot.tx, { org: orgId(acme?.id ?? 0), epoch: 1, size }));
    const rows: Row[] = [];
    for await (const row of report.rows(period)) rows.push(row);
    return { rows, reconciliations: await report.reconcile(period) };
  } finally {
    await snapshot.close();
  }
}
