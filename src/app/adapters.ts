import type { OutsideStores } from "../domain/stores/index.ts";
import { createAccessWriter } from "../github/access-writer.ts";
import { createAccessReader } from "../github/account-access.ts";
import { createActivityReader } from "../github/activity.ts";
import { createCheckWriter, createCommentWriter, createRunFinder } from "../github/checks.ts";
import type { GitHubClient } from "../github/client.ts";
import { createCoverageReader } from "../github/coverage.ts";
import { createDeliveryClient } from "../github/deliveries.ts";
import { createGateHistoryReader } from "../github/gate-history.ts";
import { createHeadReader } from "../github/heads.ts";
import { createIdentityReader } from "../github/identities.ts";
import { createInstallationReader } from "../github/installations.ts";
import { createMergeQueueReader } from "../github/merge-queue.ts";
import { createPropertyReader } from "../github/properties.ts";
import { createRuleKeeper } from "../github/rule-keeper.ts";

/** GitHub behind its ports, as jobs ask for it. */
export function adaptersTo(
  github: GitHubClient,
  { appId, stores }: { readonly appId: number; readonly stores: Pick<OutsideStores, "repositories"> },
) {
  return {
    heads: createHeadReader(github),
    accountAccess: createAccessReader(github),
    accessWriter: createAccessWriter(github),
    mergeQueues: createMergeQueueReader(github),
    checks: createCheckWriter(github),
    runs: createRunFinder(github, appId),
    properties: createPropertyReader(github),
    identities: createIdentityReader(github),
    keeper: createRuleKeeper(github, appId),
    coverage: createCoverageReader(github),
    activity: createActivityReader(github),
    comments: createCommentWriter(github, (id) => stores.repositories.find(id)),
    installations: createInstallationReader(github, { appId }),
    deliveries: createDeliveryClient(github),
    gateHistory: createGateHistoryReader(github),
  };
}
