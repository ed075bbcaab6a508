import { randomBytes, randomUUID } from "node:crypto";
import type { Logger } from "pino";
import type { Probot } from "probot";
import type { ConfigWith } from "../config.ts";
import type { Clock } from "../domain/clock.ts";
import type { Files } from "../files.ts";
import type { GitHubClient } from "../github/client.ts";
import { createHookSender } from "../hook-sender.ts";
import type { Keys } from "../keys.ts";
import { createMailer } from "../mail/smtp.ts";
import { type Counters, createCounters } from "../metrics.ts";
import type { AwarenessSending } from "../pipeline/awareness/port.ts";
import type { CoursesInForce } from "../pipeline/courses/courses-in-force.ts";
import type { PublishDeps } from "../pipeline/courses/preview-staged.ts";
import { createRoom } from "../pipeline/leave-room.ts";
import { beat } from "../pipeline/log/heartbeat.ts";
import { createRoles } from "../pipeline/policy/roles.ts";
import type { PolicyDocumentDeps } from "../pipeline/policy-documents/deps.ts";
import { listedIn } from "../pipeline/policy-documents/list.ts";
import { purge } from "../pipeline/purge.ts";
import { lookAround } from "../pipeline/recent.ts";
import type { ReviewDeps } from "../pipeline/reviews/deps.ts";
import { type LookDeps, look } from "../pipeline/sweep/look.ts";
import { sweepAll } from "../pipeline/sweep/sweep.ts";
import { WEBHOOK_PATH } from "../policy/manifest.ts";
import type { Work } from "../queue/work.ts";
import { adaptersTo } from "./adapters.ts";
import { type Anchors, anchorsOn } from "./anchors.ts";
import { newslettersOn } from "./awareness.ts";
import { rostersOn } from "./exceptions.ts";
import { connectGitHub } from "./github.ts";
import { channelsOn } from "./notices.ts";
import { createPolicyParts } from "./policies.ts";
import { policyDocumentsOn } from "./policy-documents.ts";
import { entriesOf, instanceIdOf } from "./records.ts";
import { createProgrammeKeeper, reviewsOn } from "./reviews.ts";
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
  readonly policyDocuments: PolicyDocumentDeps;
  readonly reviews: ReviewDeps;
  readonly newsletters: AwarenessSending;
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
  const records = { stores, transact, entries, clock, policies: policyParts.policies };
  const policyDocuments = policyDocumentsOn({
    ...records,
    files: deps.files,
    curriculum: () => courses.refresh().then(courses.curriculum),
    baseUrl,
  });
  // One for all, so that all of it together is no more than a mail server bears.
  const mailer = config.mail ? createMailer(config.mail) : null;
  const channels = channelsOn({ stores, transact, entries, clock, github, mailer });
  const reading = { ...deps, keys: signingKeysOf(deps.keys), instance: await instanceIdOf(stores) };
  const reviews = reviewsOn({ ...records, curriculum: policyDocuments.curriculum, version: deps.version }, reading);
  const look: LookDeps = {
    stores,
    transact,
    ...policyParts,
    entries,
    clock,
    rosters: rostersOn(records, createRoles(records)),
    keepPolicyDocuments: createProgrammeKeeper(policyDocuments, reviews),
    ...adaptersTo(github, { appId, stores }),
    seeLog: anchors.seeLog,
    appId,
    webhookUrl: `${config.server.baseUrl}${WEBHOOK_PATH}`,
    newId: randomUUID,
    tellRules: createRuleTeller(deps.log.child({ part: "rules" })),
    courses: courses.facts,
    curriculum: courses.curriculum,
    listed: (org) => listedIn(org, policyDocuments),
    channels,
    module: courses.module,
    baseUrl: config.server.baseUrl,
    newDecisionId: () => randomBytes(16).toString("base64url"),
    newSalt: () => randomBytes(32),
    instanceKey: await instanceKeyOf(stores, deps.keys),
    sender: createHookSender(deps),
    hookKey: deps.keys.sessionKey,
  };
  const newsletters = newslettersOn(config, { ...records, channels, mailer }, deps.files);
  const { budgets } = github;
  return {
    look,
    courses,
    previewCourses,
    probot,
    counters: createCounters(),
    budgets,
    anchors,
    policyDocuments,
    reviews,
    newsletters,
  };
}

/** However slowly a mail server takes them: less time than a job of this queue has. The next one goes on. */
const RUN_MS = 4 * 60_000;
const MAILS_A_RUN = 10_000;

export function workOf({ look: deps, counters, budgets, anchors, newsletters }: Core, log: Logger): Work {
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
    // What one of them cannot send keeps the other back no longer than it takes to try.
    mail: async () => {
      await anchors.mail().finally(async () => {
        const until = new Date(deps.clock().getTime() + RUN_MS);
        await newsletters.sendOpen({ most: MAILS_A_RUN, until });
      });
    },
  };
}
