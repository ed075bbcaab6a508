import { rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { createKeys } from "../../src/keys.ts";
import type { GitHub } from "../sandbox/github/server.ts";
import { createLearner } from "../sandbox/learner.ts";
import { freePort } from "../support/free-port.ts";
import { createDatabase, makeDataDir, runSql, startScratchPostgres } from "../support/scratch-postgres.ts";
import { findServerBinaries } from "../support/server-binaries.ts";
import { type ServerEnvironment, type ServerProcess, startServerProcess } from "../support/server-process.ts";
import { createInstalledGitHub, ENFORCEMENT, TRAINED, untilQuiet, type World } from "./world.ts";

/** Two servers on one Postgres: the one that is installed here, or our own. GitHub's deliveries go to them by turns. */
export interface Pair extends Pick<World, "github" | "query" | "quiet"> {
  readonly servers: readonly [ServerProcess, ServerProcess];
  restart(index: 0 | 1): Promise<void>;
  close(): Promise<void>;
}

export async function createPair(): Promise<Pair> {
  const github = await createInstalledGitHub({ limits: true });
  const postgres = await startScratchPostgres(findServerBinaries());
  const url = await createDatabase(postgres.adminUrl, "pair");
  const folder = await makeDataDir();
  const environments = await environmentsOf(github, { url, folder });
  takeTurns(github, environments);
  const servers: [ServerProcess, ServerProcess] = [
    startServerProcess(environments[0]),
    startServerProcess(environments[1]),
  ];
  const query = async <Row>(sql: string) => (await runSql(url, sql)).rows as readonly Row[];
  const quiet = () => untilQuiet(github, query, () => servers.map((server) => server.output()).join("\n"));
  const pair: Pair = {
    ...{ github, query, quiet, servers },
    async restart(index) {
      servers[index] = startServerProcess(environments[index]);
      await servers[index].ready();
    },
    async close() {
      await Promise.all(servers.map((server) => server.stop()));
      await github.close();
      await postgres.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
  try {
    for (const server of servers) await server.ready();
    const at = { app: environments[0].BASE_URL, github: github.url };
    for (const login of TRAINED) await (await createLearner(at, login)).complete(login);
    await quiet();
    return pair;
  } catch (error) {
    await pair.close();
    throw error;
  }
}

/** The same for both but the port: people come through one address, whichever of them answers. */
async function environmentsOf(github: GitHub, { url, folder }: { readonly url: string; readonly folder: string }) {
  const policyFile = join(folder, "app.yml");
  await writeFile(policyFile, `enforcement:${ENFORCEMENT}`);
  const ports = [await freePort(), await freePort()];
  const shared = {
    ...github.environment(),
    ...createKeys(),
    DATABASE_URL: url,
    DATA_DIR: folder,
    POLICY_FILE: policyFile,
    BASE_URL: `http://127.0.0.1:${ports[0]}`,
    LOG_LEVEL: process.env.SERVER_LOG ?? "error",
  };
  github.connectApp(shared.BASE_URL);
  const [first, second] = ports.map((port) => ({ ...shared, PORT: String(port) }) satisfies ServerEnvironment);
  if (!first || !second) throw new Error("There are two");
  return [first, second] as const;
}

function takeTurns(github: GitHub, environments: readonly ServerEnvironment[]): void {
  let turn = 0;
  Object.defineProperty(github.app, "webhookUrl", {
    get: () => `http://127.0.0.1:${environments[turn++ % environments.length]?.PORT}/api/github/webhooks`,
  });
}
