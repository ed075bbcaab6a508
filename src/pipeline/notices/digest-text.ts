import { dayText, lastDayText } from "../../gate/day-text.ts";
import type { ForecastWeek } from "./forecast.ts";
import type { Message } from "./port.ts";

/** Somebody whom nothing reached, and what to tell them. */
export interface UnreachedPerson {
  readonly login: string;
  /** Why, as a clause. */
  readonly why: string;
  /** To be pasted into a chat. */
  readonly sentence: string;
}

/** What those who run this app may have to know. */
export interface DigestFacts {
  readonly waiting: {
    readonly count: number;
    readonly oldest: readonly { readonly login: string; readonly what: string; readonly since: Date }[];
  };
  readonly unreached: readonly UnreachedPerson[];
  /** Runs that would take more than they may, and ask. */
  readonly stopped: readonly { readonly kind: string; readonly asked: number; readonly at: Date }[];
  /** Seats that somebody gives again each time. */
  readonly conflicts: number;
  readonly waivers: readonly { readonly login: string; readonly layer: string; readonly until: Date }[];
  /** Within two weeks, soonest first. */
  readonly lapses: readonly { readonly login: string; readonly layer: string; readonly at: Date }[];
  readonly forecast: readonly ForecastWeek[];
}

interface Place {
  readonly baseUrl: string;
  readonly organisation: string;
}

/** Longer lists end with a word on the rest: the page has all of them. */
const MOST_LINES = 20;

/** Null where nothing waits for anybody's attention. */
export function digestOf(facts: DigestFacts, { baseUrl, organisation }: Place): Message | null {
  const sections = [
    unreachedText(facts.unreached),
    stoppedText(facts.stopped),
    conflictText(facts.conflicts),
    waitingText(facts.waiting),
    listText("Waivers that end within two weeks:", facts.waivers, waiverLine),
    listText("Training that ends within two weeks:", facts.lapses, lapseLine),
  ].flatMap((section) => section ?? []);
  if (sections.length === 0) return null;
  const forecast = forecastText(facts.forecast);
  const place = `All of it, and what can be done: ${baseUrl}/admin\n\n${whyOf(organisation)}`;
  return {
    subject: `${organisation}: ${subjectOf(facts)}`,
    markdown: `${[...sections, ...forecast, place].join("\n\n")}\n`,
    quiet: {
      subject: `${organisation}: the training gate`,
      markdown: `${[countsText(facts), place].join("\n\n")}\n`,
    },
  };
}

/** What goes out at once, without waiting for the digest. */
export function unreachedMessage(people: readonly UnreachedPerson[], { baseUrl, organisation }: Place): Message {
  const place = `More on it: ${baseUrl}/admin\n\n${whyOf(organisation)}`;
  const subject = `${organisation}: access waits, and ${counted(people.length, "person has", "people have")} not been told`;
  return {
    subject,
    markdown: `${[unreachedText(people) ?? "", place].join("\n\n")}\n`,
    quiet: { subject: `${organisation}: the training gate`, markdown: `${[subject, place].join("\n\n")}\n` },
  };
}

const STOPPED: Readonly<Record<string, string>> = {
  lapse: "access whose training has ended",
  "pre-existing": "access that is older than the training asked for",
  leaver: "access of people who left",
};

function whyOf(organisation: string): string {
  return `You get this because you administer the training gate of ${organisation}, or its policy names your address.`;
}

function subjectOf({ unreached, waiting, lapses }: DigestFacts): string {
  if (unreached.length > 0) return `${counted(unreached.length, "person has", "people have")} not been told`;
  if (waiting.count > 0) return `access of ${counted(waiting.count, "seat waits", "seats wait")} for training`;
  return lapses.length > 0 ? "training that ends soon" : "the training gate asks you to look";
}

function countsText({ unreached, waiting, stopped, conflicts, waivers, lapses }: DigestFacts): string {
  return [
    `- not told: ${unreached.length}`,
    `- access that waits: ${waiting.count}`,
    `- runs that stopped and ask: ${stopped.length}`,
    `- seats that somebody gives again: ${conflicts}`,
    `- waivers that end within two weeks: ${waivers.length}`,
    `- training that ends within two weeks: ${lapses.length}`,
  ].join("\n");
}

function unreachedText(people: readonly UnreachedPerson[]): string | null {
  if (people.length === 0) return null;
  const lines = people
    .slice(0, MOST_LINES)
    .map(({ login, why, sentence }) => `- ${login} (${why}). To paste:\n  ${sentence}`);
  return [
    people.length === 1
      ? "This person has not been told what waits for them. Please tell them:"
      : "These people have not been told what waits for them. Please tell them:",
    ...lines,
    ...rest(people.length),
  ].join("\n");
}

function stoppedText(runs: DigestFacts["stopped"]): string | null {
  return listText(
    "Stopped, and waits for your word:",
    runs,
    ({ kind, asked, at }) =>
      `${STOPPED[kind] ?? kind}: ${counted(asked, "seat", "seats")}, ${dayText(at.toISOString())}`,
  );
}

function conflictText(count: number): string | null {
  if (count === 0) return null;
  const seats =
    count === 1
      ? "1 seat again each time that it is taken. It is"
      : `${count} seats again each time that they are taken. They are`;
  return `Somebody gives ${seats} left alone from now on: name who manages the team by managed_by in the policy.`;
}

function waitingText({ count, oldest }: DigestFacts["waiting"]): string | null {
  if (count === 0) return null;
  const lines = oldest
    .slice(0, MOST_LINES)
    .map(({ login, what, since }) => `- ${login}: ${what}, since ${dayText(since.toISOString())}`);
  return ["Access that waits for training, oldest first:", ...lines, ...rest(count)].join("\n");
}

function waiverLine({ login, layer, until }: DigestFacts["waivers"][number]): string {
  return `${login}: ${layer}, up to and including ${lastDayText(until.toISOString())}`;
}

function lapseLine({ login, layer, at }: DigestFacts["lapses"][number]): string {
  return `${login}: ${layer}, counts up to and including ${lastDayText(at.toISOString())}`;
}

function forecastText(weeks: readonly ForecastWeek[]): readonly string[] {
  const busy = weeks.filter(({ people }) => people > 0);
  if (busy.length === 0) return [];
  const lines = busy.map(({ from, people }) => `- week of ${dayText(from)}: ${counted(people, "person", "people")}`);
  return [["If nobody renews, training ends for:", ...lines].join("\n")];
}

function listText<Item>(heading: string, items: readonly Item[], lineOf: (item: Item) => string): string | null {
  if (items.length === 0) return null;
  return [heading, ...items.slice(0, MOST_LINES).map((item) => `- ${lineOf(item)}`), ...rest(items.length)].join("\n");
}

function rest(count: number): readonly string[] {
  return count > MOST_LINES ? [`- and ${count - MOST_LINES} more`] : [];
}

function counted(count: number, one: string, many: string): string {
  return `${count} ${count === 1 ? one : many}`;
}
