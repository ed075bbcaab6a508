import { z } from "zod";
import { canonicalJson, sha256OfJson } from "../domain/canonical-json.ts";
import type { DecidedEntry, LogPlace } from "../domain/stores/decided.ts";
import type { StoredDecision } from "../domain/stores/verdicts.ts";
import { decide } from "../gate/decide.ts";
import type { Decision } from "../gate/decision.ts";
import type { Facts } from "../gate/facts.ts";
import type { Policy } from "../policy/policy.ts";
import { DecisionTree } from "./decision-tree.ts";
import { findEdited } from "./facts-digests.ts";
import { isEnforced, loggedPerson, loggedVerdict, peopleInOrder } from "./logged-decision.ts";
import { scopeIn } from "./scope-on.ts";

/** What it rested on may not be kept any more, so that nobody can decide it again: its facts, or its policy alone. */
export interface Replayed extends LogPlace {
  readonly decision: string;
  readonly result: "agrees" | "erased" | "policy-erased" | "differs";
  /** Why it differs, or what was erased: each a line that names the place. */
  readonly lines: readonly string[];
}

/** A policy as it is stored under its digest: `edited` where it has another. */
export type PolicyFound = Policy | "missing" | "edited" | "erased";

const Person = z.looseObject({ subject: z.string() });
const Decided = z.object({
  decision_id: z.string(),
  decision: z.looseObject({ people: z.array(Person), people_omitted: z.int().default(0) }),
  mode: z.string(),
  enforced: z.boolean(),
  rule: z.object({ policy_sha256: z.string() }),
  facts_sha256: z.string(),
  app: z.object({ version: z.string() }),
});
type Decided = z.infer<typeof Decided>;

/**
 * Decides again from the facts and the policy that were kept, once both are known to be those that the entry commits to,
 * and compares with what the entry says. Pure.
 */
export function replayDecision(
  { epoch, seq, body, decision: stored }: DecidedEntry,
  policyOf: (digest: string) => PolicyFound,
): Replayed {
  const entry = Decided.parse(JSON.parse(body));
  const told = (result: Replayed["result"], lines: readonly string[]) => ({
    epoch,
    seq,
    decision: entry.decision_id,
    result,
    lines,
  });
  if (!stored) return told("differs", ["the decision is not stored: its row was deleted"]);
  if (stored.facts === null) return told("erased", ["its facts were erased: nobody can decide it again"]);
  const edited = [...rowEdited(entry, stored), ...factsEdited(entry, stored), ...reasonsEdited(entry, stored)];
  const policy = policyOf(entry.rule.policy_sha256);
  const shortDigest = entry.rule.policy_sha256.slice(0, 8);
  if (policy === "edited") edited.push(`the policy ${shortDigest} was edited: it has another digest`);
  if (policy === "missing") edited.push(`the policy ${shortDigest} is not stored: its row was deleted`);
  if (edited.length > 0 || typeof policy === "string")
    return edited.length > 0
      ? told("differs", edited)
      : told("policy-erased", [`its policy ${shortDigest} was erased, since it named somebody who was`]);
  // Sound: their digest is the one that was written when they were made.
  const differences = decidedOtherwise(entry, stored.facts as Facts, policy);
  if (differences.length === 0) return told("agrees", []);
  return told("differs", [...differences, ...hints(entry, stored, policy)]);
}

/** The columns beside the facts, which pages and lists read. */
function rowEdited(entry: Decided, stored: StoredDecision): readonly string[] {
  const columns: readonly (readonly [string, unknown, unknown])[] = [
    ["outcome", stored.outcome, entry.decision.outcome],
    ["mode", stored.mode, entry.mode],
    ["policy digest", stored.policyDigest, entry.rule.policy_sha256],
    ["facts digest", stored.factsSha256, entry.facts_sha256],
  ];
  return columns.flatMap(([name, kept, logged]) =>
    kept === logged ? [] : [`the stored ${name} was edited: it is ${kept}, the log says ${logged}`],
  );
}

function factsEdited({ facts_sha256 }: Decided, { facts, digests }: StoredDecision): readonly string[] {
  if (digests) {
    const found = findEdited(facts, digests.salt, digests.of);
    const isListEdited = sha256OfJson(digests.of) !== facts_sha256;
    return isListEdited ? [...found, "the list of the facts' digests was edited: the log commits to another"] : found;
  }
  if (sha256OfJson(facts) === facts_sha256) return [];
  return ["the facts were edited; which of them cannot be told: their digests are not stored, as in old decisions"];
}

/** What pages show of it. Texts and names in it are for display; what it decides is in the log. */
function reasonsEdited(entry: Decided, { tree }: StoredDecision): readonly string[] {
  if (tree === null) return ["the reasons are not stored, though the facts are"];
  const parsed = DecisionTree.safeParse(tree);
  if (!parsed.success) return ["the stored reasons were edited: they are none of a decision"];
  return differencesTo(entry, parsed.data).map(
    ({ at, is, was }) => `the stored reasons were edited: ${at} is ${is}, the log says ${was}`,
  );
}

function decidedOtherwise(entry: Decided, facts: Facts, policy: Policy): readonly string[] {
  const scope = scopeIn(facts, policy);
  const again = decide(facts, policy, { scope, policyDigest: entry.rule.policy_sha256 });
  return differencesTo(entry, again).map(({ at, is, was }) => `${at}: the log says ${was}, decided again it is ${is}`);
}

interface Difference {
  readonly at: string;
  readonly is: string;
  readonly was: string;
}

function differencesTo(entry: Decided, decision: Decision): readonly Difference[] {
  const { people: logged, people_omitted, ...verdict } = entry.decision;
  const people = peopleInOrder(decision);
  const { mode, enforced } = entry;
  return [
    ...compare("", { ...loggedVerdict(decision) }, verdict),
    ...compare("", { mode: decision.mode, enforced: isEnforced(decision) }, { mode, enforced }),
    ...compare("", { "number of people": people.length }, { "number of people": logged.length + people_omitted }),
    ...logged.flatMap((person, index) => comparePerson(`people[${index}].`, people[index], person)),
  ];
}

function comparePerson(
  at: string,
  again: ReturnType<typeof peopleInOrder>[number] | undefined,
  { identity_commitment: _, ...logged }: Record<string, unknown>,
): readonly Difference[] {
  if (!again) return [];
  const { parts, ...verdict } = loggedPerson(again.verdict);
  // Entries of before do not say what somebody was on it.
  const said = "parts" in logged ? { parts } : {};
  return compare(at, { subject: again.person, ...said, ...verdict }, logged);
}

function compare(
  at: string,
  again: Readonly<Record<string, unknown>>,
  logged: Readonly<Record<string, unknown>>,
): readonly Difference[] {
  return [...new Set([...Object.keys(logged), ...Object.keys(again)])].flatMap((key) => {
    const [is, was] = [textOf(again[key]), textOf(logged[key])];
    return is === was ? [] : [{ at: `${at}${key}`, is, was }];
  });
}

function textOf(value: unknown): string {
  return value === undefined ? "nothing" : canonicalJson(value);
}

/** What may lie behind a difference that nobody made. */
function hints({ app }: Decided, { digests }: StoredDecision, { scopes }: Policy): readonly string[] {
  const rested = !digests && scopes.some(({ property }) => property !== undefined);
  return [
    `it was decided by version ${app.version}`,
    ...(rested ? ["its scope rested on properties of the repository, which were not kept then"] : []),
  ];
}
