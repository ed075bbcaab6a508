import { randomBytes, randomUUID } from "node:crypto";
import type { Logger } from "pino";
import { Probot, ProbotOctokit } from "probot";
import type { ConfigWith } from "../config.ts";
import type { Clock } from "../domain/clock.ts";
import { coursesOf, type Files } from "../files.ts";
import { createCheckWriter, createCommentWriter, createRunFinder } from "../github/checks.ts";
import { createGitHubClient, type Octokit } from "../github/client.ts";
import { createDeliveryClient } from "../github/deliveries.ts";
import { fetchFromGitHub } from "../github/fetch.ts";
import { createHeadReader } from "../github/heads.ts";
import { createInstallationReader } from "../github/installations.ts";
import { createMergeQueueReader } from "../github/merge-queue.ts";
import { createPolicyFileReader } from "../github/policy-file.ts";
import type { Keys } from "../keys.ts";
import { createEntries } from "../pipeline/entries.ts";
import { type LookDeps, look } from "../pipeline/look.ts";
import { createPolicies } from "../pipeline/policies.ts";
import { sweepAll } from "../pipeline/sweep.ts";
import type { Work } from "../queue/work.ts";
import type { Deps, Storage } from "./storage.ts";

export interface Parts extends Deps {
  readonly clock: Clock;
  readonly files: Files;
  readonly storage: Storage;
  readonly keys: Keys;
}

export interface Core {
  readonly look: LookDeps;
  readonly probot: Probot;
}

/** What jobs are done with: GitHub behind its ports, and our own records. */
export async function createCore(config: ConfigWith<"github" | "server">, deps: Parts): Promise<Core> {
  const { stores, transact } = deps.storage;
  const { clock } = deps;
  const { appId, privateKey, apiUrl, webhookSecrets } = config.github;
  const probot = new Probot({
    appId,
    privateKey,
    secret: webhookSecrets[0] ?? "",
    baseUrl: apiUrl,
    log: deps.log.child({ part: "github" }),
    request: { fetch: fetchFromGitHub },
    // Pace and retries are ours: see github/client.ts and queue/queues.ts.
    Octokit: ProbotOctokit.defaults((options: object) => ({
      ...options,
      throttle: { enabled: false },
      retry: { enabled: false },
    })),
  });
  await probot.ready();
  const github = createGitHubClient({ auth: (id) => probot.auth(id) as Promise<Octokit>, clock });
  const instanceId = await stores.settings.once("instance-id", () => randomUUID());
  const entries = createEntries({ id: instanceId, version: deps.version });
  const files = createPolicyFileReader(github, config.policy.repository);
  const policies = createPolicies({ stores, transact, files, deployment: deps.files.policy, entries, clock });
  const courses = coursesOf(deps.files.curriculum);
  const look: LookDeps = {
    stores,
    transact,
    policies,
    entries,
    clock,
    heads: createHeadReader(github),
    mergeQueues: createMergeQueueReader(github),
    checks: createCheckWriter(github),
    runs: createRunFinder(github, appId),
    comments: createCommentWriter(github, (id) => stores.repositories.find(id)),
    installations: createInstallationReader(github, { appId }),
    deliveries: createDeliveryClient(github),
    courses: () => courses,
    baseUrl: config.server.baseUrl,
    newDecisionId: () => randomBytes(16).toString("base64url"),
    instanceKey: deps.keys.instanceKey,
  };
  return { look, probot };
}

export function workOf({ look: deps }: Core, log: Logger): Work {
  return {
    look: (subject: Parameters<typeof look>[0], tries: number) => look(subject, tries, deps),
    sweep: async () => {
      const found = await sweepAll(deps);
      log.info(found, "swept");
    },
  };
}
