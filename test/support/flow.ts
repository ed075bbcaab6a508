import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type DestinationStream, pino } from "pino";
import { type App, startServer } from "../../src/app.ts";
import { readConfig } from "../../src/config.ts";
import type { Clock } from "../../src/domain/clock.ts";
import { createKeys } from "../../src/keys.ts";
import { createQueue } from "../../src/queue/boss.ts";
import { SCHEDULED_LOOK, SCHEDULED_SWEEP } from "../../src/queue/queues.ts";
import type { RequestCount } from "../sandbox/github/requests.ts";
import { createGitHub, type GitHub, type GitHubOptions } from "../sandbox/github/server.ts";
import { type TestDb, testDb } from "./db.ts";
import { freePort } from "./free-port.ts";
import { type Product, settled, until } from "./product.ts";

export interface Flow extends Product {
  readonly app: App;
  readonly database: TestDb;
  /** Waits until `look` answers something else than undefined, and answers it. */
  until<T>(what: string, look: () => T | undefined | Promise<T | undefined>, timeoutMs?: number): Promise<T>;
  /** Stops the server and starts another; `meanwhile` is done while there is none. */
  restart(meanwhile?: () => Promise<void>): Promise<void>;
  /** What the server does every ten minutes by itself. */
  lookAround(): Promise<void>;
  /** What GitHub was asked by `act` and by all work that it caused. Minted tokens stand apart. */
  requestsOf(act: () => unknown): Promise<RequestCount>;
  /** Throws if anything was sent to GitHub that it would refuse, or if the stand-in itself failed. */
  close(): Promise<void>;
}

export interface FlowOptions {
  /** What stands under `enforcement:` of the deployment's `app.yml`, as YAML. */
  readonly enforcement?: string;
  readonly github?: GitHubOptions;
  readonly logLevel?: string;
  /** Where the log goes; default: standard output. */
  readonly logTo?: DestinationStream;
  /** What the product takes for the time; GitHub, tokens and the queue have the real one. */
  readonly clock?: Clock;
  /** Variables of the environment beside those that every flow has. */
  readonly environment?: Readonly<Record<string, string>>;
}

export const BLOCK = `
  mode: block
  require:
    - { who: { access: any }, layers: [developer] }
    - { who: { opens: pull_request }, layers: [developer] }
`;

const inThirtyDays = new Date(Date.now() + 30 * 86_400_000).toISOString().slice(0, 10);

/** Each mode somewhere, and repositories outside the boundary. */
export const MODES = `${BLOCK}  boundary:
    repositories: { include: ["*"], exclude: ["sandbox-*"] }
  scopes:
    - { repositories: [web], mode: flag, until: ${inThirtyDays}, reason: SEC-1 }
    - { repositories: [legacy-crm], mode: observe, until: ${inThirtyDays}, reason: SEC-2 }
`;

/** The whole product against the stand-in GitHub: real signed deliveries, a real database, real pages. */
export async function startFlow(options: FlowOptions = {}): Promise<Flow> {
  const database = await testDb();
  const github = await createGitHub({ clock: wholeSeconds, limits: false, ...options.github });
  const folder = await mkdtemp(join(tmpdir(), "training-gate-flow-"));
  const policyFile = join(folder, "app.yml");
  await writeFile(policyFile, `enforcement:${options.enforcement ?? BLOCK}`);
  const port = await freePort();
  const environment = {
    ...github.environment(),
    ...createKeys(),
    DATABASE_URL: database.url,
    DATA_DIR: join(folder, "data"),
    POLICY_FILE: policyFile,
    PORT: String(port),
    BASE_URL: `http://127.0.0.1:${port}`,
    LOG_LEVEL: options.logLevel ?? "silent",
    ...options.environment,
  };
  const config = readConfig(environment, ["github", "sign-in", "server", "database"]);
  const log = options.logTo ? pino({ level: config.logLevel }, options.logTo) : pino({ level: config.logLevel });
  const start = async () => {
    const clock = options.clock === undefined ? {} : { clock: options.clock };
    const started = await startServer(config, { log, version: "0.0.0-test", ...clock });
    // Requests are counted here: a look that comes by the clock would be counted with them.
    await database.db.$executeRaw`DELETE FROM pgboss.schedule`;
    return started;
  };
  github.connectApp(`http://127.0.0.1:${port}`);
  let app = await start();
  const flow: Flow = {
    github,
    get app() {
      return app;
    },
    database,
    environment,
    until,
    settled: () => settled(github, database.db),
    async restart(meanwhile) {
      await app.stop();
      await meanwhile?.();
      app = await start();
    },
    sweep: async () => {
      await fileScheduled(SCHEDULED_SWEEP, database.url);
      await flow.settled();
    },
    lookAround: async () => {
      await fileScheduled(SCHEDULED_LOOK, database.url);
      await flow.settled();
    },
    async requestsOf(act) {
      const before = github.requests.all.length;
      await act();
      await flow.settled();
      return github.countRequests(before);
    },
    async close() {
      await app.stop();
      await github.close();
      await database.close();
      await rm(folder, { recursive: true, force: true });
      refuseViolations(github);
    },
  };
  return flow;
}

export async function fileScheduled(name: string, url: string): Promise<void> {
  const queue = createQueue({ url, log: pino({ level: "silent" }), supervise: false, poolSize: 1 });
  await (await queue.open()).send(name, {}, { singletonKey: name });
  await queue.stop();
}

function refuseViolations({ violations, errors }: GitHub): void {
  const problems = [
    ...violations.map(({ operation, problem }) => `${operation}: ${problem}`),
    ...errors.map((error) => (error instanceof Error ? (error.stack ?? error.message) : String(error))),
  ];
  if (problems.length > 0) throw new Error(`The stand-in for GitHub was not content:\n${problems.join("\n")}`);
}

/** GitHub dates everything in whole seconds, and so two events of one second are in no order. */
export const wholeSeconds: Clock = () => new Date(Math.floor(Date.now() / 1_000) * 1_000);
