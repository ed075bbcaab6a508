import { canonicalJson } from "../../domain/canonical-json.ts";
import type { DecisionId } from "../../domain/ids.ts";
import type { Stores } from "../../domain/stores/index.ts";
import type { CheckSubject, Head } from "../../domain/subject.ts";
import type { Decision } from "../../gate/decision.ts";
import { MAX_ENTRY_BYTES } from "../../gatelog/place.ts";
import { type DraftOf, keyedName, keyOfAuthor } from "../entries.ts";
import type { EvaluateDeps, Evaluation } from "./evaluate.ts";
import { isEnforced, loggedPerson, loggedVerdict, peopleInOrder } from "./logged-decision.ts";

/** The entry of a decision: outcome, people and findings, without a name. */
export async function decidedDraft(
  stores: Stores,
  kept: { kind: ReturnType<typeof resourceKindOf>; id: DecisionId; factsSha256: string },
  { decision, facts, repository, installation }: Evaluation,
  deps: EvaluateDeps,
): Promise<Omit<DraftOf<"gate.decided">, "occurred_at" | "instance" | "app">> {
  const { people, omitted } = await peopleDrafts(stores, decision, deps);
  return {
    type: "gate.decided",
    org: installation.orgId,
    actor: { kind: "app" },
    source: { kind: "webhook" },
    decision_id: kept.id,
    resource: {
      kind: kept.kind,
      id: await headName(stores, decision, { repositoryId: repository.id, headSha: facts.headSha }, deps.instanceKey),
      repository_id: repository.id,
    },
    decision: { ...loggedVerdict(decision), people, ...(omitted > 0 ? { people_omitted: omitted } : {}) },
    mode: decision.mode,
    enforced: isEnforced(decision),
    rule: { policy_sha256: decision.policyDigest },
    facts_sha256: kept.factsSha256,
  };
}

type PersonDraft = DraftOf<"gate.decided">["decision"]["people"][number];

/** Leaves room for the rest of the entry in `MAX_ENTRY_BYTES`. */
const PEOPLE_BYTES = MAX_ENTRY_BYTES - 10_000;

/** The people as the log knows them, as many as one leaf takes: a first promotion may bring a whole company. */
async function peopleDrafts(
  stores: Stores,
  decision: Decision,
  { entries }: EvaluateDeps,
): Promise<{ people: PersonDraft[]; omitted: number }> {
  const known = peopleInOrder(decision);
  const drafts: PersonDraft[] = [];
  let bytes = 0;
  for (const { person, verdict } of known) {
    const draft = { ...(await entries.subjectOf(stores, person)), ...loggedPerson(verdict) };
    bytes += canonicalJson(draft).length + 1;
    if (bytes > PEOPLE_BYTES) break;
    drafts.push(draft);
  }
  return { people: drafts, omitted: known.length - drafts.length };
}

/** What the log calls it. */
export function resourceKindOf({ kind }: CheckSubject): "head" | "merge_group" {
  return kind === "group" ? "merge_group" : "head";
}

/** The head by its keyed name: the first author's key makes it, and erasing that key unmakes it. */
export async function headName(
  stores: Stores,
  decision: Pick<Decision, "people">,
  { repositoryId, headSha }: Head,
  instanceKey: Uint8Array,
): Promise<string> {
  const author = decision.people.find(({ parts }) => parts.some(({ kind }) => kind === "author"));
  return keyedName(await keyOfAuthor(stores, author?.person ?? null, instanceKey), repositoryId, headSha);
}
