import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { Clock } from "../../../src/domain/clock.ts";
import { type Actions, createActions } from "./actions/actions.ts";
import { type ApiReply, createApi } from "./api.ts";
import { createApp } from "./app.ts";
import { createCredentials } from "./auth.ts";
import { latestRun } from "./checks.ts";
import { createState } from "./create-state.ts";
import { createDeliveries, type Deliveries } from "./deliveries.ts";
import { createFaults, type Faults } from "./faults.ts";
import { repositoryOf } from "./find.ts";
import { createLimits, type Limits } from "./limits.ts";
import { createPages } from "./pages/pages.tsx";
import { addUser } from "./people.ts";
import { countRequests, createRequests, type RequestCount, type Requests } from "./requests.ts";
import { seedAcme } from "./seed.ts";
import type { App, CheckRun, State } from "./state.ts";
import type { Violation } from "./validate.ts";
import { createEmit } from "./webhooks/emit.ts";
import type { World } from "./world.ts";
import { addInstallation } from "./world-building.ts";

export interface GitHubOptions {
  /** 0, the default, takes any free port. */
  readonly port?: number;
  readonly clock?: Clock;
  /** What `app.yml` says: permissions, events; and where the App listens. */
  readonly app?: Partial<App>;
  /** Fills the state; default: the organisation `acme`, the App installed on all of it. */
  readonly seed?: (state: State) => void;
  readonly limits?: boolean;
  /** Check the stand-in's own answers against GitHub's description too. */
  readonly validateResponses?: boolean;
  /** Where people find the App under test; the personas page links there. */
  readonly appUrl?: string;
}

/** Where the App under test answers, below its own address. */
export interface AppPaths {
  readonly webhook?: string;
  readonly callback?: string;
  readonly signIn?: string;
}

export interface GitHub {
  /** `http://127.0.0.1:PORT` */
  readonly url: string;
  readonly port: number;
  readonly app: App;
  readonly state: State;
  readonly actions: Actions;
  readonly deliveries: Deliveries;
  readonly faults: Faults;
  readonly limits: Limits;
  readonly requests: Requests;
  /** What the App sent, or the stand-in answered, that GitHub's own descriptions do not allow. Tests expect none. */
  readonly violations: readonly Violation[];
  /** What went wrong inside the stand-in itself; each was answered 500. */
  readonly errors: readonly unknown[];
  /** The environment with which the App under test finds this GitHub. */
  environment(): Readonly<Record<string, string>>;
  /** Tells GitHub where the App listens: webhooks go to `url` plus the webhook path, sign-in comes back to it. */
  connectApp(url: string, paths?: AppPaths): void;
  checkRuns(repository: string, sha: string): readonly CheckRun[];
  latestRun(repository: string, sha: string, name?: string): CheckRun | undefined;
  countRequests(since?: number): RequestCount;
  close(): Promise<void>;
}

export const CHECK_NAME = "training-gate";

/** A GitHub on loopback: stateful, and as strict as the real one about what it accepts. */
export async function createGitHub(options: GitHubOptions = {}): Promise<GitHub> {
  const clock = options.clock ?? (() => new Date());
  const state = createState(clock);
  const app = await seed(state, options);
  let url = "";
  const world: World = { state, app, baseUrl: () => url };
  const deliveries = createDeliveries(world);
  const emit = createEmit(world, deliveries);
  const services = { world, credentials: createCredentials(state, app), deliveries, emit };
  const parts = {
    services,
    limits: createLimits(clock, options.limits ?? true),
    faults: createFaults(),
    requests: createRequests(),
    violations: [] as Violation[],
    validateResponses: options.validateResponses ?? false,
  };
  const api = createApi(parts);
  const actions = createActions(services);
  const settings = { appUrl: options.appUrl ?? null, signInPath: "/sign-in/github" };
  const pages = createPages({ services, actions, api, settings, requests: parts.requests });
  const errors: unknown[] = [];

  const server = createServer((request, response) => {
    response.setHeader("date", clock().toUTCString());
    answer(request, response).catch((error: unknown) => {
      errors.push(error);
      console.error(error);
      if (response.headersSent) response.destroy();
      else writeReply(response, { status: 500, body: { message: "The stand-in failed" } });
    });
  });

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const at = new URL(request.url ?? "/", url);
    if (!at.pathname.startsWith("/api/")) return pages(request, response);
    const call = { method: request.method ?? "GET", url: at, headers: request.headers, text: await textOf(request) };
    const graphql = at.pathname === "/api/graphql";
    writeReply(response, graphql ? await api.graphql(call) : await api.rest(call));
  }

  await listen(server, options.port ?? 0);
  const { port } = server.address() as AddressInfo;
  url = `http://127.0.0.1:${port}`;

  return {
    ...{ url, port, app, state, actions, deliveries, errors },
    ...{ faults: parts.faults, limits: parts.limits, requests: parts.requests, violations: parts.violations },
    environment: () => environmentOf(app, port),
    connectApp(appUrl, paths = {}) {
      settings.appUrl = appUrl;
      settings.signInPath = paths.signIn ?? settings.signInPath;
      app.webhookUrl = `${appUrl}${paths.webhook ?? "/api/github/webhooks"}`;
      app.callbackUrls = [`${appUrl}${paths.callback ?? "/sign-in/callback"}`];
    },
    checkRuns: (repository, sha) =>
      (state.suitesByHead.get(`${repositoryOf(state, repository).id}/${sha}`) ?? []).flatMap((suite) => suite.runs),
    latestRun: (repository, sha, name = CHECK_NAME) => latestRun(state, repositoryOf(state, repository), sha, name),
    countRequests: (since) => countRequests(parts.requests, since),
    async close() {
      parts.faults.clear();
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
      await deliveries.idle();
    },
  };
}

async function seed(state: State, options: GitHubOptions): Promise<App> {
  (options.seed ?? seedAcme)(state);
  const organization = state.organizations.values().next().value;
  const bot = addUser(state, { login: "training-gate[bot]", id: 190_000_001, type: "Bot" });
  const ownerId = organization?.id ?? bot.id;
  const app = await createApp(options.app ?? {}, { botId: bot.id, ownerId, createdAt: state.clock() });
  if (organization && !options.seed)
    addInstallation(state, { account: organization, permissions: app.permissions, events: app.events });
  return app;
}

function environmentOf(app: App, port: number): Record<string, string> {
  return {
    APP_ID: String(app.id),
    PRIVATE_KEY: app.privateKey,
    WEBHOOK_SECRET: app.webhookSecret,
    GITHUB_CLIENT_ID: app.clientId,
    GITHUB_CLIENT_SECRET: app.clientSecret,
    GHE_HOST: `127.0.0.1:${port}`,
    GHE_PROTOCOL: "http",
  };
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", () => resolve());
  });
}

function writeReply(response: ServerResponse, reply: ApiReply): void {
  if (reply === "reset") {
    response.destroy();
    return;
  }
  const body = reply.body === undefined ? "" : JSON.stringify(reply.body);
  response.writeHead(reply.status, {
    "content-type": "application/json; charset=utf-8",
    "content-length": Buffer.byteLength(body),
    "x-github-media-type": "github.v3; format=json",
    ...reply.headers,
  });
  response.end(body);
}

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString("utf8");
}
