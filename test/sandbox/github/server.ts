import { createServer } from "node:http";
import type { Clock } from "../../../src/domain/clock.ts";
import { repositoriesOf } from "./access.ts";
import { type Actions, createActions } from "./actions/actions.ts";
import { createApi } from "./api.ts";
import { createApp } from "./app.ts";
import { type Caller, createCredentials } from "./auth.ts";
import { latestRun, suitesOf } from "./checks.ts";
import { createState } from "./create-state.ts";
import { createDeliveries, type Deliveries } from "./deliveries.ts";
import { createFaults, type Faults } from "./faults.ts";
import { repositoryOf, userOf } from "./find.ts";
import { answering, listen } from "./http.ts";
import { createLimits, hourlyFor, type Limits } from "./limits.ts";
import { createManifests } from "./manifests.ts";
import type { Calendar } from "./pages/calendar.tsx";
import { createPages } from "./pages/pages.tsx";
import { addUser } from "./people.ts";
import { countRequests, createRequests, type RequestCount, type Requests } from "./requests.ts";
import type { Services } from "./rest/route.ts";
import { seedAcme } from "./seed.ts";
import type { App, CheckRun, State } from "./state.ts";
import type { Violation } from "./validate.ts";
import { createEmit } from "./webhooks/emit.ts";
import type { World } from "./world.ts";
import { addInstallation } from "./world-building.ts";

/** The check's name on GitHub. */
export const CHECK_NAME = "training-gate";

export interface GitHubOptions {
  /** 0, the default, takes any free port. */
  readonly port?: number;
  readonly clock?: Clock;
  /** What `app.yml` says: permissions, events; and where the App listens. */
  readonly app?: Partial<App>;
  /** Fills the state; default: the organisation `acme`. */
  readonly seed?: (state: State) => void;
  /** Install the App on the first organisation, all its repositories, without an event? Default: only with the default seed. */
  readonly installed?: boolean;
  readonly limits?: boolean;
  /** Check the stand-in's own answers against GitHub's description too. */
  readonly validateResponses?: boolean;
  /** Where people find the App under test; the personas page links there. */
  readonly appUrl?: string;
  /** Of the App under test: the first page lets its time pass. */
  readonly calendar?: Calendar;
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
  /** A token that this person made for themselves, with all that they may do. */
  personalToken(login: string): string;
  checkRuns(repository: string, sha: string): readonly CheckRun[];
  latestRun(repository: string, sha: string, name?: string): CheckRun | undefined;
  countRequests(since?: number): RequestCount;
  close(): Promise<void>;
}

/** A GitHub on loopback: stateful, and as strict as the real one about what it accepts. */
export async function createGitHub(options: GitHubOptions = {}): Promise<GitHub> {
  const clock = options.clock ?? (() => new Date());
  const state = createState(clock);
  const app = await seed(state, options);
  let url = "";
  const world: World = { state, app, baseUrl: () => url };
  const deliveries = createDeliveries(world);
  const credentials = createCredentials(state, app);
  const services: Services = {
    world,
    credentials,
    deliveries,
    emit: createEmit(world, deliveries),
    manifests: createManifests(world),
  };
  const parts = {
    services,
    limits: createLimits(clock, options.limits ?? true, (caller) => hourlyOf(state, caller)),
    faults: createFaults(),
    requests: createRequests(),
    violations: [] as Violation[],
    validateResponses: options.validateResponses ?? false,
  };
  const { faults, limits, requests, violations } = parts;
  const api = createApi(parts);
  const actions = createActions(services);
  const settings = { appUrl: options.appUrl ?? null, signInPath: "/sign-in/github" };
  const errors: unknown[] = [];
  const pages = createPages({ services, actions, api, settings, requests, calendar: options.calendar ?? null });
  const server = createServer(answering({ world, api, pages, errors }));
  const port = await listen(server, options.port ?? 0);
  url = `http://127.0.0.1:${port}`;

  return {
    ...{ url, port, app, state, actions, deliveries, faults, limits, requests, violations, errors },
    environment: () => environmentOf(app, port),
    connectApp(appUrl, paths = {}) {
      settings.appUrl = appUrl;
      settings.signInPath = paths.signIn ?? settings.signInPath;
      app.webhookUrl = `${appUrl}${paths.webhook ?? "/api/github/webhooks"}`;
      app.callbackUrls = [`${appUrl}${paths.callback ?? "/sign-in/callback"}`];
    },
    personalToken: (login) => credentials.issuePersonalToken(userOf(state, login)).token,
    checkRuns: (repository, sha) => suitesOf(state, repositoryOf(state, repository), sha).flatMap(({ runs }) => runs),
    latestRun: (repository, sha, name = CHECK_NAME) => latestRun(state, repositoryOf(state, repository), sha, name),
    countRequests: (since) => countRequests(requests, since),
    async close() {
      faults.clear();
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
      await deliveries.idle();
    },
  };
}

function hourlyOf(state: State, caller: Caller): number {
  const account = caller.kind === "installation" ? state.organizations.get(caller.installation.accountId) : undefined;
  const repositories = account ? repositoriesOf(state, account.id).length : 0;
  return hourlyFor({ repositories, members: account?.members.size ?? 0 });
}

/** The App belongs to the first organisation, and is installed there. */
async function seed(state: State, options: GitHubOptions): Promise<App> {
  (options.seed ?? seedAcme)(state);
  const bot = addUser(state, { login: `${options.app?.slug ?? "training-gate"}[bot]`, id: 190_000_001, type: "Bot" });
  const organization = state.organizations.values().next().value;
  const ids = { botId: bot.id, ownerId: organization?.id ?? bot.id, createdAt: state.clock() };
  const app = await createApp(options.app ?? {}, ids);
  const { permissions, events } = app;
  if (organization && (options.installed ?? !options.seed))
    addInstallation(state, { account: organization, permissions, events });
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
