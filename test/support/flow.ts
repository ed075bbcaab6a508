import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pino } from "pino";
import { type App, startServer } from "../../src/app.ts";
import { readConfig } from "../../src/config.ts";
import { createKeys } from "../../src/keys.ts";
import { createGitHub, type GitHub, type GitHubOptions } from "../sandbox/github/server.ts";
import { type TestDb, testDb } from "./db.ts";

export interface Flow {
  readonly github: GitHub;
  readonly app: App;
  readonly database: TestDb;
  /** Waits until `look` answers something else than undefined, and answers it. */
  until<T>(what: string, look: () => T | undefined | Promise<T | undefined>, timeoutMs?: number): Promise<T>;
  /** No delivery is under way and no job is left to do now. */
  settled(): Promise<void>;
  restart(): Promise<void>;
  close(): Promise<void>;
}

export interface FlowOptions {
  /** What stands under `enforcement:` of the deployment's `app.yml`, as YAML. */
  readonly enforcement?: string;
  readonly github?: GitHubOptions;
  readonly logLevel?: string;
}

export const BLOCK = `
  mode: block
  require:
    - { who: { access: any }, layers: [developer] }
    - { who: { opens: pull_request }, layers: [developer] }
`;

/** The whole product against the stand-in GitHub: real signed deliveries, a real database, real pages. */
export async function startFlow(options: FlowOptions = {}): Promise<Flow> {
  const database = await testDb();
  const github = await createGitHub({ ...options.github, limits: options.github?.limits ?? false });
  const folder = await mkdtemp(join(tmpdir(), "training-gate-flow-"));
  const policyFile = join(folder, "app.yml");
  await writeFile(policyFile, `enforcement:${options.enforcement ?? BLOCK}`);
  const port = await freePort();
  const config = readConfig(
    {
      ...github.environment(),
      ...createKeys(),
      DATABASE_URL: database.url,
      DATA_DIR: join(folder, "data"),
      POLICY_FILE: policyFile,
      PORT: String(port),
      BASE_URL: `http://127.0.0.1:${port}`,
      LOG_LEVEL: options.logLevel ?? "silent",
    },
    ["github", "sign-in", "server", "database"],
  );
  const start = () => startServer(config, { log: pino({ level: config.logLevel }), version: "0.0.0-test" });
  github.connectApp(`http://127.0.0.1:${port}`);
  let app = await start();
  const flow: Flow = {
    github,
    get app() {
      return app;
    },
    database,
    until,
    settled: () => settled(github, database),
    async restart() {
      await app.stop();
      app = await start();
    },
    async close() {
      await app.stop();
      await github.close();
      await database.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
  return flow;
}

async function until<T>(
  what: string,
  look: () => T | undefined | Promise<T | undefined>,
  timeoutMs = 10_000,
): Promise<T> {
  const deadline = Date.now() + timeoutMs;
  for (;;) {
    const found = await look();
    if (found !== undefined) return found;
    if (Date.now() > deadline) throw new Error(`Waited ${timeoutMs} ms in vain for ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

async function settled(github: GitHub, { db }: TestDb): Promise<void> {
  await until(
    "no work left",
    async () => {
      await github.deliveries.idle();
      const rows = await db.$queryRaw<{ left: number }[]>`
      SELECT count(*)::int AS left FROM pgboss.job
      WHERE state < 'completed' AND name <> 'timed' AND name NOT LIKE '\\_\\_%'`;
      const inbox = await db.logInbox.count();
      return rows[0]?.left === 0 && inbox === 0 ? true : undefined;
    },
    30_000,
  );
}

async function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() =>
        typeof address === "object" && address ? resolve(address.port) : reject(new Error("no port")),
      );
    });
  });
}
