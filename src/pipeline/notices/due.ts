import { DAY_MS } from "../../domain/day.ts";
import type { Notice, NoticeKind, PersonNoticeKind } from "../../domain/stores/notices.ts";
import { type DueDocument, noticesOfDocument, reminderTimes as timesOfDocument } from "./due-documents.ts";
import type { GrantNews, HoldNews, LayerNews, PersonNews } from "./news.ts";

/** Something that somebody has to be told. `about` names it among those of its kind. */
export type DueNotice =
  | DueDocument
  | ({
      readonly kind: Exclude<PersonNoticeKind, DueDocument["kind"]>;
      readonly about: string;
    } & ({ readonly hold: HoldNews } | { readonly grant: GrantNews } | { readonly layer: LayerNews }));

/** What the policy says of it. */
export interface Reminding {
  /** Days before an end. */
  readonly remind: readonly number[];
}

export type SaidNotice = Pick<Notice, "kind" | "about" | "plannedAt" | "sentAt" | "outcome">;

/** So long nobody is told anything else, by whichever way; but see `earliestMessage`. */
const BETWEEN_MESSAGES_MS = DAY_MS;
/**
 * So long somebody who has access and lacks training is left in peace: of a newcomer the seat comes next that waits, and
 * that is what they are told first.
 */
const PATIENCE_MS = DAY_MS;
/** What reached nobody is tried again after this. */
const AGAIN_MS = DAY_MS / 4;

/** All that is to be said at `now` and has not been: what falls due together is one message. */
export function dueNotices(
  news: PersonNews,
  said: readonly SaidNotice[],
  reminding: Reminding,
  now: Date,
): readonly DueNotice[] {
  return relevantNotices(news, said, reminding, now).filter((one) => isRipe(one, said, now) && !isSaid(one, said, now));
}

/** What is to be kept in mind, and said after a while if it is still so. */
export function ripeningNotices(
  news: PersonNews,
  said: readonly SaidNotice[],
  reminding: Reminding,
  now: Date,
): readonly DueNotice[] {
  return relevantNotices(news, said, reminding, now).filter(
    (one) => needsPatience(one) && findSaid(one, said) === undefined,
  );
}

/** As `dueNotices`, with those that were said. */
export function relevantNotices(
  news: PersonNews,
  said: readonly SaidNotice[],
  reminding: Reminding,
  now: Date,
): readonly DueNotice[] {
  return [
    ...news.holds.map((hold): DueNotice => ({ kind: kindOfHold(hold), about: hold.id, hold })),
    ...news.grants.map((grant): DueNotice => ({ kind: "granted", about: grant.hold, grant })),
    ...news.layers.flatMap((layer) => noticesOfLayer(layer, { news, said, reminding, now })),
    ...news.documents.flatMap((document) => noticesOfDocument(document, said, now)),
  ];
}

/** When, by the passing of time alone, something more is to be said; null: never. */
export function nextDue(news: PersonNews, said: readonly SaidNotice[], reminding: Reminding, now: Date): Date | null {
  const reminders = news.layers.flatMap((layer) => {
    const end = endOf(layer);
    return end === null ? [] : [...reminderTimes(end, reminding), end.getTime()];
  });
  const ripe = said.flatMap((one) =>
    needsPatience(one) && one.outcome === null ? one.plannedAt.getTime() + PATIENCE_MS : [],
  );
  const documents = news.documents.flatMap((one) => timesOfDocument(one, said).map((time) => time.getTime()));
  const again = said.flatMap((one) => (isUnreached(one) && one.sentAt ? one.sentAt.getTime() + AGAIN_MS : []));
  const ahead = [...reminders, ...documents, ...ripe, ...again].filter((instant) => instant > now.getTime());
  return ahead.length === 0 ? null : new Date(Math.min(...ahead));
}

/**
 * Before this they may not be told: at most one message a day. What keeps somebody from working does not wait for a
 * reminder's day to pass, and goes at most once a day itself.
 */
export function earliestMessage(due: readonly Pick<DueNotice, "kind">[], said: readonly SaidNotice[]): Date {
  const counting = due.some(isAboutHold) ? said.filter(isAboutHold) : said;
  const told = counting.flatMap(({ sentAt, outcome }) => (outcome?.delivered && sentAt ? sentAt.getTime() : []));
  return new Date(Math.max(0, ...told.map((at) => at + BETWEEN_MESSAGES_MS)));
}

