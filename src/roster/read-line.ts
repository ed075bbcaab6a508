import { sha256OfJson } from "../domain/canonical-json.ts";
import { ROSTER_KINDS, type RosterKind, type RosterRecord, type RosterSource } from "../domain/roster.ts";
import type { RosterLine } from "../domain/stores/roster.ts";
import { parseDate } from "../training/completions/date-format.ts";
import { placeOf, type RosterMap } from "./map.ts";

/** How to read the lines under one heading. */
export interface RosterLayout {
  readonly map: RosterMap;
  readonly header: readonly string[];
  readonly source: RosterSource;
}

type Column = keyof RosterMap["columns"];
type Cell = (column: Column) => string;

/** Why a line cannot be used; only ever caught here. */
class RefusedLine extends Error {
  override readonly name = "RefusedLine";
}

/** What everybody is of whom the file does not say it. */
const KIND_OF: Readonly<Record<RosterSource, RosterKind>> = {
  hris: "employee",
  contractor: "contractor",
  supplier: "supplier",
};

/** Headings without which no line can be read. */
export function missingRosterColumns({ header, map }: Omit<RosterLayout, "source">): readonly string[] {
  const { key, name, given, family } = map.columns;
  const missing = placeOf(header, key) < 0 ? [key.join(" or ")] : [];
  const hasParts = placeOf(header, given) >= 0 && placeOf(header, family) >= 0;
  return placeOf(header, name) >= 0 || hasParts ? missing : [...missing, (name ?? ["name"]).join(" or ")];
}

/** One line, with its reason where it cannot be used. Its key is told all the same, since the person is not missing. */
export function readRosterLine(line: number, cells: readonly string[], layout: RosterLayout): RosterLine {
  const { header, map } = layout;
  const cell: Cell = (column) => (cells[placeOf(header, map.columns[column])] ?? "").trim();
  const isWhole = cells.length === header.length;
  const key = isWhole && cell("key") !== "" ? cell("key").slice(0, LONGEST) : null;
  const refused = (reason: string) => ({ line, cells, key, record: null, recordSha256: null, reason });
  if (!isWhole) return refused(`has ${cells.length} columns, and the heading ${header.length}`);
  try {
    const record = toRecord(cell, layout);
    return { line, cells, key: record.key, record, recordSha256: sha256OfJson(record), reason: null };
  } catch (error) {
    if (error instanceof RefusedLine) return refused(error.message);
    throw error;
  }
}

function toRecord(cell: Cell, { map, source }: RosterLayout): RosterRecord {
  const [startsOn, endsOn] = [dayIn(cell("startsOn"), map), dayIn(cell("endsOn"), map)];
  if (startsOn !== null && endsOn !== null && endsOn < startsOn)
    throw new RefusedLine(`ends on ${endsOn}, before it begins on ${startsOn}`);
  return {
    key: needed(cell("key"), "says no key: nobody knows whom it is about"),
    name: needed(cell("name") || `${cell("given")} ${cell("family")}`.trim(), "says no name"),
    email: addressIn(cell("email")),
    githubLogin: loginIn(cell("githubLogin")),
    githubId: idIn(cell("githubId")),
    kind: kindIn(cell("kind"), map) ?? KIND_OF[source],
    role: textIn(cell("role")),
    department: textIn(cell("department")),
    manager: textIn(cell("manager")),
    company: textIn(cell("company")),
    startsOn,
    endsOn,
  };
}

const LONGEST = 200;

function textIn(text: string): string | null {
  if (text.length > LONGEST) throw new RefusedLine(`holds a text of more than ${LONGEST} characters`);
  // Postgres keeps no zero bytes.
  if (text.includes("\0")) throw new RefusedLine("holds a character that no text has (NUL)");
  return text === "" ? null : text;
}

function needed(text: string, otherwise: string): string {
  const found = textIn(text);
  if (found === null) throw new RefusedLine(otherwise);
  return found;
}

function addressIn(text: string): string | null {
  const address = textIn(text)?.toLowerCase() ?? null;
  if (address !== null && !/^[^\s@]+@[^\s@]+$/.test(address))
    throw new RefusedLine(`${JSON.stringify(text)} is no e-mail address`);
  return address;
}

function loginIn(text: string): string | null {
  const login = textIn(text)?.replace(/^@/, "") ?? null;
  // Those of managed users end in an underscore and a short code.
  if (login !== null && !/^[A-Za-z0-9][A-Za-z0-9_-]{0,99}$/.test(login))
    throw new RefusedLine(`${JSON.stringify(text)} is no GitHub login`);
  return login;
}

function idIn(text: string): number | null {
  if (text === "") return null;
  if (!/^[1-9]\d{0,14}$/.test(text)) throw new RefusedLine(`${JSON.stringify(text)} is no id of a GitHub account`);
  return Number(text);
}

function kindIn(text: string, { kinds }: RosterMap): RosterKind | undefined {
  if (text === "") return undefined;
  const word = text.toLowerCase();
  const kind = (Object.hasOwn(kinds, word) ? kinds[word] : undefined) ?? ROSTER_KINDS.find((one) => one === word);
  if (!kind)
    throw new RefusedLine(
      `${JSON.stringify(text)} is none of ${ROSTER_KINDS.join(", ")}: map it under kinds: in a map file`,
    );
  return kind;
}

function dayIn(text: string, { dates }: RosterMap): string | null {
  if (text === "") return null;
  const date = parseDate(text, { format: dates, zone: "UTC" });
  if (date) return date.toISOString().slice(0, 10);
  const written = dates === "iso" ? "YYYY-MM-DD" : dates;
  throw new RefusedLine(
    `${JSON.stringify(text)} is not a day written as ${written}: say how days are written (--date-format)`,
  );
}
