import { rm } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { urlOf } from "../../src/db/postgres/session.ts";
import { addUser } from "../sandbox/github/people.ts";
import { createGitHub, type GitHub } from "../sandbox/github/server.ts";
import type { State } from "../sandbox/github/state.ts";
import { addInstallation, addOrganization, addRepository } from "../sandbox/github/world-building.ts";
import { createLearner } from "../sandbox/learner.ts";
import { makeDataDir, runSql } from "../support/scratch-postgres.ts";
import {
  environmentOf,
  type ServerEnvironment,
  type ServerProcess,
  startServerProcess,
} from "../support/server-process.ts";

export const TRAINED = ["ada", "jo"] as const;
export const UNTRAINED = ["mira", "leo"] as const;
/** Each organisation has a pace of its own for writing checks, so several of them make a storm pass sooner. */
export const ORGANISATIONS = ["north", "south", "east", "west"] as const;
export const REPOSITORIES: readonly string[] = ORGANISATIONS.map((organisation) => `${organisation}/api`);

export const ENFORCEMENT = `
  mode: block
  require:
    - { who: { access: any }, layers: [developer] }
    - { who: { opens: pull_request }, layers: [developer] }
`;

/** One installed App with its database in a folder, and the GitHub that it serves. Whatever is killed, this goes on. */
export interface World {
  readonly github: GitHub;
  readonly dataDir: string;
  readonly server: ServerProcess;
  /** What the server is started with. */
  readonly environment: ServerEnvironment;
  /** Starts a server; returns at once. */
  start(): void;
  query<Row>(sql: string): Promise<readonly Row[]>;
  /** Nothing is under way: no delivery, no job that is to be done now, no entry without its place. */
  quiet(): Promise<void>;
  close(): Promise<void>;
}

/** Starts it all, with two people trained through the pages as anybody would be. */
export async function createWorld(): Promise<World> {
  const github = await createInstalledGitHub({ limits: false });
  const dataDir = await makeDataDir();
  const environment = await environmentOf(github, { dataDir, enforcement: ENFORCEMENT });
  let server = startServerProcess(environment);
  const query = async <Row>(sql: string) =>
    (await runSql(urlOf(join(dataDir, "postgres")), sql)).rows as readonly Row[];
  const world: World = {
    github,
    dataDir,
    environment,
    get server() {
      return server;
    },
    start: () => {
      server = startServerProcess(environment);
    },
    query,
    quiet: () => untilQuiet(github, query, () => server.output()),
    async close() {
      await server.stop();
      await github.close();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
  try {
    await server.ready();
    const at = { app: environment.BASE_URL, github: github.url };
    for (const login of TRAINED) await (await createLearner(at, login)).complete(login);
    await world.quiet();
    return world;
  } catch (error) {
    await world.close();
    throw error;
  }
}

/** Installed on each of the organisations. */
export async function createInstalledGitHub({ limits }: { readonly limits: boolean }): Promise<GitHub> {
  const github = await createGitHub({ limits, seed: seedOrganisations });
  for (const account of github.state.organizations.values()) {
    addInstallation(github.state, { account, permissions: github.app.permissions, events: github.app.events });
  }
  return github;
}

function seedOrganisations(state: State): void {
  addUser(state, { login: "web-flow", id: 19_864_447, name: "GitHub Web Flow", emails: ["noreply@github.com"] });
  const owner = addUser(state, { login: "sam", emails: ["sam@example.org"] });
  const people = [...TRAINED, ...UNTRAINED].map((login) => addUser(state, { login, emails: [`${login}@example.org`] }));
  for (const login of ORGANISATIONS) {
    const organisation = addOrganization(state, { login, name: login, basePermission: "write" });
    organisation.members.set(owner.id, "admin");
    for (const { id } of people) organisation.members.set(id, "member");
    addRepository(state, { owner: organisation, name: "api", creator: owner });
  }
}

/** A job that failed again and again while the database was away is tried after a minute at the latest. */
const QUIET_PATIENCE_MS = 150_000;
/** Timed jobs wait for their day, and the queue's own are none of ours. */
const WORK = `
  SELECT concat_ws(' ', name, singleton_key, state, retry_count) AS what FROM pgboss.job
  WHERE state < 'completed' AND name <> 'timed' AND name NOT LIKE '\\_\\_%'
  UNION ALL SELECT 'entry ' || id FROM log_inbox`;

/** What ends one look may begin with the next: an answer to a write is a delivery, and a delivery is a job. */
export async function untilQuiet(github: GitHub, query: World["query"], output: () => string): Promise<void> {
  const deadline = performance.now() + QUIET_PATIENCE_MS;
  for (let quietLooks = 0; quietLooks < 2; ) {
    const sentBefore = github.deliveries.all().length;
    await github.deliveries.idle();
    const left = await listWork(query);
    quietLooks = left.length === 0 && github.deliveries.all().length === sentBefore ? quietLooks + 1 : 0;
    if (performance.now() > deadline) {
      const lastLines = output()
        .split("\n")
        .slice(-12)
        .map((line) => line.slice(0, 400))
        .join("\n");
      throw new Error(`It does not get quiet:\n${left.join("\n")}\n${lastLines}`);
    }
    await sleep(100);
  }
}

async function listWork(query: World["query"]): Promise<readonly string[]> {
  try {
    return (await query<{ what: string }>(WORK)).map(({ what }) => what);
  } catch (error) {
    return [`the database does not answer: ${error}`];
  }
}
