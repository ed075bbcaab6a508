import { randomBytes, randomUUID } from "node:crypto";
import { createServer } from "node:http";
import type { Logger } from "pino";
import { Probot, ProbotOctokit } from "probot";
import type { Config, ConfigWith } from "./config.ts";
import { type Db, openDb } from "./db/client.ts";
import { openEmbedded } from "./db/embedded.ts";
import { migrate } from "./db/migrate.ts";
import { startSequencing } from "./db/sequencing.ts";
import { createStores } from "./db/stores.ts";
import type { Clock } from "./domain/clock.ts";
import type { OutsideStores, Transact } from "./domain/stores/index.ts";
import { coursesOf, type Files, loadFiles } from "./files.ts";
import { placeEntry } from "./gatelog/place.ts";
import { createCheckWriter, createCommentWriter, createRunFinder } from "./github/checks.ts";
import { createGitHubClient, type Octokit } from "./github/client.ts";
import { createDeliveryClient } from "./github/deliveries.ts";
import { fetchFromGitHub } from "./github/fetch.ts";
import { createHeadReader } from "./github/heads.ts";
import { createInstallationReader } from "./github/installations.ts";
import { createMergeQueueReader } from "./github/merge-queue.ts";
import { createPolicyFileReader } from "./github/policy-file.ts";
import { createSignIn } from "./github/sign-in.ts";
import { closeServer, listenOn } from "./http.ts";
import { type Keys, loadKeys } from "./keys.ts";
import { createMetrics } from "./metrics.ts";
import { createInbox } from "./pipeline/accept.ts";
import { createDecisionPages } from "./pipeline/decision-pages.ts";
import { createEntries } from "./pipeline/entries.ts";
import { createLearning } from "./pipeline/learning.ts";
import { type LookDeps, look } from "./pipeline/look.ts";
import { createPolicies } from "./pipeline/policies.ts";
import { createRequirements } from "./pipeline/requirements.ts";
import { createSessions } from "./pipeline/sessions.ts";
import { sweepAll } from "./pipeline/sweep.ts";
import { createQueue, type Queue } from "./queue/boss.ts";
import { handBackOrphans } from "./queue/orphans.ts";
import { createTransact } from "./queue/transact.ts";
import { drainWork, startWork } from "./queue/work.ts";
import { createAssets } from "./web/assets.ts";
import { createWeb } from "./web/create-web.tsx";
import { createListener } from "./web/listener.ts";
import { createDescriber } from "./webhook/describe.ts";
import { createIngress, WEBHOOK_PATH } from "./webhook/ingress.ts";
import { type BodyFacts, listen } from "./webhook/listen.ts";

export interface Deps {
  readonly log: Logger;
  readonly version: string;
  readonly clock?: Clock;
}

export interface Storage {
  readonly db: Db;
  readonly queue: Queue;
  readonly stores: OutsideStores;
  readonly transact: Transact;
  /** When this server came to a database that no other process used. */
  readonly aloneSince: Date | undefined;
  close(): Promise<void>;
}

export interface App {
  readonly url: string;
  /** In order: no new requests, running jobs end, the log is in order, the database is left. */
  stop(): Promise<void>;
}

const systemClock: Clock = () => new Date();
const LOG_BATCH = 500;

/** The database found or started, migrated, with the queue on it. A `command` files jobs and works none. */
export async function openStorage(config: Config, deps: Deps & { role: "server" | "command" }): Promise<Storage> {
  const log = deps.log.child({ part: "db" });
  const { url: given, adminUrl, dataDir } = config.database;
  const embedded = given === undefined ? await openEmbedded({ dataDir, log, role: deps.role }) : null;
  const url = embedded?.url ?? given ?? "";
  try {
    await migrate({ url, log, ...(adminUrl !== undefined && { adminUrl }) });
  } catch (error) {
    await embedded?.stop();
    throw error;
  }
  const queue = createQueue({ url, log: deps.log.child({ part: "queue" }), supervise: deps.role === "server" });
  const { db, close } = openDb({ url, log, poolSize: deps.role === "server" ? 16 : 4 });
  return {
    db,
    queue,
    stores: createStores(db),
    transact: async (run) => createTransact(db, await queue.open())(run),
    aloneSince: embedded?.aloneSince,
    async close() {
      await queue.stop();
      await close();
      await embedded?.stop();
    },
  };
}

/** Serves: webhooks, pages, jobs, the log. Throws before it listens if anything that it needs is not sound. */
export async function startServer(config: ConfigWith<"github" | "sign-in" | "server">, deps: Deps): Promise<App> {
  const clock = deps.clock ?? systemClock;
  const files = await loadFiles(config);
  const keys = await loadKeys(config.keys);
  const storage = await openStorage(config, { ...deps, role: "server" });
  try {
    return await serve(config, { ...deps, clock, files, storage, keys });
  } catch (error) {
    await storage.close();
    throw error;
  }
}