export const ABOUT_HOLDS: readonly PersonNoticeKind[] = ["hold", "moved", "removed"];
const SAYS_HOLD: ReadonlySet<NoticeKind> = new Set(ABOUT_HOLDS);

/** It says that somebody cannot work: that has to reach them. */
export function isAboutHold({ kind }: { readonly kind: NoticeKind }): boolean {
  return SAYS_HOLD.has(kind);
}

function kindOfHold({ cause, instead }: HoldNews): "hold" | "moved" | "removed" {
  if (cause === "new" || cause === "asked") return "hold";
  return instead === null ? "removed" : "moved";
}

interface Around {
  readonly news: PersonNews;
  readonly said: readonly SaidNotice[];
  readonly reminding: Reminding;
  readonly now: Date;
}

function noticesOfLayer(layer: LayerNews, around: Around): readonly DueNotice[] {
  const { news, said, reminding, now } = around;
  const end = endOf(layer);
  const key = end === null ? layer.layer : `${layer.layer}@${end.toISOString()}`;
  const reminder = end === null ? null : reminderAt(end, reminding, now);
  const remind = (kind: "ends" | "grace" | "pre-existing"): DueNotice[] =>
    reminder === null ? [] : [{ kind, about: `${key}:${reminder}d`, layer }];
  switch (layer.state) {
    case "met":
      return [...remind("ends"), ...renewed(layer, key, said)];
    case "grace":
      return [{ kind: "grace", about: key, layer }, ...remind("grace")];
    case "missing": {
      // What waits says all of it.
      if (news.holds.length > 0) return [];
      if (end === null) return [{ kind: "missing", about: layer.layer, layer }];
      return [{ kind: "pre-existing", about: key, layer }, ...remind("pre-existing")];
    }
  }
}

function endOf({ state, until, deadline }: LayerNews): Date | null {
  return state === "missing" ? deadline : until;
}

/** The last reminder whose time has come: who was away for the first is told by the second alone. */
function reminderAt(end: Date, { remind }: Reminding, now: Date): number | null {
  if (now >= end) return null;
  const passed = remind.filter((days) => days > 0 && end.getTime() - days * DAY_MS <= now.getTime());
  return passed.length === 0 ? null : Math.min(...passed);
}

function reminderTimes(end: Date, { remind }: Reminding): readonly number[] {
  return remind.filter((days) => days > 0).map((days) => end.getTime() - days * DAY_MS);
}

/** Only to whom we had said before that it ends, or had ended. */
function renewed(layer: LayerNews, key: string, said: readonly SaidNotice[]): readonly DueNotice[] {
  const until = layer.until?.toISOString() ?? "";
  const warned = said.flatMap(({ kind, about, outcome }) =>
    (kind === "ends" || kind === "grace") && outcome?.delivered && about.startsWith(`${layer.layer}@`)
      ? [about.slice(layer.layer.length + 1, layer.layer.length + 1 + until.length)]
      : [],
  );
  const last = warned.toSorted().at(-1);
  return !layer.waived && last !== undefined && last < until ? [{ kind: "renewed", about: key, layer }] : [];
}

function needsPatience({ kind }: { readonly kind: NoticeKind }): boolean {
  return kind === "missing";
}

function isRipe(due: DueNotice, said: readonly SaidNotice[], now: Date): boolean {
  if (!needsPatience(due)) return true;
  const since = findSaid(due, said)?.plannedAt.getTime();
  return since !== undefined && now.getTime() - since >= PATIENCE_MS;
}

function findSaid({ kind, about }: DueNotice, said: readonly SaidNotice[]): SaidNotice | undefined {
  return said.find((one) => one.kind === kind && one.about === about);
}

function isSaid(due: DueNotice, said: readonly SaidNotice[], now: Date): boolean {
  const known = findSaid(due, said);
  if (!known?.outcome) return false;
  if (known.outcome.delivered) return true;
  return known.sentAt !== null && now.getTime() - known.sentAt.getTime() < AGAIN_MS;
}

/** Where no way is set up, time alone does not set one up. */
function isUnreached({ outcome }: SaidNotice): boolean {
  return outcome !== null && !outcome.delivered && outcome.why !== "no-channel";
}
