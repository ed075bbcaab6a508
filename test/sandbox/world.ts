import { chmod, mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { pino } from "pino";
import { type App, startServer } from "../../src/app.ts";
import { type Config, readConfig, readVersion } from "../../src/config.ts";
import { freePort } from "../support/free-port.ts";
import { DEFAULT_PERMISSIONS } from "./github/app.ts";
import { createGitHub, type GitHub } from "./github/server.ts";

export interface SandboxWorld {
  readonly github: GitHub;
  readonly app: App;
  readonly config: Config;
  /** Kept after the run only if it was named. */
  readonly dataDir: string;
  readonly kept: boolean;
  stop(): Promise<void>;
}

/** The folder belongs to an earlier story: its GitHub is gone, and its numbers would mean other things. */
export class DataDirUsedError extends Error {
  override readonly name = "DataDirUsedError";
}

/** What `setup --with access` asks for beside the merge gate, as far as it writes: seats of teams can wait for training. */
const PERMISSIONS = { ...DEFAULT_PERMISSIONS, members: "write", administration: "write" } as const;
const PORTS = { github: 4000, app: 3000 };

/** The product as it is delivered, on the embedded database, against the stand-in GitHub with its limits on. */
export async function startWorld(env: NodeJS.ProcessEnv, options: { fixedPorts: boolean }): Promise<SandboxWorld> {
  const named = env.DATA_DIR === undefined ? undefined : resolve(env.DATA_DIR);
  if (named !== undefined && (await isUsed(named))) {
    throw new DataDirUsedError(`${named} holds an earlier story. Remove it, or name another folder in DATA_DIR.`);
  }
  const dataDir = named ?? (await makeFolder());
  const github = await createGitHub({
    port: options.fixedPorts ? PORTS.github : 0,
    app: { permissions: PERMISSIONS },
  });
  const port = options.fixedPorts ? PORTS.app : await freePort();
  const url = `http://127.0.0.1:${port}`;
  const config = readConfig(
    {
      ...github.environment(),
      DATA_DIR: dataDir,
      PORT: String(port),
      BASE_URL: url,
      LOG_LEVEL: env.LOG_LEVEL ?? "warn",
      CONTENT_EXTRA: env.CONTENT_EXTRA ?? join(import.meta.dirname, "content"),
    },
    ["github", "sign-in", "server", "database"],
  );
  github.connectApp(url);
  const app = await startServer(config, { log: pino({ level: config.logLevel }), version: readVersion() });
  return {
    github,
    app,
    config,
    dataDir,
    kept: named !== undefined,
    async stop() {
      await app.stop();
      await github.close();
      if (named === undefined) await rm(dataDir, { recursive: true, force: true });
    },
  };
}

/** Open to others on the way to the database, which runs as another user where we are root. */
async function makeFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "training-gate-sandbox-"));
  await chmod(folder, 0o755);
  return folder;
}

async function isUsed(folder: string): Promise<boolean> {
  try {
    return (await readdir(folder)).length > 0;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return false;
    throw error;
  }
}