async function serve(config: ConfigWith<"github" | "sign-in" | "server">, deps: Parts): Promise<App> {
  const { storage, clock, log } = deps;
  const core = await createCore(config, deps);
  const server = createServer(await createHandler(config, { ...deps, core }));
  const port = await listenOn(server, config.server);
  const sequencing = startSequencing(storage.db, sequencingOf(clock), log.child({ part: "log" }));
  const boss = await storage.queue.open();
  if (storage.aloneSince) await handBackOrphans(storage.db, boss, storage.aloneSince);
  await startWork(boss, workOf(core, log), { transact: storage.transact, log });
  log.info({ host: config.server.host, port, version: deps.version }, "training-gate is listening");
  return {
    url: `http://${config.server.host}:${port}`,
    async stop() {
      await closeServer(server);
      await storage.queue.stop();
      await sequencing.stop();
      await storage.close();
    },
  };
}

interface Parts extends Deps {
  readonly clock: Clock;
  readonly files: Files;
  readonly storage: Storage;
  readonly keys: Keys;
}

/** One sweep without a server: finds what is open, and works until nothing is left to do now. */
export async function runSweep(
  config: ConfigWith<"github" | "server">,
  deps: Deps,
): Promise<{ heads: number; evaluated: number }> {
  const clock = deps.clock ?? systemClock;
  const files = await loadFiles(config);
  const keys = await loadKeys(config.keys);
  const storage = await openStorage(config, { ...deps, role: "command" });
  const sequencing = startSequencing(storage.db, sequencingOf(clock), deps.log.child({ part: "log" }));
  try {
    const core = await createCore(config, { ...deps, clock, files, storage, keys });
    await sweepAll(core.look);
    return await drainWork(await storage.queue.open(), workOf(core, deps.log), deps.log);
  } finally {
    await sequencing.stop();
    await storage.close();
  }
}

const sequencingOf = (now: Clock) => ({
  finish: (draft: { body: unknown }, place: { seq: number; recordedAt: Date }) =>
    placeEntry(draft.body, { epoch: 1, ...place }),
  now,
  limit: LOG_BATCH,
});

interface Core {
  readonly look: LookDeps;
  readonly probot: Probot;
}

async function createCore(
  config: ConfigWith<"github" | "server">,
  deps: Deps & { clock: Clock; files: Files; storage: Storage; keys: Keys },
): Promise<Core> {
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

function workOf({ look: deps }: Core, log: Logger) {
  return {
    look: (subject: Parameters<typeof look>[0], tries: number) => look(subject, tries, deps),
    sweep: async () => {
      const found = await sweepAll(deps);
      log.info(found, "swept");
    },
  };
}

async function createHandler(
  config: ConfigWith<"github" | "sign-in" | "server">,
  deps: Deps & { clock: Clock; files: Files; storage: Storage; core: Core; keys: Keys },
): Promise<Parameters<typeof createServer>[1] & object> {
  const { clock, core, log } = deps;
  const { entries, policies } = core.look;
  const { stores, transact } = deps.storage;
  const bodies = new WeakMap<object, BodyFacts>();
  const describe = createDescriber({
    appId: config.github.appId,
    policy: { repository: config.policy.repository },
  });
  listen(core.probot, { inbox: createInbox({ transact, entries, clock }), describe, clock, bodies });
  const ingress = createIngress({ probot: core.probot, secrets: config.github.webhookSecrets, bodies, log });

  const requirements = createRequirements({ stores, policies, curriculum: deps.files.curriculum });
  const web = createWeb({
    learning: createLearning({
      stores,
      transact,
      entries,
      clock,
      ...requirements,
      curriculum: () => deps.files.curriculum,
      newId: randomUUID,
      newSeed: () => randomBytes(16).toString("hex"),
      githubWebUrl: config.gitHubHost.webUrl,
    }),
    decisions: createDecisionPages({ stores, policies, clock }),
    signIn: createSignIn(config.signIn, { fetch }),
    sessions: createSessions({ stores, transact, clock, newToken: () => randomBytes(32).toString("base64url") }),
    health: createMetrics({ stores, boss: await deps.storage.queue.open(), clock }),
    assets: createAssets(),
    config: {
      baseUrl: config.server.baseUrl,
      githubUrl: config.gitHubHost.webUrl,
      sessionKey: deps.keys.sessionKey,
      secureCookies: config.server.baseUrl.startsWith("https://"),
    },
    clock,
    log: log.child({ part: "web" }),
  });
  const pages = createListener(web);
  return (request, response) => {
    const path = request.url?.split("?", 1)[0];
    if (path !== WEBHOOK_PATH) return void pages(request, response);
    ingress(request, response).catch((error) => {
      log.warn({ err: error }, "a delivery broke off");
      response.destroy();
    });
  };
}
