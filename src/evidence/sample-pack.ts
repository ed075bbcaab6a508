import type { Clock } from "../domain/clock.ts";
import { SUMS_FILE } from "./export-pack.ts";
import { type DisclosedIdentity, identitiesPack } from "./identities.ts";
import { type ExportHead, MANIFEST_FILE, manifestOf, manifestText, type ReportMade } from "./manifest.ts";
import type { Pack, PackFile } from "./pack.ts";
import type { Report, Row } from "./report.ts";
import { csvFile, fileStem, jsonlFile, type RowCount } from "./report-files.ts";
import { type ChosenRow, drawSample, SAMPLE_METHOD, type Sample, type SampleAsk } from "./sample.ts";
import { sampleReport } from "./sample-report.ts";
import { subjectsIn } from "./subjects.ts";
import { type FileSum, sumOf, sumsText } from "./sums.ts";
import { textFile } from "./text-file.ts";

export interface EntryPlace {
  readonly epoch: number;
  readonly seq: number;
}

/** The exact bytes of an entry, and a `tlog-proof` of it; null for the proof where no checkpoint covers it. */
export interface ProvedEntry {
  readonly body: string;
  readonly proof: string | null;
}

/** A row that was drawn, with the files that prove it. */
export interface SampledRow extends ChosenRow {
  readonly entry: { readonly place: EntryPlace; readonly file: string; readonly proof: string | null } | null;
}

/** What the page of a pack shows. Paths are below the pack's folder. */
export interface SampleIndex {
  readonly head: ExportHead;
  readonly report: Report;
  readonly sample: Sample;
  readonly population: string;
  readonly rows: readonly SampledRow[];
  readonly people: readonly DisclosedIdentity[];
}

export interface SampleParts {
  readonly head: ExportHead;
  readonly report: Report;
  readonly ask: SampleAsk;
  readonly entry: (place: EntryPlace) => Promise<ProvedEntry | null>;
  readonly identities: (subjects: readonly string[]) => Promise<readonly DisclosedIdentity[]>;
  /** The page that leads through it, as HTML that needs no server and no script. */
  readonly index: (view: SampleIndex) => string;
  readonly now: Clock;
  readonly finish?: (sums: string) => Promise<void>;
}

export const INDEX_FILE = "index.html";

/**
 * What an auditor tests: the rows that were drawn, the entry of the log under each with its proof, who its people are, and
 * the whole population to draw again from. It verifies without the rest of the log.
 */
export async function* samplePack(parts: SampleParts): Pack {
  const { head, report, ask, now, index, finish } = parts;
  const sample = await drawSample(report, head.period, ask);
  const sums: FileSum[] = [];
  const made: ReportMade[] = [];

  const population = yield* populationFile(report, head, sums);
  made.push(population);
  made.push(yield* drawnFiles(sampleReport(report, sample), head, sums));
  const { rows, subjects } = yield* entryFiles(sample, parts, sums);
  const people = await parts.identities(subjects);
  yield* keep(identitiesPack(iterate(people)), sums);
  if (head.log) {
    yield* keep(filesOf({ checkpoint: head.log.checkpoint, "log.vkey": `${head.log.vkey}\n` }), sums);
  }
  const view = { head, report, sample, population: population.files[0]?.path ?? "", rows, people };
  yield* keep(filesOf({ [INDEX_FILE]: index(view) }), sums);
  yield* keep(filesOf({ [MANIFEST_FILE]: manifestText(describe(head, { made, sums, sample, report }, now())) }), sums);
  const text = sumsText(sums);
  yield textFile(SUMS_FILE, text);
  await finish?.(text);
}

function describe(
  head: ExportHead,
  {
    made,
    sums,
    sample,
    report,
  }: { made: readonly ReportMade[]; sums: readonly FileSum[]; sample: Sample; report: Report },
  at: Date,
): object {
  const listed = new Set(made.flatMap(({ files }) => files.map(({ path }) => path)));
  const otherFiles = sums.filter(({ path }) => !listed.has(path));
  const { n, seed, population, chosen } = sample;
  return {
    ...manifestOf(head, { reports: made, otherFiles }, at),
    sample: { report: report.id, method: SAMPLE_METHOD, n, seed, population, drawn: chosen.length },
  };
}

async function* populationFile(
  report: Report,
  { period }: ExportHead,
  sums: FileSum[],
): AsyncGenerator<PackFile, ReportMade> {
  const { file, counted } = jsonlFile(report, period);
  const path = `population/${fileStem(report)}.jsonl`;
  const sum = yield* keepOne({ path, bytes: file.bytes }, sums);
  return { report, counted, reconciliations: await report.reconcile(period), files: [sum] };
}

async function* drawnFiles(
  report: Report,
  { period }: ExportHead,
  sums: FileSum[],
): AsyncGenerator<PackFile, ReportMade> {
  const [csv, jsonl] = [csvFile(report, period), jsonlFile(report, period)];
  const files = [yield* keepOne(csv.file, sums), yield* keepOne(jsonl.file, sums)];
  const counted: RowCount = csv.counted;
  return { report, counted, reconciliations: await report.reconcile(period), files };
}

async function* entryFiles(
  { chosen }: Sample,
  { head, entry }: SampleParts,
  sums: FileSum[],
): AsyncGenerator<PackFile, { rows: readonly SampledRow[]; subjects: readonly string[] }> {
  const rows: SampledRow[] = [];
  const subjects = new Set<string>();
  const written = new Set<string>();
  for (const one of chosen) {
    const place = placeOf(one.row, head);
    const found = place && (await entry(place));
    if (!place || !found) {
      rows.push({ ...one, entry: null });
      continue;
    }
    const name = `${place.epoch}-${place.seq}`;
    const files = { entry: `entries/${name}.json`, proof: found.proof === null ? null : `proofs/${name}.tlog-proof` };
    rows.push({ ...one, entry: { place, file: files.entry, proof: files.proof } });
    for (const subject of subjectsIn(found.body)) subjects.add(subject);
    // Two rows may rest on one entry.
    if (written.has(name)) continue;
    written.add(name);
    yield* keep(filesOf({ [files.entry]: found.body }), sums);
    if (files.proof !== null && found.proof !== null) yield* keep(filesOf({ [files.proof]: found.proof }), sums);
  }
  return { rows, subjects: [...subjects] };
}

/** Null for a row that rests on no one entry. */
function placeOf({ log_seq: seq, log_epoch: epoch }: Row, { log }: ExportHead): EntryPlace | null {
  if (typeof seq !== "number") return null;
  return { seq, epoch: typeof epoch === "number" ? epoch : (log?.epoch ?? 1) };
}

function* filesOf(texts: Readonly<Record<string, string>>): Iterable<PackFile> {
  for (const [path, text] of Object.entries(texts)) yield textFile(path, text);
}

async function* keep(files: AsyncIterable<PackFile> | Iterable<PackFile>, sums: FileSum[]): Pack {
  for await (const file of files) yield* keepOne(file, sums);
}

async function* keepOne(file: PackFile, sums: FileSum[]): AsyncGenerator<PackFile, FileSum> {
  const sum = yield* sumOf(file);
  sums.push(sum);
  return sum;
}

async function* iterate<T>(values: readonly T[]): AsyncIterable<T> {
  yield* values;
}
