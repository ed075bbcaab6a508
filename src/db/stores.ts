import type { OutsideStores, Stores } from "../domain/stores/index.ts";
import { createAccessStore } from "./access/access.ts";
import { createAccessEffectStore } from "./access/effects.ts";
import { createAccessGateStore } from "./access/gates.ts";
import { createHoldStore } from "./access/holds.ts";
import { createPaceStore } from "./access/pace.ts";
import { createAccessRunStore } from "./access/runs.ts";
import { createGithubLogStore } from "./audit/github-log.ts";
import { createAwarenessStore } from "./awareness/awareness.ts";
import type { Db, Tx } from "./client.ts";
import { createDeliveryStore } from "./deliveries.ts";
import { createErasureStore } from "./erasure/store.ts";
import { createBreakGlassStore } from "./exceptions/break-glass.ts";
import { createReasonStore } from "./exceptions/reasons.ts";
import { createWaiverStore } from "./exceptions/waivers.ts";
import { createDecidedStore } from "./heads/decided.ts";
import { createLandingStore } from "./heads/landings.ts";
import { createPullRequestStore } from "./heads/pull-requests.ts";
import { createVerdictStore } from "./heads/verdicts.ts";
import { createApiClientStore } from "./hooks/api-clients.ts";
import { createHookStore } from "./hooks/hooks.ts";
import { createInstallationStore } from "./installations.ts";
import { createAnchorStore } from "./log/anchors.ts";
import { createLogStore } from "./log/entries.ts";
import { createLogTreeStore } from "./log/tree.ts";
import { createNoticeStore } from "./notices/notices.ts";
import { createRepositoryStore } from "./repositories.ts";
import { createRetentionStore } from "./retention.ts";
import { createReviewStore } from "./reviews.ts";
import { createRosterImportStore } from "./roster/imports.ts";
import { createPeopleStore } from "./roster/people.ts";
import { createRosterStore } from "./roster/roster.ts";
import { createCoverageStore, createRuleStore } from "./rules/coverage.ts";
import { createPauseStore } from "./rules/pauses.ts";
import { createPolicyStore } from "./rules/policies.ts";
import { createPolicyCheckStore } from "./rules/policy-checks.ts";
import { createSessionStore } from "./sessions.ts";
import { createSettingStore } from "./settings.ts";
import { createAcknowledgementStore } from "./training/acknowledgements.ts";
import { createCourseStore } from "./training/courses.ts";
import { createImportStore } from "./training/imports.ts";
import { createTrainingStore } from "./training/training.ts";
import { createTrainingPolicyStore } from "./training/training-policies.ts";

/** All stores on one connection pool, or, given a transaction, all inside it. */
export function createStores(tx: Tx): Stores;
export function createStores(db: Db): OutsideStores;
export function createStores(db: Db | Tx): OutsideStores {
  return {
    people: createPeopleStore(db),
    sessions: createSessionStore(db),
    installations: createInstallationStore(db),
    repositories: createRepositoryStore(db),
    pulls: createPullRequestStore(db),
    access: createAccessStore(db),
    holds: createHoldStore(db),
    accessEffects: createAccessEffectStore(db),
    accessGates: createAccessGateStore(db),
    accessRuns: createAccessRunStore(db),
    deliveries: createDeliveryStore(db),
    pace: createPaceStore(db),
    pauses: createPauseStore(db),
    verdicts: createVerdictStore(db),
    decided: createDecidedStore(db),
    policies: createPolicyStore(db),
    policyChecks: createPolicyCheckStore(db),
    courses: createCourseStore(db),
    reasons: createReasonStore(db),
    // The signatures above show `append` to whoever holds a transaction, and to nobody else.
    log: createLogStore(db as Tx),
    logTree: createLogTreeStore(db as Tx),
    training: createTrainingStore(db),
    waivers: createWaiverStore(db),
    breakGlass: createBreakGlassStore(db),
    imports: createImportStore(db),
    roster: createRosterStore(db),
    rosterImports: createRosterImportStore(db),
    awareness: createAwarenessStore(db),
    rules: createRuleStore(db),
    coverage: createCoverageStore(db),
    landings: createLandingStore(db),
    githubLogs: createGithubLogStore(db),
    settings: createSettingStore(db),
    retention: createRetentionStore(db),
    erasure: createErasureStore(db),
    apiClients: createApiClientStore(db),
    hooks: createHookStore(db),
    trainingPolicies: createTrainingPolicyStore(db),
    acknowledgements: createAcknowledgementStore(db),
    reviews: createReviewStore(db),
    anchors: createAnchorStore(db),
    notices: createNoticeStore(db),
  };
}
