import { randomUUID } from "node:crypto";
import { openSnapshot } from "../db/evidence/snapshot.ts";
import { createStores } from "../db/stores.ts";
import type { Clock } from "../domain/clock.ts";
import { GateError } from "../domain/errors.ts";
import type { PersonId } from "../domain/ids.ts";
import type { Installation } from "../domain/installation.ts";
import type { OutsideStores } from "../domain/stores/index.ts";
import { accessHistoryOf } from "../evidence/access/person-history.ts";
import { type ExportParts, exportPack } from "../evidence/export-pack.ts";
import type { ExportHead, LogState } from "../evidence/manifest.ts";
import type { Pack } from "../evidence/pack.ts";
import { listReports } from "../evidence/registry.ts";
import type { Period, Report } from "../evidence/report.ts";
import type { PointAsked } from "../evidence/reports/05-point-in-time.ts";
import type { Sources } from "../evidence/sources.ts";
import type { Files } from "../files.ts";
import type { SigningKeys } from "../pipeline/log/deps.ts";
import { besideReports, logStateIn } from "./evidence-log.ts";
import { makeSample, type SampleAsked } from "./evidence-sample.ts";
import { sourcesOn } from "./evidence-sources.ts";
import type { Storage } from "./storage.ts";

class UnknownReportError extends GateError {
  override readonly name = "UnknownReportError";
  override readonly remedy = "operator";

  constructor(unknown: readonly string[], all: readonly Report[]) {
    const known = all.map(({ id }) => id).join(", ");
    super("There is no such report", { reports: unknown.join(", "), remedy: `There are ${known}` });
  }
}

export interface ReadingParts {
  readonly storage: Storage;
  readonly clock: Clock;
  readonly files: Pick<Files, "content" | "mapping">;
  readonly keys: SigningKeys;
  readonly instance: string;
  readonly version: string;
}

/** All reports of one organisation as of one instant. Holds a connection until it is closed, and writes nothing. */
export interface EvidenceReading {
  readonly reports: readonly Report[];
  /** All that was observed of one person's access. */
  accessHistory(person: string): Pick<Report, "columns" | "rows">;
  /** A whole export, once. */
  pack(asked: PackAsked): Promise<PackMade>;
  /** A sample of one report with its proofs, once. */
  sample(asked: SampleAsked): Promise<PackMade>;
  close(): Promise<void>;
}

export interface PackAsked extends Pick<ExportParts, "tell"> {
  readonly period: Period;
  /** None: all of them. */
  readonly reports: readonly string[];
  readonly by: { readonly person: PersonId; readonly login: string } | null;
  /** When the last file was read, with the text of `SHA256SUMS`. */
  readonly finish?: (made: Omit<PackMade, "files">, sums: string) => Promise<void>;
}

export interface PackMade {
  readonly head: ExportHead;
  readonly reports: readonly Pick<Report, "id">[];
  readonly files: Pack;
}

/**
 * The log is read up to the newest state that was signed; before the first one, as it is. `point`: of R-05, where it is
 * not about the end of the period.
 */
export async function readEvidence(
  installation: Installation,
  parts: ReadingParts,
  point?: PointAsked,
): Promise<EvidenceReading> {
  const { storage, clock, files, keys } = parts;
  const { tx, close } = await openSnapshot(storage.db);
  try {
    const stores: OutsideStores = createStores(tx);
    const asOf = clock();
    const log = await logStateIn(stores, keys);
    const reach = log ?? { epoch: 1, size: await stores.log.size(1) };
    const sources = await sourcesOn(tx, { installation, log: reach, files, asOf });
    const reports = listReports(sources, point);
    const beside = () => besideReports({ tx, stores }, parts);
    const read = { installation, reports, sources, log, beside };
    return {
      reports,
      accessHistory: (person) => accessHistoryOf(sources, person),
      pack: (asked) => makePack(asked, read, parts),
      async sample(asked) {
        const [report] = chosen([asked.report], reports) as [Report];
        return makeSample(asked, { report, head: await headOf(asked, read, parts), tx, stores }, parts);
      },
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

interface Read {
  readonly installation: Installation;
  readonly reports: readonly Report[];
  readonly sources: Sources;
  readonly log: LogState | null;
  readonly beside: () => Pack;
}

async function makePack(asked: PackAsked, read: Read, parts: ReadingParts): Promise<PackMade> {
  const { tell, finish } = asked;
  const reports = chosen(asked.reports, read.reports);
  const head = await headOf(asked, read, parts);
  const files = exportPack({
    head,
    reports,
    others: [read.beside()],
    now: parts.clock,
    ...(tell && { tell }),
    ...(finish && { finish: (sums: string) => finish({ head, reports }, sums) }),
  });
  return { head, reports, files };
}

function chosen(ids: readonly string[], all: readonly Report[]): readonly Report[] {
  const unknown = ids.filter((id) => all.every((report) => report.id !== id));
  if (unknown.length > 0) throw new UnknownReportError(unknown, all);
  return ids.length === 0 ? all : all.filter(({ id }) => ids.includes(id));
}

async function headOf(
  { period, by }: Pick<PackAsked, "period" | "by">,
  { installation, sources, log }: Read,
  { instance, version }: ReadingParts,
): Promise<ExportHead> {
  return {
    exportId: randomUUID(),
    priorExportId: await priorExport(sources),
    organisation: { id: installation.orgId, login: installation.orgLogin },
    instance,
    app: { version, commit: null },
    period,
    asOf: sources.asOf,
    by: by && { personKey: by.person, login: by.login },
    log,
  };
}

async function priorExport({ entries }: Sources): Promise<string | null> {
  let last: string | null = null;
  for await (const { entry } of entries.of(["export.created"])) last = entry.export_id;
  return last;
}
