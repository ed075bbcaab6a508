import type { CsvRecord } from "../../training/completions/read-rows.ts";
import { type Cell, missingIn, type ReadLine, RefusedLine, readLine, textIn, timeIn } from "./cells.ts";
import type { PhishingMap } from "./phishing-map.ts";

/** What one recipient did, before anybody knows who it is. */
export interface ToldResult {
  /** Lower-case. */
  readonly email: string;
  readonly campaign: string;
  readonly sentAt: Date;
  readonly reported: boolean;
  readonly clicked: boolean;
  readonly submitted: boolean;
  /** In whole minutes after it was sent; null where it was not reported, or nobody knows when. */
  readonly minutesToReport: number | null;
}

export interface PhishingLayout {
  readonly map: PhishingMap;
  readonly header: readonly string[];
  /** What the campaign is called, where the file does not say. */
  readonly campaign: string | null;
  readonly now: Date;
}

/** Headings without which no line can be read. */
export function missingPhishingColumns({ map, header, campaign }: Omit<PhishingLayout, "now">): readonly string[] {
  const needed = [map.who, map.sent, ...(campaign === null ? [map.campaign ?? ["campaign"]] : [])];
  return missingIn(header, needed);
}

/** All that are read, where the file has them. */
export function phishingColumns({ who, sent, campaign, bounced, last, ...map }: PhishingMap) {
  const events = [map.reported, map.clicked, map.submitted, map.status];
  return [who, sent, campaign, bounced, last, ...events.map((one) => one?.column)].flatMap((names) =>
    names ? [names] : [],
  );
}

/** One line; nothing is told by one of a mail that never arrived. */
export function readPhishingLine(record: CsvRecord, layout: PhishingLayout): ReadLine<ToldResult> {
  return readLine(record, layout.header, (cell) => toResult(cell, layout));
}

function toResult(cell: Cell, { map, campaign, now }: PhishingLayout): ToldResult | null {
  const status = cell(map.status?.column).toLowerCase();
  const isStatus = (words: readonly string[] = []) => words.some((word) => word.toLowerCase() === status);
  if (isStatus(map.status?.passedOver) || saysYes(cell(map.bounced))) return null;
  const email = textIn(cell(map.who), "says nobody").toLowerCase();
  if (!/^[^\s@]+@[^\s@]+$/.test(email)) throw new RefusedLine(`${JSON.stringify(email)} is no e-mail address`);
  const sentAt = timeIn(cell(map.sent), map.dates, now);
  const happened = (kind: "reported" | "clicked" | "submitted") =>
    isStatus(map.status?.[kind]) || saysYes(cell(map[kind]?.column));
  const submitted = happened("submitted");
  const reported = happened("reported");
  return {
    email,
    campaign: campaign ?? textIn(cell(map.campaign), "names no campaign"),
    sentAt,
    reported,
    // Nobody hands over data without having followed the link.
    clicked: submitted || happened("clicked"),
    submitted,
    minutesToReport: reported ? minutesIn(cell, { map, sentAt, now }) : null,
  };
}

const NO = ["", "0", "no", "false", "n", "-"];

/** A time is a yes, too. */
function saysYes(text: string): boolean {
  return !NO.includes(text.toLowerCase());
}

const YES = ["1", "yes", "true", "y"];

function minutesIn(
  cell: Cell,
  { map, sentAt, now }: { readonly map: PhishingMap; readonly sentAt: Date; readonly now: Date },
): number | null {
  const told = [cell(map.reported?.column), cell(map.last)].find((text) => saysYes(text) && !isYes(text));
  if (told === undefined) return null;
  const reportedAt = timeIn(told, map.dates, now);
  if (reportedAt < sentAt) throw new RefusedLine("was reported before it was sent");
  return Math.round((reportedAt.getTime() - sentAt.getTime()) / 60_000);
}

function isYes(text: string): boolean {
  return YES.includes(text.toLowerCase());
}
