import type { Hole } from "./coverage.ts";
import { minuteText } from "./day-text.ts";

/** Something that carries checkpoints outside, as it went the last times. */
export interface AnchorSeen {
  readonly doneAt: Date | null;
  readonly failingSince: Date | null;
  readonly problem: string | null;
}

/** The gate log as it stands, and who outside could tell if it were cut. Null: not set up. */
export interface LogSeen {
  readonly at: Date;
  readonly newest: {
    readonly epoch: number;
    readonly size: number;
    readonly createdAt: Date;
    readonly stamped: boolean;
  } | null;
  /** When the newest epoch was opened, if it is not the first. */
  readonly begunAnewAt: Date | null;
  /** `why` in sentences, with what to do. */
  readonly refused: { readonly since: Date; readonly why: string } | null;
  /** What the last check from the first entry on found, as `why`. */
  readonly damaged: string | null;
  /** What signing compares itself with. */
  readonly anchor: { readonly silentSince: Date | null; readonly problem: string | null } | null;
  readonly timestamps: AnchorSeen | null;
  readonly mail: AnchorSeen | null;
}

const STALE_MS = 2 * 86_400_000;
const WEEKLY_STALE_MS = 8 * 86_400_000;
/** So long it is something to look into; after that it is history. */
const NEWS_MS = 30 * 86_400_000;

const at = (date: Date) => minuteText(date.toISOString());

/** What keeps the log from being evidence is a hole; what weakens it is a note. */
export function judgeLog(seen: LogSeen): { readonly holes: readonly Hole[]; readonly notes: readonly string[] } {
  return { holes: holesOf(seen), notes: [...newestNotes(seen), ...anchorNotes(seen)] };
}

function holesOf({ refused, damaged, begunAnewAt, at: now }: LogSeen): readonly Hole[] {
  const hole = (kind: Hole["kind"], detail: string, remedy: string): Hole => ({
    ...{ kind, repository: null, detail },
    // Whoever prints it ends the sentence.
    remedy: remedy.replace(/\.$/, ""),
  });
  const isNews = begunAnewAt !== null && !isOlder(begunAnewAt, now, NEWS_MS);
  return [
    ...(refused
      ? [hole("log-unsigned", `no checkpoint of the gate log is signed since ${at(refused.since)}`, refused.why)]
      : []),
    ...(damaged === null ? [] : [hole("log-damaged", "the gate log is not what was signed", damaged)]),
    ...(begunAnewAt && isNews ? [hole("log-begun-anew", begunAnew(begunAnewAt), TELL_AUDITOR)] : []),
  ];
}

const begunAnew = (opened: Date) =>
  `a new gate log was begun on ${at(opened)}, since what was signed before was not in the database: it was cut or restored`;

const TELL_AUDITOR = "Its first entry says more. Tell your auditors; this is named here for 30 days";

function newestNotes({ newest, begunAnewAt, at: now }: LogSeen): readonly string[] {
  const age = newest && Math.round((now.getTime() - newest.createdAt.getTime()) / 60_000);
  return [
    newest
      ? `Gate log: ${newest.size} entries are under the newest checkpoint, of ${at(newest.createdAt)} (${ageText(age ?? 0)} ago).`
      : "Gate log: no checkpoint was signed yet.",
    ...(begunAnewAt && isOlder(begunAnewAt, now, NEWS_MS) ? [`Gate log: ${begunAnew(begunAnewAt)}.`] : []),
  ];
}

function ageText(minutes: number): string {
  if (minutes < 120) return `${minutes} min`;
  return minutes < 2 * 1440 ? `${Math.round(minutes / 60)} h` : `${Math.round(minutes / 1440)} days`;
}

function anchorNotes(seen: LogSeen): readonly string[] {
  const { anchor, timestamps, mail } = seen;
  if (!anchor && !timestamps && !mail)
    return [
      "Gate log: nobody outside could see that it was cut. Set CHECKPOINT_ANCHOR, TSA_URL or CHECKPOINT_MAIL_TO.",
    ];
  return [
    ...(anchor
      ? silentNote(anchor)
      : ["Gate log: CHECKPOINT_ANCHOR is not set, so that a database restored from a backup cannot be seen."]),
    ...(timestamps ? timestampNotes(timestamps, seen) : []),
    ...(mail ? mailNotes(mail, seen) : []),
  ];
}

function silentNote({ silentSince, problem }: NonNullable<LogSeen["anchor"]>): readonly string[] {
  if (!silentSince) return [];
  return [`Gate log: CHECKPOINT_ANCHOR does not answer since ${at(silentSince)}: ${problem ?? "unknown"}.`];
}

function timestampNotes(
  { doneAt, failingSince, problem }: AnchorSeen,
  { newest, at: now }: LogSeen,
): readonly string[] {
  if (failingSince) return [`Gate log: no timestamp from TSA_URL since ${at(failingSince)}: ${problem ?? "unknown"}.`];
  if (!newest || newest.stamped) return [];
  if (!doneAt) return ["Gate log: no checkpoint has a timestamp yet. The server gets one within the hour."];
  return isOlder(doneAt, now, STALE_MS)
    ? [`Gate log: the last timestamp from TSA_URL is of ${at(doneAt)}. Does the server run?`]
    : [];
}

function mailNotes({ doneAt, failingSince, problem }: AnchorSeen, { newest, at: now }: LogSeen): readonly string[] {
  if (failingSince)
    return [`Gate log: mail to CHECKPOINT_MAIL_TO is not taken since ${at(failingSince)}: ${problem ?? "unknown"}.`];
  if (newest && doneAt && isOlder(doneAt, now, WEEKLY_STALE_MS))
    return [`Gate log: the last mail to CHECKPOINT_MAIL_TO is of ${at(doneAt)}. Does the server run?`];
  return [];
}

const isOlder = (then: Date, now: Date, limit: number) => now.getTime() - then.getTime() > limit;
