import type { CheckSubject, Subject } from "../../domain/subject.ts";
import { createAccessGate } from "../access/access-gate.ts";
import type { AccessGateDeps } from "../access/deps.ts";
import type { CommentWriter } from "../github-port.ts";
import { evaluateHead } from "../head/evaluate.ts";
import { type EvaluateGroupDeps, evaluateGroup } from "../head/evaluate-group.ts";
import { recordMerge } from "../head/merge.ts";
import { recheck } from "../head/recheck.ts";
import { compareHooks } from "../hooks/compare-hooks.ts";
import { type HookDeps, tellHook } from "../hooks/tell-hook.ts";
import { type LandingDeps, recordLandings } from "../landings/record-landings.ts";
import { sendDigest } from "../notices/digest.ts";
import { type TellDeps, tellPerson } from "../notices/tell.ts";
import { type PropertyDeps, refreshProperties } from "../policy/properties.ts";
import { checkPolicyPull, filePolicyPull, type PolicyPullDeps } from "../policy/pull.ts";
import type { KeepPolicyDocuments } from "../policy-documents/policy-documents.ts";
import { lookAtRecent } from "../recent.ts";
import { bringRosterFile } from "../roster/files.ts";
import { type KeepRosterDeps, keepRoster } from "../roster/keep-roster.ts";
import type { Rosters } from "../roster/port.ts";
import { fileRules, type KeepRulesDeps, keepRules } from "../rules/keep-rules.ts";
import { watchInstallation } from "../rules/watch-gate.ts";
import { type SweepDeps, sweepInstallation } from "./sweep.ts";

export type LookDeps = AccessGateDeps &
  KeepRosterDeps &
  EvaluateGroupDeps &
  SweepDeps &
  PropertyDeps &
  KeepRulesDeps &
  LandingDeps &
  HookDeps &
  TellDeps &
  PolicyPullDeps & {
    readonly comments: CommentWriter;
    readonly rosters: Pick<Rosters, "apply">;
    readonly keepPolicyDocuments: KeepPolicyDocuments;
  };

/** After so many tries a source that does not answer is shown on the check instead of waited for. */
const TRIES_BEFORE_UNDECIDED = 3;
const UNDECIDED_AGAIN_MS = 60_000;

/** Does what one subject asks. Every branch may run twice and beside itself. */
export async function look(subject: Subject, tries: number, deps: LookDeps): Promise<void> {
  switch (subject.kind) {
    case "head": {
      const final = tries >= TRIES_BEFORE_UNDECIDED;
      // First: a file that mends a policy of which none is in force is shown too.
      if (tries === 0) await filePolicyPull(subject, deps);
      const { outcome } = await evaluateHead(subject, { final }, deps);
      if (outcome === "undecided") await lookAgainSoon(subject, deps);
      return;
    }
    case "group": {
      const { done, outcome } = await evaluateGroup(subject, tries, deps);
      if (outcome === "undecided" && done !== "head-gone") await lookAgainSoon(subject, deps);
      return;
    }
    case "recheck":
      return recheck(subject, deps);
    case "merge":
      return recordMerge(subject, deps);
    case "landings":
      return recordLandings(subject, deps);
    case "installation":
      await sweepInstallation(subject.installationId, deps);
      return;
    case "recent":
      await lookAtRecent(subject.installationId, deps);
      return;
    case "access":
    case "access-run":
      return createAccessGate(deps).look(subject);
    case "roster-file":
      return bringRosterFile(subject, deps);
    case "roster":
      return keepRoster(subject, deps);
    case "policy":
      await deps.policies.refresh(subject.installationId, { final: tries >= TRIES_BEFORE_UNDECIDED });
      await refreshProperties(subject.installationId, deps);
      await fileRules(subject.installationId, deps);
      return deps.keepPolicyDocuments(subject.installationId);
    case "policy-pull":
      return checkPolicyPull(subject, deps);
    case "hook":
      return tellHook(subject, deps);
    case "hooks":
      await compareHooks(subject.orgId, deps);
      return;
    case "notice":
      return tellPerson(subject, { final: tries >= TRIES_BEFORE_UNDECIDED }, deps);
    case "digest":
      return sendDigest(subject, { final: tries >= TRIES_BEFORE_UNDECIDED }, deps);
    case "rules":
      if (subject.told) await watchInstallation(subject.installationId, deps);
      return keepRules(subject, deps);
  }
}

/** Shown as undecided, and still worth another try: nobody should have to ask for it. */
async function lookAgainSoon(subject: CheckSubject, { transact, clock }: LookDeps): Promise<void> {
  const at = new Date(clock().getTime() + UNDECIDED_AGAIN_MS);
  await transact((stores) => stores.jobs.file([{ subject, at }]));
}
