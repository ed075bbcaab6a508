import type { ExternalCompletion } from "../../domain/external-completion.ts";
import type { RosterSource } from "../../domain/roster.ts";
import { majorOf } from "../curriculum.ts";
import { parseDate } from "./date-format.ts";
import type { CompletionMap } from "./map.ts";

/** A record of a CSV file. `line` is the last one that it takes. */
export interface CsvRecord {
  readonly line: number;
  readonly values: readonly string[];
}

export interface CsvTable {
  readonly header: readonly string[];
  readonly records: readonly CsvRecord[];
}

/** What one row says, before anybody knows whether there is such a person. */
export interface ToldCompletion extends ExternalCompletion {
  readonly who: { readonly is: CompletionMap["who"]["is"]; readonly source: RosterSource; readonly text: string };
}

export interface RejectedRow {
  readonly line: number;
  readonly reason: string;
}

export interface ToldCompletions {
  readonly told: readonly ToldCompletion[];
  readonly rejected: readonly RejectedRow[];
  /** Rows of courses that are not finished. */
  readonly passedOver: number;
}

/** Our courses as they are in force, with the pass mark that holds for them here. */
export interface KnownCourse {
  readonly id: string;
  readonly version: string;
  readonly passMark: number;
}

interface World {
  readonly map: CompletionMap;
  readonly courses: readonly KnownCourse[];
  readonly now: Date;
}

type Row = (columns: readonly string[] | undefined) => string;
type Read<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly reason: string };

const no = (reason: string) => ({ ok: false as const, reason });
const yes = <T>(value: T) => ({ ok: true as const, value });

/** Headings that the map asks for and the file has not; with one of them missing no row can be read. */
export function missingColumns({ header }: CsvTable, map: CompletionMap): readonly string[] {
  const needed = [
    map.who.column,
    ...("column" in map.course ? [map.course.column] : []),
    map.completed.column,
    ...(map.only ? [map.only.column] : []),
    ...(map.signed ? [map.signed.column, map.signed.name] : []),
  ];
  return needed.filter((names) => placeOf(header, names) < 0).map((names) => names.join(" or "));
}

/** Row by row: one that cannot be read is rejected with its reason, and the others go on. */
export function readRows(table: CsvTable, world: World): ToldCompletions {
  const told: ToldCompletion[] = [];
  const rejected: RejectedRow[] = [];
  let passedOver = 0;
  for (const { line, values } of table.records) {
    if (values.length !== table.header.length) {
      rejected.push({ line, reason: `has ${values.length} columns, and the heading ${table.header.length}` });
      continue;
    }
    const row: Row = (names) => (names ? (values[placeOf(table.header, names)] ?? "").trim() : "");
    if (isPassedOver(row, world.map)) {
      passedOver += 1;
      continue;
    }
    const read = readRow(line, row, world);
    if (read.ok) told.push(read.value);
    else rejected.push({ line, reason: read.reason });
  }
  return { told, rejected, passedOver };
}

function placeOf(header: readonly string[], names: readonly string[]): number {
  for (const name of names) {
    const place = header.findIndex((heading) => heading.trim().toLowerCase() === name.toLowerCase());
    if (place >= 0) return place;
  }
  return -1;
}

/** Where nothing says what is finished, a row without a date is not. */
function isPassedOver(row: Row, { only, completed }: CompletionMap): boolean {
  if (!only) return row(completed.column) === "";
  return !only.values.some((value) => value.toLowerCase() === row(only.column).toLowerCase());
}

function readRow(line: number, row: Row, world: World): Read<ToldCompletion> {
  const { map } = world;
  const text = row(map.who.column);
  if (text === "") return no("says nobody");
  const external = "fixed" in map.course ? map.course.fixed : row(map.course.column);
  const course = courseOf(external, world);
  if (!course.ok) return course;
  const completedAt = dateOf(row(map.completed.column), world);
  if (!completedAt.ok) return completedAt;
  const score = scoreOf(row(map.score?.column), course.value.passMark);
  if (!score.ok) return score;
  const signature = signatureIn(row, world);
  if (!signature.ok) return signature;
  const certificate = row(map.certificate?.column).slice(0, 200);
  return yes({
    line,
    who: { is: map.who.is, source: map.who.source, text },
    externalCourse: external,
    courseId: course.value.id,
    courseVersion: course.value.version,
    completedAt: completedAt.value,
    score: score.value,
    certificate: certificate === "" ? null : certificate,
    ...signature.value,
  });
}

function courseOf(external: string, { map, courses }: World): Read<KnownCourse> {
  const mapped = Object.hasOwn(map.courses, external) ? map.courses[external] : undefined;
  const id = mapped?.course ?? external;
  const known = courses.find((course) => course.id === id);
  if (!known) {
    return no(
      mapped
        ? `${JSON.stringify(external)} is mapped to ${id}, and there is no such course here`
        : `${JSON.stringify(external)} is no course here: map it under courses: in the map file`,
    );
  }
  const version = mapped?.version ?? known.version;
  if (majorOf(version) > majorOf(known.version))
    return no(`${id} has no version ${version} here: ${known.version} is in force`);
  return yes({ ...known, version });
}

type Signature = Pick<ExternalCompletion, "signedAt" | "listedAs">;

/** Where a list has no such column, they sign here; one that has it is not signed by who left it empty. */
function signatureIn(row: Row, world: World): Read<Signature> {
  const { signed } = world.map;
  if (!signed) return yes({ signedAt: null, listedAs: null });
  const [text, listedAs] = [row(signed.column), row(signed.name).slice(0, 200)];
  if (text === "") return no("has not signed the list");
  if (listedAs === "") return no("has no name on the list");
  const signedAt = dateOf(text, world);
  return signedAt.ok ? yes({ signedAt: signedAt.value, listedAs }) : signedAt;
}

function dateOf(text: string, { map, now }: World): Read<Date> {
  const { format, zone } = map.completed;
  const date = parseDate(text, { format, zone });
  if (!date) return no(`${JSON.stringify(text)} is not a time written as ${format} (completed.format)`);
  return date > now ? no(`${date.toISOString()} is still to come: is completed.zone ${zone} right?`) : yes(date);
}

/** Whoever scored less there than is asked here has not passed here. */
function scoreOf(text: string, passMark: number): Read<number | null> {
  if (text === "") return yes(null);
  const score = /^\d{1,3}(?:\.\d+)?\s?%?$/.test(text) ? Math.floor(Number.parseFloat(text)) : Number.NaN;
  if (!(score <= 100)) return no(`${JSON.stringify(text)} is no score from 0 to 100`);
  return score < passMark ? no(`scored ${score} %, and ${passMark} % are asked here`) : yes(score);
}
