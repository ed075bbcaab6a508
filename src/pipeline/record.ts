import { createHash } from "node:crypto";
import { sha256OfJson } from "../domain/canonical-json.ts";
import { type DecisionId, decisionId } from "../domain/ids.ts";
import type { FileJob, Stores } from "../domain/stores/index.ts";
import type { CheckSubject, Head } from "../domain/subject.ts";
import type { Decision, PersonVerdict } from "../gate/decision.ts";
import type { Facts } from "../gate/facts.ts";
import { type DraftOf, keyedName, keyOfAuthor } from "./entries.ts";
import type { EvaluateDeps, Evaluation } from "./evaluate.ts";

/**
 * Writes the decision and its entry together, if outcome, mode, missing or findings differ from the head's last one;
 * an equal look only moves the date. Answers the id under which the decision stands.
 */
export async function recordDecision(
  subject: CheckSubject,
  evaluation: Evaluation,
  deps: EvaluateDeps,
): Promise<DecisionId> {
  const { decision, facts, previous } = evaluation;
  const head: Head = { repositoryId: subject.repositoryId, headSha: subject.headSha };
  const verdictSha256 = verdictDigest(decision);
  const at = new Date(facts.asOf);
  const accounts = decision.people.map(({ account }) => account);
  const changesAt = decision.changesAt === null ? null : new Date(decision.changesAt);
  const look = { evaluatedAt: at, changesAt };
  const timed = timedLook(subject, changesAt, at);

  if (previous?.decisionId && previous.verdictSha256 === verdictSha256) {
    const isNewDate = previous.changesAt?.getTime() !== changesAt?.getTime();
    await deps.transact(async (stores) => {
      await stores.verdicts.save(head, look);
      if (isNewDate) await stores.jobs.file(timed);
    });
    return previous.decisionId;
  }

  const id = decisionId(deps.newDecisionId());
  const kept = forStorage(facts, id);
  const factsSha256 = sha256OfJson(kept);
  await deps.transact(async (stores) => {
    await stores.verdicts.saveDecision({
      ...head,
      id,
      outcome: decision.outcome,
      mode: decision.mode,
      policyDigest: decision.policyDigest,
      factsSha256,
      facts: kept,
      tree: decision,
      decidedAt: at,
    });
    await stores.verdicts.save(head, { ...look, decisionId: id, outcome: decision.outcome, verdictSha256 });
    await stores.verdicts.savePeople(head, accounts);
    const kind = resourceKindOf(subject);
    await deps.entries.append(stores, at, await decidedDraft(stores, { kind, id, factsSha256 }, evaluation, deps));
    await stores.jobs.file(timed);
  });
  return id;
}

/** GitHub waits six hours at most for the checks of a merge group, so what changes after days is not looked at. */
const GROUP_LIVES_MS = 2 * 86_400_000;

function timedLook(subject: CheckSubject, at: Date | null, now: Date): readonly FileJob[] {
  if (at === null) return [];
  return subject.kind === "group" && at.getTime() - now.getTime() > GROUP_LIVES_MS ? [] : [{ subject, at }];
}

/** What the log calls it. */
export function resourceKindOf({ kind }: CheckSubject): "head" | "merge_group" {
  return kind === "group" ? "merge_group" : "head";
}

/** What makes an evaluation worth an entry (DESIGN 3a.6). Dates that time alone moves are not in it. */
export function verdictDigest({ outcome, mode, inBoundary, people, findings, undecided }: Decision): string {
  return sha256OfJson({
    outcome,
    mode,
    inBoundary,
    undecided,
    people: people.map(({ account, required, notRequired, outcome, layers }) => ({
      account,
      required,
      notRequired,
      outcome,
      missing: missingOf(layers),
    })),
    findings: findings.map(({ kind, treatment, commits, answeredBy, accounts }) => ({
      kind,
      treatment,
      commits: commits.map(({ sha }) => sha),
      answeredBy: answeredBy.map(({ account }) => account),
      accounts: accounts.map(({ account }) => account),
    })),
  });
}

function missingOf(layers: PersonVerdict["layers"]) {
  return layers.flatMap(({ layer, standing }) =>
    standing.state === "met"
      ? []
      : standing.missing.map(({ course, why }) => ({ requirement: `${layer}/${course}`, why })),
  );
}

/** Facts as they are kept for replay: names and addresses are not needed to decide again. */
function forStorage(facts: Facts, salt: string): Facts {
  const veil = (text: string) => createHash("sha256").update(`${salt}:${text}`).digest("hex");
  return {
    ...facts,
    people: facts.people.map((person) => ({ ...person, login: "" })),
    unlinked: facts.unlinked.map(({ sha, email }) => ({ sha, email: veil(email), name: "" })),
  };
}

async function decidedDraft(
  stores: Stores,
  kept: { kind: ReturnType<typeof resourceKindOf>; id: DecisionId; factsSha256: string },
  { decision, facts, repository, installation }: Evaluation,
  deps: EvaluateDeps,
): Promise<Omit<DraftOf<"gate.decided">, "occurred_at" | "instance" | "app">> {
  const people = await Promise.all(
    decision.people.flatMap(({ person, ...verdict }) =>
      person === null ? [] : [deps.entries.subjectOf(stores, person).then((subject) => personDraft(subject, verdict))],
    ),
  );
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
    decision: {
      outcome: decision.outcome,
      people,
      findings: decision.findings.map(({ kind, treatment, commits, accounts }) => ({
        kind,
        treatment,
        count: commits.length + accounts.length,
      })),
      sources_missing: decision.undecided.map((source) => source.slice(0, 60)),
    },
    mode: decision.mode,
    enforced: decision.mode === "block" && decision.inBoundary,
    rule: { policy_sha256: decision.policyDigest },
    facts_sha256: kept.factsSha256,
  };
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

function personDraft(
  subject: { subject: string; identity_commitment: string },
  { outcome, required, layers }: Omit<PersonVerdict, "person">,
): DraftOf<"gate.decided">["decision"]["people"][number] {
  return {
    ...subject,
    outcome,
    required: required ? layers.map(({ layer }) => layer) : [],
    satisfied: layers.flatMap(({ layer, standing }) =>
      standing.state === "met" ? [{ requirement: layer, ...(standing.until ? { until: standing.until } : {}) }] : [],
    ),
    missing: missingOf(layers),
  };
}
