/** A time as a CSV file writes it, where the file's maker says how: `MM/DD/YYYY hh:mm A` in `America/New_York`. */
export interface DateFormat {
  /** `iso`, or a pattern of YYYY YY MMMM MMM MM M DD D HH H hh h mm ss A, all else standing for itself. */
  readonly format: string;
  /** A zone of the IANA database, or UTC. What carries an offset of its own does not need it. */
  readonly zone: string;
}

const MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
const TOKEN = /YYYY|YY|MMMM|MMM|MM|M|DD|D|HH|H|hh|h|mm|ss|A/g;
const ISO =
  /^(?<YYYY>\d{4})-(?<MM>\d{2})-(?<DD>\d{2})(?:[T ](?<HH>\d{2}):(?<mm>\d{2})(?::(?<ss>\d{2})(?:\.\d+)?)?)?\s?(?<offset>Z|UTC|[+-]\d{2}:?\d{2})?$/;

const PATTERN_OF: Readonly<Record<string, string>> = {
  YYYY: "\\d{4}",
  YY: "\\d{2}",
  MMMM: "[A-Za-z]{3,9}",
  MMM: "[A-Za-z]{3}",
  MM: "\\d{2}",
  M: "\\d{1,2}",
  DD: "\\d{2}",
  D: "\\d{1,2}",
  HH: "\\d{2}",
  H: "\\d{1,2}",
  hh: "\\d{2}",
  h: "\\d{1,2}",
  mm: "\\d{2}",
  ss: "\\d{2}",
  A: "[AaPp][Mm]",
};

type Read = Readonly<Record<string, string | undefined>>;

interface Fields {
  readonly year: number;
  /** 1 for January. */
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
}

/** The instant, or null for what is not written so, or is no day of the calendar (31 April). */
export function parseDate(text: string, { format, zone }: DateFormat): Date | null {
  const groups = patternOf(format).exec(text.trim())?.groups;
  const fields = groups && fieldsOf(groups);
  if (!fields) return null;
  const local = Date.UTC(fields.year, fields.month - 1, fields.day, fields.hour, fields.minute, fields.second);
  if (!isSame(fields, new Date(local))) return null;
  const { offset } = groups;
  return new Date(local - (offset === undefined ? offsetAt(local, zone) : minutesOf(offset) * 60_000));
}

export function isZone(zone: string): boolean {
  try {
    return new Intl.DateTimeFormat("en", { timeZone: zone }) !== undefined;
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}

/** A pattern says year, month and day, and nothing twice. */
export function isFormat(format: string): boolean {
  if (format === "iso") return true;
  const kinds = (format.match(TOKEN) ?? []).map((token) => token[0]);
  const isComplete = ["Y", "M", "D"].every((kind) => kinds.includes(kind));
  // Half a day needs both its hour and which half.
  return isComplete && new Set(kinds).size === kinds.length && kinds.includes("h") === kinds.includes("A");
}

function patternOf(format: string): RegExp {
  if (format === "iso") return ISO;
  const source = format
    .split(/(YYYY|YY|MMMM|MMM|MM|M|DD|D|HH|H|hh|h|mm|ss|A)/)
    .map((piece) => {
      const pattern = PATTERN_OF[piece];
      return pattern === undefined ? piece.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&") : `(?<${piece}>${pattern})`;
    })
    .join("");
  return new RegExp(`^${source}$`);
}

function fieldsOf(read: Read): Fields | null {
  const month = monthOf(read);
  if (month === 0) return null;
  return {
    year: read.YYYY === undefined ? 2000 + Number(read.YY) : Number(read.YYYY),
    month,
    day: Number(read.DD ?? read.D),
    hour: hourOf(read),
    minute: Number(read.mm ?? 0),
    second: Number(read.ss ?? 0),
  };
}

function monthOf({ MMMM, MMM, MM, M }: Read): number {
  const name = MMMM ?? MMM;
  return name === undefined ? Number(MM ?? M) : MONTHS.indexOf(name.slice(0, 3).toLowerCase()) + 1;
}

function hourOf({ HH, H, hh, h, A }: Read): number {
  const half = hh ?? h;
  if (half === undefined) return Number(HH ?? H ?? 0);
  const hour = Number(half) % 12;
  return A?.toLowerCase() === "pm" ? hour + 12 : hour;
}

function isSame(fields: Fields, date: Date): boolean {
  return (
    date.getUTCFullYear() === fields.year &&
    date.getUTCMonth() + 1 === fields.month &&
    date.getUTCDate() === fields.day &&
    date.getUTCHours() === fields.hour &&
    date.getUTCMinutes() === fields.minute &&
    date.getUTCSeconds() === fields.second
  );
}

function minutesOf(offset: string): number {
  if (offset === "Z" || offset === "UTC") return 0;
  const [, sign, hours, minutes] = /([+-])(\d{2}):?(\d{2})/.exec(offset) ?? [];
  return (sign === "-" ? -1 : 1) * (Number(hours) * 60 + Number(minutes));
}

/**
 * How far a zone's wall clock is ahead of UTC where it shows `local` (ms, read as if it were UTC). The offset is asked
 * for twice, since the first guess may lie on the other side of a change of the clocks.
 */
function offsetAt(local: number, zone: string): number {
  const guess = wallClock(local, zone) - local;
  return wallClock(local - guess, zone) - (local - guess);
}

function wallClock(instant: number, zone: string): number {
  const parts = new Intl.DateTimeFormat("en-US", {
    timeZone: zone,
    hourCycle: "h23",
    year: "numeric",
    month: "numeric",
    day: "numeric",
    hour: "numeric",
    minute: "numeric",
    second: "numeric",
  }).formatToParts(instant);
  const partOf = (type: string) => Number(parts.find((part) => part.type === type)?.value);
  return Date.UTC(
    partOf("year"),
    partOf("month") - 1,
    partOf("day"),
    partOf("hour"),
    partOf("minute"),
    partOf("second"),
  );
}
