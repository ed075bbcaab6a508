import type { OrgId, PersonId } from "../../domain/ids.ts";
import type { Pack } from "../../evidence/pack.ts";
import type { Column, Period, Reconciliation, Row } from "../../evidence/report.ts";
import type { Sample, SampleAsk } from "../../evidence/sample.ts";

/** Whose evidence, and of when. */
export interface Scope {
  readonly org: OrgId;
  readonly period: Period;
}

/** The newest state of the log that was signed. */
export interface CheckpointSeen {
  readonly origin: string;
  readonly epoch: number;
  readonly size: number;
  /** Base64, as the note has it. */
  readonly root: string;
  readonly signedAt: Date;
  /** The signed note, whole. */
  readonly note: string;
  /** The key that signed it, as verifiers take it. */
  readonly vkey: string;
  /** An authority outside has stamped the time on it. */
  readonly stamped: boolean;
}

export interface Figure {
  readonly count: number;
  /** When the newest of them was recorded; null where there is none. */
  readonly newestAt: Date | null;
}

/** A count that was made while rows were read; not all of them where there are very many. */
export interface Counted {
  readonly rows: number;
  readonly isAll: boolean;
}

/** What stands for a clause in one report. */
export interface ClauseReport {
  readonly id: string;
  readonly title: string;
  /** The entries of the period that it rests on; of a report that is made of more than entries, its rows. */
  readonly evidence: ({ readonly kind: "entries" } & Figure) | ({ readonly kind: "rows" } & Counted);
}

/** Why an auditor may not have what they look for. */
export type ClauseGap =
  | { readonly kind: "no-report" }
  | { readonly kind: "nothing-in-period"; readonly reports: readonly string[] }
  | { readonly kind: "course-not-in-force"; readonly course: string }
  | { readonly kind: "nobody-finished"; readonly courses: readonly string[] };

export interface ClauseView {
  readonly framework: { readonly id: string; readonly name: string };
  readonly ref: string;
  readonly title: string;
  readonly asks: string;
  readonly supports: string;
  /** What the clause asks for and this programme does not do. */
  readonly outside?: string | undefined;
  readonly reports: readonly ClauseReport[];
  /** Of the courses that are taught for it; null where none is. */
  readonly completions: Figure | null;
  readonly gaps: readonly ClauseGap[];
}

export interface AuditOverview {
  readonly checkpoint: CheckpointSeen | null;
  readonly entries: Figure;
  readonly decisions: { readonly all: number; readonly enforced: number };
  /** Of the newest look at whether the gate is real. */
  readonly coverage: { readonly sentence: string; readonly holes: number; readonly observedAt: Date } | null;
  /** What auditors of access ask for first, in that order. */
  readonly clauses: readonly ClauseView[];
  /** All others, in the order of the mapping. */
  readonly others: readonly ClauseView[];
}

export const OUTCOMES = ["allow", "flag", "withhold", "undecided"] as const;
export type Outcome = (typeof OUTCOMES)[number];

/** Where an entry stands: an epoch is one log of its own, counted from 0. */
export interface EntryPlace {
  readonly epoch: number;
  readonly seq: number;
}

/** Null: not asked for. */
export interface LogAsked extends Scope {
  readonly type: string | null;
  readonly outcome: Outcome | null;
  readonly enforced: boolean | null;
  /** A login, as it is now. */
  readonly login: string | null;
  /** `owner/name`, or the name alone. */
  readonly repository: string | null;
  readonly seq: number | null;
  /** One end of the page, newest entries first: only entries before it, or only those after it. */
  readonly from: { readonly before: EntryPlace } | { readonly after: EntryPlace } | null;
}

export interface LogRow extends EntryPlace {
  readonly type: string;
  readonly recordedAt: Date;
  readonly outcome: string | null;
  readonly mode: string | null;
  readonly enforced: boolean | null;
  /** Whom it is about, by the login that they have now. */
  readonly about: string | null;
  readonly repository: string | null;
}

export interface LogPage {
  /** Newest first. */
  readonly rows: readonly LogRow[];
  readonly hasNewer: boolean;
  readonly hasOlder: boolean;
  /** What was asked for and does not exist, so that nothing could be found. */
  readonly unknown: "login" | "repository" | null;
  /** The types that the log has, to choose from. */
  readonly types: readonly string[];
}

/** Who a random id of the log is, with what proves it; `disclosed` is null once the person was erased. */
export interface DisclosedPerson {
  readonly subject: string;
  readonly commitment: string;
  readonly disclosed: { readonly saltHex: string; readonly identity: string; readonly login: string | null } | null;
}

export interface EntryView {
  readonly row: LogRow;
  /** The bytes that were hashed. */
  readonly body: string;
  readonly leafHash: string;
  readonly people: readonly DisclosedPerson[];
  /** Null until a checkpoint covers it. */
  readonly checkpoint: CheckpointSeen | null;
  /** Of those that may be read. */
  readonly newer: EntryPlace | null;
  readonly older: EntryPlace | null;
}

export interface ReportBrief {
  readonly id: string;
  readonly name: string;
  readonly title: string;
  readonly question: string;
  readonly clauses: readonly { readonly framework: string; readonly ref: string }[];
}

export interface ReportLine extends ReportBrief {
  readonly counted: Counted;
}

