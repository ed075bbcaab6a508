import type { Clock } from "../../domain/clock.ts";
import type { OrgId } from "../../domain/ids.ts";
import type { OutsideStores } from "../../domain/stores/index.ts";
import type { Pack } from "../../evidence/pack.ts";
import type { Report } from "../../evidence/report.ts";
import type { PointAsked } from "../../evidence/reports/05-point-in-time.ts";
import type { SampleAsk } from "../../evidence/sample.ts";
import type { Curriculum } from "../../training/curriculum.ts";
import type { Mapping } from "../../training/mapping/mapping.ts";
import type { EntryPlace, PackAsker, Scope } from "./port.ts";
import type { AuditReading } from "./reading.ts";

/** All reports of one organisation, on one snapshot of its records. Closing it ends what is still being read. */
export interface OpenReports {
  readonly reports: readonly Report[];
  /** All that was observed of one person's access. */
  accessHistory(person: string): Pick<Report, "columns" | "rows">;
  close(): Promise<void>;
}

export interface AuditDeps {
  readonly stores: Pick<OutsideStores, "people" | "coverage" | "logTree">;
  readonly reading: AuditReading;
  /** `point`: of R-05, where it is not about the end of the period. */
  readonly openReports: (org: OrgId, point?: PointAsked) => Promise<OpenReports>;
  /** Null where the log has no checkpoint yet. Whoever stops reading it early closes what it holds open. */
  readonly openPack: (scope: Scope, by: PackAsker) => Promise<Pack | null>;
  /** The report is one of those that there are. */
  readonly openSample: (scope: Scope, drawn: SampleAsk & { readonly report: string }, by: PackAsker) => Pack;
  /** The entry's proof under the newest checkpoint of its epoch, as text; null where none covers it yet. */
  readonly prove: (place: EntryPlace) => Promise<string | null>;
  /** Of the key that signs a log of this origin, as verifiers take it. */
  readonly vkey: (origin: string) => string;
  readonly taught: { readonly mapping: Mapping; readonly curriculum: () => Curriculum };
  readonly clock: Clock;
}

/** Opens the reports, uses them, and closes them whatever comes of it. */
export async function onReports<T>(
  org: OrgId,
  { openReports }: { readonly openReports: (org: OrgId) => Promise<Pick<OpenReports, "reports" | "close">> },
  use: (reports: readonly Report[]) => Promise<T>,
): Promise<T> {
  const opened = await openReports(org);
  try {
    return await use(opened.reports);
  } finally {
    await opened.close();
  }
}
