import { createHash } from "node:crypto";
import { canonicalJson } from "../../domain/canonical-json.ts";

/** Digests of single facts by their paths, such as `people[2].completions`. */
export type FactsDigests = Readonly<Record<string, string>>;

/** What stands deeper belongs to the fact that holds it. */
const DEEPEST = 3;
/** Of a longer list each item is one fact: a promotion may bring a whole company. */
const LONGEST_OPENED = 100;

/**
 * Of each fact SHA-256(salt ‖ canonical JSON). The log commits to all of them together, so that a fact that was edited
 * can be named; the salt, since an account's id can be guessed.
 */
export function digestFacts(facts: unknown, salt: Uint8Array): FactsDigests {
  return Object.fromEntries([...factsIn(facts)].map(([path, value]) => [path, digestOf(value, salt)]));
}

/** Where the facts are not those that the digests are of: one line each. */
export function findEdited(facts: unknown, salt: Uint8Array, committed: FactsDigests): readonly string[] {
  const now = digestFacts(facts, salt);
  return [...new Set([...Object.keys(committed), ...Object.keys(now)])].flatMap((path) => {
    if (now[path] === committed[path]) return [];
    if (now[path] === undefined) return [`facts.${path} is missing`];
    return [`facts.${path} was ${committed[path] === undefined ? "added" : "edited"}`];
  });
}

function digestOf(value: unknown, salt: Uint8Array): string {
  return createHash("sha256").update(salt).update(canonicalJson(value), "utf8").digest("hex");
}

function* factsIn(value: unknown, path = "", depth = 0): Generator<readonly [string, unknown]> {
  const inner = depth < DEEPEST ? itemsOf(value, path) : [];
  if (inner.length === 0) yield [path, value];
  const isLong = Array.isArray(value) && value.length > LONGEST_OPENED;
  for (const [at, item] of inner) {
    if (isLong) yield [at, item];
    else yield* factsIn(item, at, depth + 1);
  }
}

function itemsOf(value: unknown, path: string): readonly (readonly [string, unknown])[] {
  if (Array.isArray(value)) return value.map((item, index) => [`${path}[${index}]`, item]);
  if (typeof value !== "object" || value === null) return [];
  const kept = Object.entries(value).filter(([, item]) => item !== undefined);
  return kept.map(([key, item]) => [path === "" ? key : `${path}.${key}`, item]);
}