export interface ReportView extends ReportBrief {
  readonly columns: readonly Column[];
  readonly query: string;
  readonly counted: Counted;
  /** Null where there were too many rows to read them all for a page. */
  readonly reconciliations: readonly Reconciliation[] | null;
  /** The first ones. */
  readonly rows: readonly Row[];
}

/** Rows of a report over time, and the newest of them one by one. */
export interface SeriesView {
  readonly report: ReportBrief;
  readonly step: "week" | "month";
  readonly counts: readonly { readonly from: Date; readonly to: Date; readonly key: string; readonly count: number }[];
  readonly totals: ReadonlyMap<string, number>;
  readonly columns: readonly Column[];
  readonly rows: readonly Row[];
  readonly counted: Counted;
}

export interface CoverageView {
  readonly report: ReportBrief;
  readonly looks: readonly CoverageLook[];
  readonly columns: readonly Column[];
  readonly rows: readonly Row[];
  readonly counted: Counted;
}

/** What one look found of the repositories that are to block. */
export interface CoverageLook {
  readonly at: Date;
  readonly blocking: number;
  /** Of these: the check is required there, pinned to this app, and nothing else is wrong. */
  readonly sound: number;
}

/** Who had access at a time. Null: not asked for. */
export interface AccessAsked extends Scope {
  /** Null: the end of the period. */
  readonly at: Date | null;
  /** As it was known then; null: all that is known. */
  readonly knownAt: Date | null;
  /** A login, as it is now. */
  readonly login: string | null;
  /** `owner/name`, or the name alone. */
  readonly repository: string | null;
  /** Only rows after this one. */
  readonly after: RowPlace | null;
}

/** Names a row, so that the page that follows it can be asked for. */
export type RowPlace = string;

export interface AccessView {
  readonly report: ReportBrief;
  readonly columns: readonly Column[];
  readonly rows: readonly Row[];
  /** Null on the last page. */
  readonly next: RowPlace | null;
  /** What the rows are about. */
  readonly at: Date;
  readonly knownAt: Date;
  /** Whom was asked for, where one was. */
  readonly person: PersonId | null;
  /** What was asked for and does not exist. */
  readonly unknown: "login" | "repository" | null;
}

export interface AccessHistoryView {
  /** As it is now; null of who was erased. */
  readonly login: string | null;
  readonly columns: readonly Column[];
  /** Newest first. */
  readonly rows: readonly Row[];
  readonly next: RowPlace | null;
}

export interface SampleView {
  readonly report: ReportBrief;
  /** Name of the file that is the population: the report's JSONL. */
  readonly file: string;
  readonly columns: readonly Column[];
  readonly sample: Sample;
}

/** Who asks for a pack: its manifest says so. */
export interface PackAsker {
  readonly person: PersonId;
  readonly login: string;
}

export type Format = "csv" | "jsonl";

export interface Download {
  readonly name: string;
  readonly type: string;
  /** Made while it is read. Whoever stops early ends it, and what it holds open is closed. */
  readonly bytes: AsyncIterable<Uint8Array>;
}

/**
 * What the auditor's pages read, one organisation at a time. Who may read it is asked before. Nothing here writes, and so
 * nothing behind these pages can: what is kept open for a download is a snapshot that is only read.
 */
export interface Auditing {
  overview(scope: Scope): Promise<AuditOverview>;
  log(asked: LogAsked): Promise<LogPage>;
  /** Null where there is no such entry, or it concerns another organisation. */
  entry(org: OrgId, place: EntryPlace): Promise<EntryView | null>;
  /** A `tlog-proof` of one entry as text; null where there is none yet. */
  proof(org: OrgId, place: EntryPlace): Promise<string | null>;
  /** The newest one, of the newest epoch. */
  checkpoint(): Promise<CheckpointSeen | null>;
  exceptions(scope: Scope): Promise<SeriesView>;
  merges(scope: Scope): Promise<SeriesView>;
  coverage(scope: Scope): Promise<CoverageView>;
  access(asked: AccessAsked): Promise<AccessView>;
  /** The same rows, all of them. Null where who or what was asked for does not exist. */
  downloadAccess(asked: AccessAsked, format: Format): Promise<Download | null>;
  /** Null where nothing was ever observed of them. */
  accessHistory(scope: Scope, person: PersonId, after: RowPlace | null): Promise<AccessHistoryView | null>;
  /** With how many rows each has. */
  reports(scope: Scope): Promise<readonly ReportLine[]>;
  listReports(org: OrgId): Promise<readonly ReportBrief[]>;
  report(scope: Scope, id: string): Promise<ReportView | null>;
  download(scope: Scope, id: string, format: Format): Promise<Download | null>;
  /** All reports with the manifest, the log and who its subjects are. Null where nothing was signed yet, or is in force. */
  pack(scope: Scope, by: PackAsker): Promise<{ readonly name: string; readonly files: Pack } | null>;
  sample(scope: Scope, id: string, ask: SampleAsk): Promise<SampleView | null>;
  /** The same rows with the entries under them, their proofs and the population. Null where there is no such report. */
  samplePack(scope: Scope, id: string, ask: SampleAsk, by: PackAsker): ReturnType<Auditing["pack"]>;
}
