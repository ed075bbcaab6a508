import type { OutsideStores, Stores } from "../domain/stores/index.ts";
import { createAccessStore } from "./access.ts";
import { createAccessEffectStore } from "./access-effects.ts";
import { createAccessGateStore } from "./access-gates.ts";
import { createAccessRunStore } from "./access-runs.ts";
import { createAcknowledgementStore } from "./acknowledgements.ts";
import { createAnchorStore } from "./anchors.ts";
import { createApiClientStore } from "./api-clients.ts";
import { createAwarenessStore } from "./awareness.ts";
import { createBreakGlassStore } from "./break-glass.ts";
import type { Db, Tx } from "./client.ts";
import { createCourseStore } from "./courses.ts";
import { createCoverageStore, createRuleStore } from "./coverage.ts";
import { createDecidedStore } from "./decided.ts";
import { createDeliveryStore } from "./deliveries.ts";
import { createErasureStore } from "./erasure/store.ts";
import { createGithubLogStore } from "./github-log.ts";
import { createHoldStore } from "./holds.ts";
import { createHookStore } from "./hooks.ts";
import { createImportStore } from "./imports.ts";
import { createInstallationStore } from "./installations.ts";
import { createLandingStore } from "./landings.ts";
import { createLogStore } from "./log-entries.ts";
import { createLogTreeStore } from "./log-tree.ts";
import { createNoticeStore } from "./notices.ts";
import { createPaceStore } from "./pace.ts";
import { createPauseStore } from "./pauses.ts";
import { createPeopleStore } from "./people.ts";
import { createPolicyStore } from "./policies.ts";
import { createPolicyCheckStore } from "./policy-checks.ts";
import { createPullRequestStore } from "./pull-requests.ts";
import { createReasonStore } from "./reasons.ts";
import { createRepositoryStore } from "./repositories.ts";
import { createRetentionStore } from "./retention.ts";
import { createReviewStore } from "./reviews.ts";
import { createRosterStore } from "./roster.ts";
import { createRosterImportStore } from "./roster-imports.ts";
import { createSessionStore } from "./sessions.ts";
import { createSettingStore } from "./settings.ts";
import { createTrainingStore } from "./training.ts";
import { createTrainingPolicyStore } from "./training-policies.ts";
import { createVerdictStore } from "./verdicts.ts";
import { createWaiverStore } from "./waivers.ts";

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
