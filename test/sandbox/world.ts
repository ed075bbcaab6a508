import { chmod, mkdir, mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { pino } from "pino";
import { type App, openStorage, type Storage, startServer } from "../../src/app.ts";
import { type Environment, readConfig, readVersion } from "../../src/config.ts";
import { SCHEDULED_LOOK, SCHEDULED_SWEEP } from "../../src/queue/queues.ts";
import { runBeside } from "../support/flow-cli.ts";
import { freePort } from "../support/free-port.ts";
import { type Product, settled } from "../support/product.ts";
import { createTime, type Time } from "../support/time.ts";
import { DEFAULT_PERMISSIONS } from "./github/app.ts";
import { createGitHub, type GitHub } from "./github/server.ts";
import type { Permissions } from "./github/state.ts";

export interface SandboxWorld extends Product {
  readonly app: App;
  readonly storage: Storage;
  readonly time: Time;
  /** So many days go by, and the server looks after everything as it does by itself every hour and every ten minutes. */
  passTime(days: number): Promise<void>;
  /** One command beside the server, at the same time of day. */
  run(args: readonly string[], environment?: Environment): ReturnType<typeof runBeside>;
  readonly dataDir: string;
  stop(): Promise<void>;
}

export interface WorldOptions {
  /** The ports that the README names, rather than any that are free. */
  readonly fixedPorts: boolean;
  /** What stands under `enforcement:` of the deployment's `app.yml`, as YAML; default: the shipped file. */
  readonly enforcement?: string;
  /** A folder laid over the shipped courses; default: the sandbox's own. */
  readonly content?: string;
}

/** The folder belongs to an earlier story: its GitHub is gone, and its numbers would mean other things. */
export class DataDirUsedError extends Error {
  override readonly name = "DataDirUsedError";
}

/** What `setup --with access,notices` asks for beside the merge gate. */
const PERMISSIONS: Permissions = {
  ...DEFAULT_PERMISSIONS,
  members: "write",
  administration: "write",
  issues: "write",
  organization_administration: "read",
};
const CONTENT = join(import.meta.dirname, "content");
const PORTS = { github: 4000, app: 3000 };

/** The product as it is delivered, on the embedded database, against the stand-in GitHub with its limits on. */
export async function startWorld(env: NodeJS.ProcessEnv, options: WorldOptions): Promise<SandboxWorld> {
  const dataDir = env.DATA_DIR === undefined ? await makeFolder() : await claimFolder(resolve(env.DATA_DIR));
  const time = createTime();
  const github = await createGitHub({
    port: options.fixedPorts ? PORTS.github : 0,
    app: { permissions: PERMISSIONS },
    calendar: { now: time.clock, pass: (days) => world.passTime(days) },
  });
  const environment = await environmentOf(github, { env, dataDir, ...options });
  const config = readConfig(environment, ["github", "sign-in", "server", "database"]);
  const deps = { log: pino({ level: config.logLevel }), version: readVersion(), clock: time.clock };
  github.connectApp(config.server.baseUrl);
  const app = await startServer(config, deps);
  const storage = await openStorage(config, { ...deps, role: "command" });
  const file = async (name: string) => {
    await (await storage.queue.open()).send(name, {}, { singletonKey: name });
    await world.settled();
  };
  const world: SandboxWorld = {
    ...{ github, app, storage, time, dataDir, environment },
    database: storage,
    settled: () => settled(github, storage.db),
    sweep: () => file(SCHEDULED_SWEEP),
    async passTime(days) {
      time.pass(days);
      await world.sweep();
      await file(SCHEDULED_LOOK);
    },
    run: (args, more = {}) => runBeside(world, args, { environment: more, clock: time.clock }),
    async stop() {
      await storage.close();
      await app.stop();
      await github.close();
      if (env.DATA_DIR === undefined) await rm(dataDir, { recursive: true, force: true });
    },
  };
  return world;
}

async function environmentOf(
  github: GitHub,
  {
    env,
    dataDir,
    fixedPorts,
    enforcement,
    content = CONTENT,
  }: WorldOptions & { readonly env: NodeJS.ProcessEnv; readonly dataDir: string },
): Promise<Environment> {
  const port = String(fixedPorts ? PORTS.app : await freePort());
  const policyFile = join(dataDir, "app.yml");
  if (enforcement !== undefined) await writeFile(policyFile, `enforcement:${enforcement}`);
  return {
    ...github.environment(),
    DATA_DIR: dataDir,
    PORT: port,
    BASE_URL: `http://127.0.0.1:${port}`,
    LOG_LEVEL: env.LOG_LEVEL ?? "warn",
    CONTENT_EXTRA: env.CONTENT_EXTRA ?? content,
    ...(enforcement !== undefined && { POLICY_FILE: policyFile }),
  };
}

/** Open to others on the way to the database, which runs as another user where we are root. */
async function makeFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "training-gate-sandbox-"));
  await chmod(folder, 0o755);
  return folder;
}

async function claimFolder(folder: string): Promise<string> {
  await mkdir(folder, { recursive: true });
  if ((await readdir(folder)).length > 0) {
    throw new DataDirUsedError(`${folder} holds an earlier story. Remove it, or name another folder in DATA_DIR.`);
  }
  return folder;
}
