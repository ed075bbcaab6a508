import { RENEWAL_DRAW } from "../training/draw-kinds.ts";
import { aboutMinutes } from "../training/minutes.ts";
import { dayText, lastDayText } from "./day-text.ts";
import type { Decision, MissingItem, PersonVerdict } from "./decision.ts";
import type { ExplainedPerson, Links } from "./explanation.ts";

type Needs = Pick<ExplainedPerson, "needs" | "next" | "detail">;

/** What one person lacks and the one thing to do next; or why nothing is asked of them. */
export function explainNeeds(person: PersonVerdict, decision: Decision, links: Links): Needs {
  if (person.notRequired !== null) return { needs: excuseText(person), next: null, detail: [] };
  const missing = missingOf(person);
  const first = missing[0];
  if (!first) return { needs: nothingText(person), next: null, detail: restsOn(person, decision) };
  return {
    needs: missing.map((item) => needText(item, decision)).join(", "),
    next: nextStep(first, decision, links),
    detail:
      missing.length === 1
        ? [detailText(first)]
        : missing.map((item) => `${titleOf(item.course, decision)}: ${detailText(item)}`),
  };
}

function missingOf(person: PersonVerdict): readonly MissingItem[] {
  const items = person.layers.flatMap(({ standing }) => (standing.state === "met" ? [] : standing.missing));
  return [...new Map(items.map((item) => [item.course, item])).values()];
}

function titleOf(course: string, { courses }: Decision): string {
  return courses.find(({ id }) => id === course)?.title ?? course;
}

function needText({ course, why, graceUntil }: MissingItem, decision: Decision): string {
  const by = graceUntil === null ? "" : ` by ${dayOf(graceUntil)}`;
  const title = titleOf(course, decision);
  switch (why) {
    case "never":
      return `${title}${by}`;
    case "expired":
      return `${title}: renewal${by}`;
    case "superseded":
      return `${title}: new version${by}`;
    case "not-attested":
      return `${title}: signature${by}`;
  }
}

function nextStep(item: MissingItem, { courses }: Decision, links: Links): { text: string; url: string } {
  const { course, why, isMinor } = item;
  const known = courses.find(({ id }) => id === course);
  const url = links.course(course);
  if (isMinor) return { text: "a short quiz on what changed", url };
  switch (why) {
    case "never":
    case "superseded":
      return {
        text: known
          ? `start, ${aboutMinutes(known.minutes)}, or test out in ${aboutMinutes(known.testOutMinutes)}`
          : "start, or test out",
        url,
      };
    case "expired":
      return { text: `renew, ${aboutMinutes(RENEWAL_DRAW)}`, url };
    case "not-attested":
      return { text: "sign, about 1 min", url };
  }
}

function detailText({ why, since, isMinor }: MissingItem): string {
  switch (why) {
    case "never":
      return "never finished";
    case "expired":
      return `valid until ${dayOf(since)}`;
    case "superseded":
      return isMinor ? `finished, and parts of it changed on ${dayOf(since)}` : "finished in an older version";
    case "not-attested":
      return `passed on ${dayOf(since)}, and waits for a signature`;
  }
}

function nothingText({ layers }: PersonVerdict): string {
  const waived = layers.flatMap(({ layer, waived }) =>
    waived ? [`${layer} is waived until ${lastDayText(waived.until)}`] : [],
  );
  return waived.length === 0 ? "nothing" : `nothing: ${waived.join(", ")}`;
}

/** How long what is met holds, and where it comes from if that is not our own course. */
function restsOn({ layers }: PersonVerdict, decision: Decision): readonly string[] {
  return layers.flatMap(({ layer, standing, waived, imported = [] }) => {
    if (standing.state !== "met" || waived || standing.until === null) return [];
    const titles = imported.map((course) => titleOf(course, decision)).join(", ");
    const origin = titles === "" ? "" : `, imported from another learning system: ${titles}`;
    const { due = [] } = standing;
    const follows = due.map(({ course, by }) => `${titleOf(course, decision)} follows by ${dayOf(by)}`);
    // What ends first may be the time for what follows: then it is told by that.
    const isHeld = !due.some(({ by }) => by === standing.until);
    return [...(isHeld ? [`${layer}: current until ${dayOf(standing.until)}${origin}`] : []), ...follows];
  });
}

function excuseText({ notRequired }: PersonVerdict): string {
  switch (notRequired) {
    case "no-rule":
      return "no rule asks for training";
    case "listed-bot":
      return "a bot that the policy knows";
    case "sponsored-bot":
      return "a bot: its sponsor answers for it";
    case "unknown-bot":
      return "a bot that the policy does not know";
    case "assistant":
      return "an AI assistant: the people here answer for it";
    case "no-access":
      return "named in a commit, has no access here";
    case "left":
      return "named in a commit, has left by the roster";
    case "shown-only":
      return "named in a commit; the policy asks who opened and who pushed";
    case "outside":
      return "from outside the organisation";
    case "not-a-user":
    case null:
      return "not a person's account";
  }
}

function dayOf(instant: string | null): string {
  return instant === null ? "an unknown day" : dayText(instant);
}
