import { aboutMinutes } from "../training/minutes.ts";
import type { Decision, ModuleNote, PersonVerdict } from "./decision.ts";
import type { ExplainedModule, ExplainedPerson, Links } from "./explanation.ts";

const NAMES_SHOWN = 20;

/** A module in words: what of it is touched, where it is, and who still has to pass it. */
export function explainModule(note: ModuleNote, links: Links): ExplainedModule {
  const { title, minutes, required } = note;
  const time = minutes > 0 ? `, ${aboutMinutes(minutes)}` : "";
  return {
    touches: touchesText(note),
    next: { text: `${title}${time}`, url: urlOf(note, links) },
    asked: required ? askedText(note) : null,
  };
}

function touchesText({ paths, more, isPart }: ModuleNote): string {
  if (paths.length === 0 && more === 0) return "More files than GitHub lists";
  const further = `${isPart ? "at least " : ""}${more} ${paths.length > 0 ? "more" : more === 1 ? "file" : "files"}`;
  if (paths.length === 0) return further;
  return more > 0 ? `${paths.join(", ")} and ${further}` : paths.join(", ");
}

function askedText({ lacking, withCourse }: ModuleNote): NonNullable<ExplainedModule["asked"]> {
  if (lacking.length === 0) {
    const all = `Everybody who is asked here has ${withCourse ? "finished its course" : "passed it"}.`;
    return { names: all, counts: all };
  }
  const shown = lacking.slice(0, NAMES_SHOWN).map(({ login }) => `@${login}`);
  const more = lacking.length > shown.length ? [`${lacking.length - shown.length} more`] : [];
  const still = `still ${lacking.length === 1 ? "has" : "have"} to ${withCourse ? "finish its course" : "pass it"}.`;
  return {
    names: `${[...shown, ...more].join(", ")} ${still}`,
    counts: `${lacking.length === 1 ? "1 person" : `${lacking.length} people`} ${still}`,
  };
}

export function modulesLackedBy(
  { account }: Pick<PersonVerdict, "account">,
  { modules = [] }: Pick<Decision, "modules">,
): readonly ModuleNote[] {
  const lacked = modules.filter(({ lacking }) => lacking.some((one) => one.account === account));
  // Two rules may name the same one.
  return [...new Map(lacked.map((note) => [`${note.course}/${note.module}`, note])).values()];
}

type Needs = Pick<ExplainedPerson, "needs" | "next" | "detail">;

/** What else somebody needs: it comes after what they lack everywhere, and is the next step where they lack nothing else. */
export function withModules(needs: Needs, lacked: readonly ModuleNote[], links: Links): Needs {
  const [first] = lacked;
  if (!first) return needs;
  const named = lacked.map(({ title, withCourse }) => `the module ${title}${withCourse ? ", with its course" : ""}`);
  if (needs.next) return { ...needs, needs: [needs.needs, ...named].join(", ") };
  return { needs: named.join(", "), next: stepOf(first, links), detail: ["asked for what is touched here"] };
}

function stepOf(note: ModuleNote, links: Links): NonNullable<Needs["next"]> {
  if (note.withCourse) return { text: "finish its course, or test out", url: links.course(note.course) };
  const time = note.minutes > 0 ? `, ${aboutMinutes(note.minutes)} to read` : "";
  return { text: `take the module${time}, and its quiz`, url: urlOf(note, links) };
}

function urlOf({ course, module }: ModuleNote, links: Links): string {
  return `${links.course(course)}/${encodeURIComponent(module)}`;
}
