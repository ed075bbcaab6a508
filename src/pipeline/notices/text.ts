import { dayText, lastDayText } from "../../gate/day-text.ts";
import type { DueNotice } from "./due.ts";
import type { CourseNews, GrantNews, HoldNews, LayerNews } from "./news.ts";
import type { Message } from "./port.ts";

export interface TextPlace {
  /** `https://training.example.org` */
  readonly baseUrl: string;
  readonly organisation: string;
}

/** What somebody reads. Days are absolute, since a message is read on another day than it was written. */
export function messageOf(due: readonly DueNotice[], place: TextPlace): Message {
  const start = needsAction(due)
    ? `Start here: ${place.baseUrl}/ (sign in with GitHub; you can stop and go on at any time.)`
    : `Your training: ${place.baseUrl}/`;
  const wordsOf = (subject: string, parts: readonly string[]) => ({
    subject: `${place.organisation}: ${subject}`,
    markdown: `${["Hello,", ...parts, start, CLOSING].join("\n\n")}\n`,
  });
  return {
    ...wordsOf(subjectOf(due), sections(due)),
    quiet: wordsOf("news about your training", [QUIET]),
  };
}

const QUIET = "There is something for you to see about your training and your access.";
const CLOSING =
  "This message was written by the training gate. If something here looks wrong, tell your administrators.";

const ORDER = ["granted", "renewed", "hold", "moved", "removed", "grace", "missing", "pre-existing", "ends"] as const;

function sections(due: readonly DueNotice[]): readonly string[] {
  const sorted = due.toSorted((a, b) => ORDER.indexOf(a.kind) - ORDER.indexOf(b.kind));
  // A first word and a reminder of the same end say the same.
  return [...new Set(sorted.map(sectionOf))];
}

function needsAction(due: readonly DueNotice[]): boolean {
  return due.some(({ kind }) => kind !== "granted" && kind !== "renewed");
}

function subjectOf(due: readonly DueNotice[]): string {
  const [first] = due.toSorted((a, b) => urgency(a) - urgency(b));
  return first ? SUBJECTS[first.kind] : "news about your training";
}

const SUBJECTS: Readonly<Record<DueNotice["kind"], string>> = {
  hold: "your access waits for a short training",
  moved: "you can read only, until your training is renewed",
  removed: "your access waits until your training is renewed",
  granted: "your access is here",
  missing: "a training is asked of you",
  "pre-existing": "a training is asked of you",
  ends: "your training ends soon",
  grace: "your training has ended, please renew it",
  renewed: "your training is renewed",
};

const URGENCY: readonly DueNotice["kind"][] = [
  "removed",
  "moved",
  "hold",
  "grace",
  "pre-existing",
  "missing",
  "ends",
  "granted",
  "renewed",
];
const urgency = ({ kind }: DueNotice) => URGENCY.indexOf(kind);

function sectionOf(due: DueNotice): string {
  if ("hold" in due) return holdText(due.kind, due.hold);
  if ("grant" in due) return grantText(due.grant);
  return layerText(due.kind, due.layer);
}

function holdText(kind: DueNotice["kind"], { what, instead, courses }: HoldNews): string {
  const keep = instead === null ? "" : ` Until then ${instead}.`;
  const list = courseLines(courses);
  const arrives = "As soon as you are done, the access comes by itself: you need not ask anybody.";
  if (kind === "hold")
    return `Welcome! Your access to ${what} is prepared and waits for this:\n\n${list}\n\n${arrives}`;
  return `Your training has ended, and so your access to ${what} waits for its renewal.${keep} What is needed:\n\n${list}\n\n${arrives}`;
}

function grantText({ what, at }: GrantNews): string {
  return `Thank you for the training. Since ${dayText(at.toISOString())} you have access to ${what}.`;
}

function layerText(kind: DueNotice["kind"], layer: LayerNews): string {
  const { until, deadline, waived, courses } = layer;
  const list = courseLines(courses);
  const last = until === null ? "" : lastDayText(until.toISOString());
  switch (kind) {
    case "ends":
      return waived
        ? `You are spared the training “${layer.layer}” up to and including ${last}. From then on it is asked of you:\n\n${list}`
        : `Your training “${layer.layer}” counts up to and including ${last}. You can renew it now and lose no day by it:\n\n${list}`;
    case "grace":
      return `The training “${layer.layer}” needs to be done again. Nothing changes for you up to and including ${last}; please do this before then:\n\n${list}`;
    case "renewed":
      return `Your training “${layer.layer}” is renewed${until === null ? "" : ` and counts up to and including ${last}`}. There is nothing more to do.`;
    case "pre-existing":
      return `You have had access since before this training was asked for. Please do it up to and including ${lastDayText((deadline ?? new Date(0)).toISOString())}; until then nothing changes for you:\n\n${list}`;
    default:
      return `The training “${layer.layer}” is asked of everybody with access like yours, and it is missing. Until it is done, your pull requests may have to wait:\n\n${list}`;
  }
}

function courseLines(courses: readonly CourseNews[]): string {
  return courses.map(({ title, time }) => `- ${title}${time === null ? "" : `, ${time}`}`).join("\n");
}
