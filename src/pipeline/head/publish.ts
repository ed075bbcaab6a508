import { sha256OfJson } from "../../domain/canonical-json.ts";
import type { DecisionId } from "../../domain/ids.ts";
import type { HeadVerdict } from "../../domain/stores/verdicts.ts";
import type { CheckSubject, Head } from "../../domain/subject.ts";
import { explainDecision } from "../../gate/explain.ts";
import type { Links } from "../../gate/explanation.ts";
import { type Conclusion, type Effect, planCheck } from "../../gate/plan.ts";
import { checkText } from "../../gate/summary.ts";
import type { DraftOf } from "../entries.ts";
import type { RunFinder } from "../github-port.ts";
import { headName, resourceKindOf } from "./decided-draft.ts";
import type { EvaluateDeps, Evaluation } from "./evaluate.ts";

type Decided = Evaluation & { readonly decisionId: DecisionId };

/** Makes GitHub show the decision: look, compare, act. One request where something differs, none where nothing does. */
export async function publish(
  head: CheckSubject,
  decided: Decided,
  deps: EvaluateDeps,
): Promise<"unchanged" | "published" | "head-gone"> {
  const shown = await adoptLostRun(head, decided, deps);
  const rerun = shown?.rerunAt != null;
  const links = linksOf(decided.decisionId, deps.baseUrl);
  const text = checkText(explainDecision(decided.decision, links), decided.decision, links);
  const digest = (conclusion: Conclusion) => shownDigest(conclusion, decided, deps.baseUrl);
  const effect = planCheck(
    decided.decision,
    {
      runId: shown?.checkRunId ?? null,
      conclusion: shown?.conclusion ?? null,
      shownSha256: shown?.shownSha256 ?? null,
      rerun,
      awaited: decided.awaited,
    },
    digest,
  );
  if (!effect) return "unchanged";

  if (effect.kind === "create-run")
    await deps.transact((stores) => stores.verdicts.save(head, { creatingAt: deps.clock() }));
  const published = await deps.checks.publish(
    decided.repository,
    head.headSha,
    effect.kind === "update-run" ? effect.runId : null,
    {
      conclusion: effect.conclusion,
      ...text,
      text: null,
      detailsUrl: links.decision,
      externalId: decided.decisionId,
    },
  );
  if (published === null) {
    await deps.transact((stores) => stores.verdicts.save(head, { creatingAt: null }));
    return "head-gone";
  }
  await recordShown(
    head,
    { ...decided, effect, runId: published.runId, shownSha256: digest(effect.conclusion), shown },
    deps,
  );
  return "published";
}

/**
 * What the run shows, as a digest. The policy's digest and the decision's id are left out: they name the reason of the
 * last change, and a new reason for the same verdict is not worth a write on every open pull request.
 */
function shownDigest(conclusion: Conclusion, { decision }: Decided, baseUrl: string): string {
  const links = linksOf("", baseUrl);
  const { title, summary } = checkText({ ...explainDecision(decision, links), policyDigest: "" }, decision, links);
  return sha256OfJson({ conclusion, title, summary });
}

export function linksOf(decisionId: string, baseUrl: string): Links {
  return {
    course: (id) => `${baseUrl}/courses/${encodeURIComponent(id)}`,
    decision: `${baseUrl}/decisions/${decisionId}`,
    linkEmail:
      "https://docs.github.com/en/account-and-profile/how-tos/email-preferences/adding-an-email-address-to-your-github-account",
  };
}

/**
 * A crash between GitHub's answer and our note of it leaves a run that we do not know, and a sweep may have seen another
 * than ours: what GitHub shows is then asked for, and taken over.
 */
async function adoptLostRun(
  head: Head,
  { previous, repository }: Decided,
  deps: EvaluateDeps,
): Promise<HeadVerdict | null> {
  if (!previous?.creatingAt) return previous;
  const found = await deps.runs.newestRun(repository, head.headSha);
  const change = { ...shownBy(found, previous), creatingAt: null };
  await deps.transact((stores) => stores.verdicts.save(head, change));
  return { ...previous, ...change };
}

function shownBy(found: Awaited<ReturnType<RunFinder["newestRun"]>>, noted: HeadVerdict): Partial<HeadVerdict> {
  if (found === null) return { checkRunId: null, conclusion: null };
  if (found.id === noted.checkRunId) return { conclusion: found.conclusion };
  // Made by us and not noted: a re-run that was asked for before is answered by it.
  return { checkRunId: found.id, conclusion: found.conclusion, shownSha256: null, rerunAt: null };
}

async function recordShown(
  head: CheckSubject,
  done: Decided & { effect: Effect; runId: number; shownSha256: string; shown: HeadVerdict | null },
  deps: EvaluateDeps,
): Promise<void> {
  const { effect, runId, shownSha256, decision, installation, shown } = done;
  const at = deps.clock();
  await deps.transact(async (stores) => {
    const asked = await stores.verdicts.find(head);
    // Somebody may have asked for a re-run while this one was written: that wish stands.
    const answered = asked?.rerunAt?.getTime() === shown?.rerunAt?.getTime();
    await stores.verdicts.save(head, {
      checkRunId: runId,
      conclusion: effect.conclusion,
      shownSha256,
      creatingAt: null,
      ...(answered ? { rerunAt: null } : {}),
    });
    await deps.entries.append<DraftOf<"check.published">>(stores, at, {
      type: "check.published",
      org: installation.orgId,
      actor: { kind: "app" },
      source: { kind: "reconcile" },
      decision_id: done.decisionId,
      resource: {
        kind: resourceKindOf(head),
        id: await headName(stores, decision, head, deps.instanceKey),
        repository_id: head.repositoryId,
      },
      check: { conclusion: effect.conclusion, created: effect.kind === "create-run" },
      mode: decision.mode,
    });
  });
}
