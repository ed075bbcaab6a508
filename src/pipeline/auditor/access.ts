import { type PersonId, personId } from "../../domain/ids.ts";
import type { Report, Row } from "../../evidence/report.ts";
import { csvFile, jsonlFile } from "../../evidence/report-files.ts";
import { type PointAsked, pointOf } from "../../evidence/reports/05-point-in-time.ts";
import type { AuditDeps } from "./deps.ts";
import { loginsOf } from "./entries.ts";
import type { AccessAsked, AccessHistoryView, AccessView, Download, Format, RowPlace, Scope } from "./port.ts";
import { briefOf, DOWNLOAD_TYPES } from "./reports.ts";

const ID = "R-05";
const PAGE_ROWS = 50;

/** One page of R-05 at any time, of everybody or of whom and what is asked for. */
export async function readAccess(asked: AccessAsked, deps: AuditDeps): Promise<AccessView> {
  const { point, person, unknown } = await findAsked(asked, deps);
  const opened = await deps.openReports(asked.org, point);
  try {
    const report = reportIn(opened.reports);
    const { at, knownAt } = pointOf(point, asked.period, deps.clock());
    const { rows, next } = unknown ? NOTHING : await pageOf(report.rows(asked.period), ROW_KEY, asked.after);
    return { report: briefOf(report), columns: report.columns, rows, next, at, knownAt, person, unknown };
  } finally {
    await opened.close();
  }
}

const NOTHING: Page = { rows: [], next: null };
const ROW_KEY = ["person_key", "kind", "external_id", "repository_id"] as const;

/** What was observed of one person, newest first. Null for somebody whom the log does not name by that id. */
export async function readAccessHistory(
  { org, period }: Scope,
  person: PersonId,
  after: RowPlace | null,
  deps: AuditDeps,
): Promise<AccessHistoryView | null> {
  const opened = await deps.openReports(org);
  try {
    const { columns, rows: all } = opened.accessHistory(person);
    const { rows, next } = await pageOf(all(period), HISTORY_KEY, after);
    if (rows.length === 0) return null;
    return { login: (await loginsOf([person], deps.stores)).get(person) ?? null, columns, rows, next };
  } finally {
    await opened.close();
  }
}

const HISTORY_KEY = ["log_epoch", "log_seq", "kind", "team", "repository"] as const;

export async function downloadAccess(asked: AccessAsked, format: Format, deps: AuditDeps): Promise<Download | null> {
  const { point, unknown } = await findAsked(asked, deps);
  if (unknown) return null;
  const at = pointOf(point, asked.period, deps.clock()).at.toISOString().slice(0, 10);
  return {
    name: `${ID}-access-${at}.${format}`,
    type: DOWNLOAD_TYPES[format],
    bytes: bytesOf(asked, point, format, deps),
  };
}

async function* bytesOf(
  { org, period }: Scope,
  point: PointAsked,
  format: Format,
  deps: AuditDeps,
): AsyncIterable<Uint8Array> {
  const opened = await deps.openReports(org, point);
  try {
    const report = reportIn(opened.reports);
    yield* (format === "csv" ? csvFile(report, period) : jsonlFile(report, period)).file.bytes;
  } finally {
    await opened.close();
  }
}

function reportIn(reports: readonly Report[]): Report {
  const found = reports.find(({ id }) => id === ID);
  if (!found) throw new Error(`There is no report ${ID}`);
  return found;
}

/** Names as they are now, in ids. */
async function findAsked({ org, login, repository, at, knownAt }: AccessAsked, { stores, reading }: AuditDeps) {
  const account = login === null ? null : await stores.people.findAccountByLogin(login);
  const person = account?.person ?? null;
  const named = repository === null ? [] : await reading.repositoriesNamed(org, repository);
  const [on] = named;
  const isUnknown =
    login !== null && person === null ? "login" : repository !== null && on === undefined ? "repository" : null;
  const point: PointAsked = { at, knownAt, person, repository: on ?? null };
  return { point, person: person === null ? null : personId(person), unknown: isUnknown } as const;
}

interface Page {
  readonly rows: readonly Row[];
  /** To be handed in as `after`; null on the last page. */
  readonly next: RowPlace | null;
}

/** The rows after one, which is known by what stands in these columns: it is found again whatever was added before it. */
async function pageOf(all: AsyncIterable<Row>, key: readonly string[], after: RowPlace | null): Promise<Page> {
  const placeOf = (row: Row): RowPlace => key.map((name) => String(row[name] ?? "")).join(".");
  const rows: Row[] = [];
  let isAfter = after === null;
  for await (const row of all) {
    if (rows.length === PAGE_ROWS) return { rows, next: placeOf(rows.at(-1) as Row) };
    if (isAfter) rows.push(row);
    else isAfter = placeOf(row) === after;
  }
  return { rows, next: null };
}
