import { createHash } from "node:crypto";
import { sha256OfJson } from "../../domain/canonical-json.ts";
import { type DecisionId, decisionId } from "../../domain/ids.ts";
import type { FileJob } from "../../domain/stores/index.ts";
import type { CheckSubject, Head } from "../../domain/subject.ts";
import type { Decision } from "../../gate/decision.ts";
import type { Facts } from "../../gate/facts.ts";
import { EQUAL_LOOKS } from "../log/heartbeat.ts";
import { decidedDraft, resourceKindOf } from "./decided-draft.ts";
import type { EvaluateDeps, Evaluation } from "./evaluate.ts";
import { digestFacts } from "./facts-digests.ts";
import { missingOf, waiversUsed } from "./logged-decision.ts";

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
      // Last, since all looks share this row.
      await stores.logTree.tally(EQUAL_LOOKS, 1);
    });
    return previous.decisionId;
  }

  const id = decisionId(deps.newDecisionId());
  const kept = forStorage(facts, id);
  const salt = deps.newSalt();
  const digests = digestFacts(kept, salt);
  const factsSha256 = sha256OfJson(digests);
  await deps.transact(async (stores) => {
    await stores.verdicts.saveDecision({
      ...head,
      id,
      outcome: decision.outcome,
      mode: decision.mode,
      policyDigest: decision.policyDigest,
      factsSha256,
      facts: kept,
      digests: { salt, of: digests },
      tree: decision,
      decidedAt: at,
    });
    await stores.verdicts.save(head, { ...look, decisionId: id, outcome: decision.outcome, verdictSha256 });
    await stores.verdicts.savePeople(head, accounts);
    await stores.waivers.recordUse(
      decision.people.flatMap(({ layers }) => waiversUsed(layers)),
      id,
    );
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

/** What makes an evaluation worth an entry. Dates that time alone moves are not in it. */
function verdictDigest(decision: Decision): string {
  const { outcome, mode, inBoundary, people, findings, undecided, breakGlass, modules } = decision;
  return sha256OfJson({
    outcome,
    breakGlass: breakGlass?.ids ?? [],
    mode,
    inBoundary,
    undecided,
    people: people.map(({ account, parts, required, notRequired, outcome, layers }) => ({
      account,
      // Left out where it is not so, since a digest of before knew nothing of it.
      ...(parts.some(({ kind }) => kind === "sponsor") ? { sponsor: true } : {}),
      required,
      notRequired,
      outcome,
      missing: missingOf(layers),
      waivers: waiversUsed(layers),
    })),
    findings: findings.map(({ kind, treatment, commits, answeredBy, accounts }) => ({
      kind,
      treatment,
      commits: commits.map(({ sha }) => sha),
      answeredBy: answeredBy.map(({ account }) => account),
      accounts: accounts.map(({ account }) => account),
    })),
    // Left out where there are none, as above. Which paths are told does not matter.
    ...(modules && { modules: modules.map(({ course, module, required }) => ({ course, module, required })) }),
  });
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
