import { randomBytes, randomUUID } from "node:crypto";
import type { Logger } from "pino";
import type { Probot } from "probot";
import type { ConfigWith } from "../config.ts";
import type { Clock } from "../domain/clock.ts";
import type { Files } from "../files.ts";
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
import type { Keys } from "../keys.ts";
import { type Counters, createCounters } from "../metrics.ts";
import type { CoursesInForce } from "../pipeline/courses-in-force.ts";
import { createRoom } from "../pipeline/leave-room.ts";
import { beat } from "../pipeline/log/heartbeat.ts";
import { type LookDeps, look } from "../pipeline/look.ts";
import type { PublishDeps } from "../pipeline/preview-staged.ts";
import { purge } from "../pipeline/purge.ts";
import { lookAround } from "../pipeline/recent.ts";
import { sweepAll } from "../pipeline/sweep.ts";
import { WEBHOOK_PATH } from "../policy/manifest.ts";
import type { Work } from "../queue/work.ts";
import { type Anchors, anchorsOn } from "./anchors.ts";
import { connectGitHub } from "./github.ts";
import { createPolicyParts } from "./policies.ts";
import { entriesOf } from "./records.ts";
import { instanceKeyOf, signingKeysOf, tellBeat } from "./signing.ts";
import type { Deps, Storage } from "./storage.ts";
import { createRuleTeller } from "./tell-rules.ts";

export interface Parts extends Deps {
  readonly clock: Clock;
  readonly files: Files;
  readonly storage: Storage;
  readonly keys: Keys;
}

export interface Core {
  readonly look: LookDeps;
  readonly courses: CoursesInForce;
  readonly previewCourses: PublishDeps["preview"];
  readonly probot: Probot;
  readonly counters: Counters;
  readonly budgets: GitHubClient["budgets"];
  readonly anchors: Anchors;
}

/** What jobs are done with: GitHub behind its ports, and our own records. */
export async function createCore(config: ConfigWith<"github" | "server">, deps: Parts): Promise<Core> {
  const { stores, transact } = deps.storage;
  const { clock } = deps;
  const { appId } = config.github;
  const { probot, github } = await connectGitHub(config.github, { log: deps.log, clock, pace: stores.pace });
  const entries = await entriesOf(deps.storage, deps.version);
  const { courses, previewCourses, ...policyParts } = await createPolicyParts(config, { ...deps, github, entries });
  const { baseUrl } = config.server;
  const told = deps.log.child({ part: "anchors" });
  const anchors = anchorsOn(config, { stores, clock, keys: signingKeysOf(deps.keys), baseUrl, log: told });
  const look: LookDeps = {
    stores,
    transact,
    ...policyParts,
    entries,
    clock,
    heads: createHeadReader(github),
    mergeQueues: createMergeQueueReader(github),
    checks: createCheckWriter(github),
    runs: createRunFinder(github, appId),
    properties: createPropertyReader(github),
    identities: createIdentityReader(github),
    keeper: createRuleKeeper(github, appId),
    coverage: createCoverageReader(github),
    seeLog: anchors.seeLog,
    appId,
    webhookUrl: `${config.server.baseUrl}${WEBHOOK_PATH}`,
    newId: randomUUID,
    activity: createActivityReader(github),
    tellRules: createRuleTeller(deps.log.child({ part: "rules" })),
    comments: createCommentWriter(github, (id) => stores.repositories.find(id)),
    installations: createInstallationReader(github, { appId }),
    deliveries: createDeliveryClient(github),
    gateHistory: createGateHistoryReader(github),
    courses: courses.facts,
    module: courses.module,
    baseUrl: config.server.baseUrl,
    newDecisionId: () => randomBytes(16).toString("base64url"),
    newSalt: () => randomBytes(32),
    instanceKey: await instanceKeyOf(stores, deps.keys),
  };
  return { look, courses, previewCourses, probot, counters: createCounters(), budgets: github.budgets, anchors };
}

export function workOf({ look: deps, counters, budgets, anchors }: Core, log: Logger): Work {
  const leaveRoom = createRoom({ stores: deps.stores, budgets });
  return {
    async look(subject, { tries, priority }) {
      return look(subject, await leaveRoom(subject, priority, tries), deps);
    },
    sweep: async () => {
      const found = await sweepAll(deps);
      counters.redelivered(found.redelivered);
      log.info(found, "swept");
    },
    lookAround: async () => counters.redelivered((await lookAround(deps)).redelivered),
    purge: async () => log.info(await purge(deps), "purged"),
    heartbeat: async () => tellBeat(await beat(deps), log.child({ part: "log" })),
    stamp: anchors.stamp,
    mail: anchors.mail,
  };
}
