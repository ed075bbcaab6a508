import { explainPeople, explainPullRequests } from "./explain-people.ts";
import { explainRecords } from "./explain-records.ts";
import { explainScopes } from "./explain-scopes.ts";
import { explainTraining } from "./explain-training.ts";
import { DEFAULT_ORIGIN, type LayeredPolicy, type Origin } from "./layer.ts";
import { explainNotices } from "./notices.ts";
import { explainReview } from "./review.ts";
import type { Said } from "./said.ts";

/** One sentence of a policy in plain English, and where what it says comes from. */
export interface Sentence {
  readonly text: string;
  readonly origins: readonly Origin[];
}

export interface Topic {
  readonly heading: string;
  readonly sentences: readonly Sentence[];
}

/** The policy in force in plain sentences, each with its file and line. */
export function explainPolicy(layered: LayeredPolicy): readonly Topic[] {
  const { policy, raised } = layered;
  const topics: readonly (readonly [string, readonly Said[]])[] = [
    ["What happens, and where", explainScopes(policy)],
    ["Who needs which training", explainTraining(policy)],
    ["Pull requests", explainPullRequests(policy)],
    ["Access, exceptions and limits", explainPeople(policy)],
    ...(policy.notices ? [["How people are told", explainNotices(policy)] as const] : []),
    ...(policy.review ? [["Reviews of the programme", explainReview(policy)] as const] : []),
    ["What is kept, and how long", explainRecords(policy)],
  ];
  const told = topics.map(([heading, said]) => ({ heading, sentences: said.map((one) => toSentence(layered, one)) }));
  if (raised.length === 0) return told;
  const held = raised.map(({ path, asked, held, origin }) => ({
    text: `${path} asks for ${asked} and is held at ${held} by the floor.`,
    origins: [origin, ...originsUnder(layered, path)],
  }));
  return [...told, { heading: "Held by the floor", sentences: held }];
}

/** As lines of text for a terminal. */
export function formatExplanation(topics: readonly Topic[]): string {
  return topics
    .map(({ heading, sentences }) =>
      [heading, ...sentences.map(({ text, origins }) => `  ${text}${placesOf(origins)}`)].join("\n"),
    )
    .join("\n\n");
}

function placesOf(origins: readonly Origin[]): string {
  if (origins.length === 0) return "";
  return `  [${origins.map(({ source, line }) => (line === undefined ? source : `${source}:${line}`)).join(", ")}]`;
}

function toSentence(layered: LayeredPolicy, [text, ...paths]: Said): Sentence {
  return { text, origins: distinct(paths.flatMap((path) => originsUnder(layered, `enforcement.${path}`))) };
}

/** The origins of a value and of all that it holds. */
function originsUnder({ provenance }: LayeredPolicy, path: string): readonly Origin[] {
  const found = [...provenance].filter(
    ([key]) => key === path || key.startsWith(`${path}.`) || key.startsWith(`${path}[`),
  );
  return distinct(found.length === 0 ? [DEFAULT_ORIGIN] : found.map(([, origin]) => origin));
}

function distinct(origins: readonly Origin[]): readonly Origin[] {
  return [...new Map(origins.map((origin) => [`${origin.source}:${origin.line}`, origin])).values()];
}
