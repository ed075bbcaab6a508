import { z } from "zod";
import { sha256OfJson } from "../../domain/canonical-json.ts";
import type { StoredDecision } from "../../domain/stores/verdicts.ts";
import { decide } from "../../gate/decide.ts";
import type { Decision } from "../../gate/decision.ts";
import type { Facts } from "../../gate/facts.ts";
import type { Policy } from "../../policy/policy.ts";
import { findEdited } from "../head/facts-digests.ts";
import { isEnforced, loggedPerson, loggedVerdict, peopleInOrder } from "../head/logged-decision.ts";
import { scopeIn } from "../policy/scope-on.ts";
import { DecisionTree } from "./decision-tree.ts";
import {
  asDecidedAgain,
  asEditedReasons,
  compare,
  type Difference,
  findEditedColumns,
  NO_DECISION,
  NOT_STORED,
  type Recalled,
} from "./replay-differences.ts";

const Person = z.looseObject({ subject: z.string() });
const Decided = z.object({
  decision: z.looseObject({ people: z.array(Person), people_omitted: z.int().default(0) }),
  mode: z.string(),
  enforced: z.boolean(),
  rule: z.object({ policy_sha256: z.string() }),
  facts_sha256: z.string(),
  app: z.object({ version: z.string() }),
});
type Decided = z.infer<typeof Decided>;

/** A decision on a head or a merge group. */
export function recallHead(body: unknown, stored: StoredDecision): Recalled {
  const entry = Decided.parse(body);
  return {
    isErased: stored.facts === null,
    findEdited: () => [...rowEdited(entry, stored), ...factsEdited(entry, stored), ...reasonsEdited(entry, stored)],
    decideAgain(policy) {
      // Sound: their digest is the one that was written when they were made.
      const differences = decidedOtherwise(entry, stored.facts as Facts, policy);
      return differences.length === 0 ? [] : [...differences, ...hints(entry, stored, policy)];
    },
  };
}

function rowEdited(entry: Decided, stored: StoredDecision): readonly string[] {
  return findEditedColumns([
    ["outcome", stored.outcome, entry.decision.outcome],
    ["mode", stored.mode, entry.mode],
    ["policy digest", stored.policyDigest, entry.rule.policy_sha256],
    ["facts digest", stored.factsSha256, entry.facts_sha256],
  ]);
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
  if (tree === null) return [NOT_STORED];
  const parsed = DecisionTree.safeParse(tree);
  return parsed.success ? differencesTo(entry, parsed.data).map(asEditedReasons) : [NO_DECISION];
}

function decidedOtherwise(entry: Decided, facts: Facts, policy: Policy): readonly string[] {
  const scope = scopeIn(facts, policy);
  const again = decide(facts, policy, { scope, policyDigest: entry.rule.policy_sha256 });
  return differencesTo(entry, again).map(asDecidedAgain);
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

/** What may lie behind a difference that nobody made. */
function hints({ app }: Decided, { digests }: StoredDecision, { scopes }: Policy): readonly string[] {
  const rested = !digests && scopes.some(({ property }) => property !== undefined);
  return [
    `it was decided by version ${app.version}`,
    ...(rested ? ["its scope rested on properties of the repository, which were not kept then"] : []),
  ];
}
