import { dayText, lastDayText } from "../../gate/day-text.ts";
import type { DueNotice } from "./due.ts";
import type { DueDocument } from "./due-documents.ts";
import type { CourseNews, GrantNews, HoldNews, LayerNews } from "./news.ts";
import type { Message } from "./port.ts";
import { DOCUMENT_SUBJECTS, documentText } from "./text-documents.ts";

export interface TextPlace {
  /** `https://training.example.org` */
  readonly baseUrl: string;
  readonly organisation: string;
}

/** What somebody reads. Days are absolute, since a message is read on another day than it was written. */
export function messageOf(due: readonly DueNotice[], place: TextPlace): Message {
  const wordsOf = (subject: string, parts: readonly string[]) => ({
    subject: `${place.organisation}: ${subject}`,
    markdown: `${["Hello,", ...parts, closingOf(due, place)].join("\n\n")}\n`,
  });
  const texts = due.flatMap((one) => ("document" in one && one.document.text !== null ? [one.document.text] : []));
  return {
    ...wordsOf(subjectOf(due), sections(due, place)),
    quiet: wordsOf("there is something for you to see", [
      QUIET,
      `See it here: ${place.baseUrl}/ (sign in with GitHub)`,
    ]),
    ...(texts.length > 0 && { attachments: texts.map((text) => ({ name: "policy.md", text })) }),
  };
}

const QUIET = "There is something for you to see about your training, your access or a policy.";

/** Where training is done; a policy says itself where it is read. */
function placesOf(due: readonly DueNotice[], { baseUrl }: TextPlace): readonly string[] {
  const others = due.filter((one) => !("document" in one));
  if (others.length === 0) return [];
  const isDone = others.every(({ kind }) => kind === "granted" || kind === "renewed");
  return [
    isDone
      ? `Your training: ${baseUrl}/`
      : `Start here: ${baseUrl}/ (sign in with GitHub; you can stop and go on at any time.)`,
  ];
}

/** Why they get it, who wrote it, and whom to ask. */
function closingOf(due: readonly DueNotice[], { organisation }: TextPlace): string {
  const isOfPolicies = due.every((one) => "document" in one);
  const why = isOfPolicies
    ? `You get this because you belong to ${organisation} and the policy is for you.`
    : `You get this because you have access to repositories of ${organisation}, or will have.`;
  return `${why} The training gate wrote it by itself: if something looks wrong, tell your administrators.`;
}

const ORDER: readonly DueNotice["kind"][] = [
  ...(["granted", "renewed", "hold", "moved", "removed", "grace", "missing", "pre-existing", "ends"] as const),
  ...(["policy-reminder", "policy"] as const),
];

/** Training with where it is done, then policies, each with where it is read. */
function sections(due: readonly DueNotice[], place: TextPlace): readonly string[] {
  const sorted = due.toSorted((a, b) => ORDER.indexOf(a.kind) - ORDER.indexOf(b.kind));
  const training = sorted.flatMap((one) => ("document" in one ? [] : [sectionOf(one)]));
  const documents = sorted.flatMap((one) => ("document" in one ? [documentText(one, place.baseUrl)] : []));
  // A first word and a reminder of the same end say the same.
  return [...new Set(training), ...placesOf(due, place), ...documents];
}

function subjectOf(due: readonly DueNotice[]): string {
  const [first] = due.toSorted((a, b) => urgency(a) - urgency(b));
  if (!first) return "news about your training";
  if ("document" in first) return DOCUMENT_SUBJECTS[first.kind](first.document.title);
  return "layer" in first && first.kind === "ends" && first.layer.waived
    ? "a training will be asked of you soon"
    : SUBJECTS[first.kind];
}

type DueTraining = Exclude<DueNotice, DueDocument>;

const SUBJECTS: Readonly<Record<DueTraining["kind"], string>> = {
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
  "policy-reminder",
  "policy",
  "granted",
  "renewed",
];
const urgency = ({ kind }: DueNotice) => URGENCY.indexOf(kind);

function sectionOf(due: DueTraining): string {
  if ("hold" in due) return holdText(due.kind, due.hold);
  if ("grant" in due) return grantText(due.grant);
  return layerText(due.kind, due.layer);
}

function holdText(kind: DueNotice["kind"], { cause, what, instead, courses }: HoldNews): string {
  const keep = instead === null ? "" : ` Until then ${instead}.`;
  const list = courseLines(courses);
  const arrives = "As soon as you are done, the access comes by itself: you need not ask anybody.";
  if (kind === "hold")
    return `${cause === "new" ? "Welcome! " : ""}Your access to ${what} is prepared and waits for this:\n\n${list}\n\n${arrives}`;
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
