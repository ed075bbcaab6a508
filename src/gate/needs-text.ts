import type { Decision, MissingItem, PersonVerdict } from "./decision.ts";
import type { ExplainedPerson, Links } from "./explanation.ts";

type Needs = Pick<ExplainedPerson, "needs" | "next" | "detail">;

/** What one person lacks and the one thing to do next; or why nothing is asked of them. */
export function explainNeeds(person: PersonVerdict, decision: Decision, links: Links): Needs {
  if (person.notRequired !== null) return { needs: excuseText(person), next: null, detail: [] };
  const missing = missingOf(person);
  const first = missing[0];
  if (!first) return { needs: "nothing", next: null, detail: untilOf(person) };
  return {
    needs: missing.map((item) => needText(item, decision)).join(", "),
    next: nextStep(first, decision, links),
    detail: missing.map((item) => detailText(item, decision)),
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
  const by = graceUntil === null ? "" : ` by ${day(graceUntil)}`;
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

function nextStep({ course, why }: MissingItem, decision: Decision, links: Links): { text: string; url: string } {
  const minutes = decision.courses.find(({ id }) => id === course)?.minutes;
  const about = minutes === undefined ? "" : `, about ${minutes} min`;
  const url = links.course(course);
  switch (why) {
    case "never":
      return { text: `start${about}, or test out`, url };
    case "expired":
      return { text: "renew with one quiz", url };
    case "superseded":
      return { text: `start${about}, or test out`, url };
    case "not-attested":
      return { text: "sign, about 1 min", url };
  }
}

function detailText({ course, why, since }: MissingItem, decision: Decision): string {
  const title = titleOf(course, decision);
  switch (why) {
    case "never":
      return `${title} was never finished`;
    case "expired":
      return `${title} was valid until ${day(since)}`;
    case "superseded":
      return `${title} was finished in an older version`;
    case "not-attested":
      return `${title} was passed on ${day(since)} and waits for a signature`;
  }
}

function untilOf(person: PersonVerdict): readonly string[] {
  return person.layers.flatMap(({ layer, standing }) =>
    standing.state === "met" && standing.until !== null ? [`${layer}: current until ${day(standing.until)}`] : [],
  );
}

function excuseText({ notRequired }: PersonVerdict): string {
  switch (notRequired) {
    case "no-rule":
      return "no rule asks for training";
    case "listed-bot":
      return "a bot that the policy knows";
    case "unknown-bot":
      return "a bot that the policy does not know";
    case "assistant":
      return "an AI assistant; the people answer";
    case "no-access":
      return "named in a commit, has no access here";
    case "shown-only":
      return "shown only";
    case "outside":
      return "from outside the organisation";
    case "not-a-user":
    case null:
      return "not a person's account";
  }
}

/** ISO 8601 instant → the day in UTC, as the pages write it. */
export function day(instant: string | null): string {
  return instant === null ? "an unknown day" : instant.slice(0, 10);
}
