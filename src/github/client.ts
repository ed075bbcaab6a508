import { setTimeout as sleep } from "node:timers/promises";
import Bottleneck from "bottleneck";
import type { ProbotOctokit } from "probot";
import type { Clock } from "../domain/clock.ts";
import { GitHubUnavailableError, InstallationUnusableError } from "../domain/errors.ts";
import type { InstallationId } from "../domain/ids.ts";
import type { PaceStore } from "../domain/stores/github-state.ts";
import { type Budget, createBudgets } from "./budgets.ts";

export type Octokit = InstanceType<typeof ProbotOctokit>;

/** Calls GitHub as one installation, in its own order and pace. */
export interface InstallationClient {
  /** A request that changes nothing. Throws `GitHubUnavailableError` or `InstallationUnusableError`. */
  read<T>(call: (octokit: Octokit) => Promise<T>): Promise<T>;
  /** A request that writes: at most one each `WRITE_SPACING_MS`. */
  write<T>(call: (octokit: Octokit) => Promise<T>): Promise<T>;
}

export interface GitHubClient {
  installation(id: InstallationId): InstallationClient;
  /** What GitHub last said is left of each installation's limits of this hour. */
  budgets(): readonly Budget[];
  /** As the App itself (JWT). */
  app<T>(call: (octokit: Octokit) => Promise<T>): Promise<T>;
}

export interface GitHubClientDeps {
  readonly auth: (installationId?: number) => Promise<Octokit>;
  readonly clock: Clock;
  /** When each write may go: one pace for all processes, since GitHub's limits are an installation's. */
  readonly pace: PaceStore;
}

/**
 * 2.5 writes a second are 750 of the 900 points a minute that GitHub allows an endpoint (a write costs 5):
 * https://docs.github.com/en/rest/using-the-rest-api/rate-limits-for-the-rest-api#about-secondary-rate-limits
 */
const WRITE_SPACING_MS = 400;
const REQUESTS_AT_ONCE = 20;
/** GitHub's advice where an answer names no time. */
const PAUSE_WITHOUT_HINT_MS = 60_000;

/**
 * One client for all installations. The pace is kept here and not by Octokit's throttling plugin, because that one
 * counts every GraphQL read as a write, and its queue for `context.octokit` is shared by all organisations.
 */
export function createGitHubClient(deps: GitHubClientDeps): GitHubClient {
  const clients = new Map<InstallationId, InstallationClient>();
  const app = createGuard(deps.clock, {});
  const budgets = createBudgets(deps.clock);
  return {
    installation(id) {
      const known = clients.get(id);
      if (known) return known;
      const made = createInstallationClient({
        octokit: memo(async () => budgets.watch(id, await deps.auth(id))),
        guard: createGuard(deps.clock, { installation: id }),
        writeInMs: () => deps.pace.takeMoment(id, WRITE_SPACING_MS),
      });
      clients.set(id, made);
      return made;
    },
    budgets: budgets.list,
    app: (call) => app(async () => call(await deps.auth())),
  };
}

function createInstallationClient(deps: {
  octokit: () => Promise<Octokit>;
  guard: Guard;
  writeInMs: () => Promise<number>;
}): InstallationClient {
  const atOnce = new Bottleneck({ maxConcurrent: REQUESTS_AT_ONCE });
  const run = <T>(call: (octokit: Octokit) => Promise<T>) =>
    deps.guard(async () => {
      const octokit = await deps.octokit();
      return atOnce.schedule(() => call(octokit));
    });
  return {
    read: run,
    async write(call) {
      await sleep(await deps.writeInMs());
      return run(call);
    },
  };
}

function memo<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  return () => {
    made ??= make().catch((error) => {
      made = undefined;
      throw error;
    });
    return made;
  };
}

type Guard = <T>(call: () => Promise<T>) => Promise<T>;

/**
 * Turns GitHub's failures into ours, and stays away from GitHub for as long as it asked: calls made meanwhile fail
 * at once and are retried by the queue.
 */
function createGuard(clock: Clock, detail: Record<string, number>): Guard {
  let pausedUntil = 0;
  return async (call) => {
    const now = clock().getTime();
    if (now < pausedUntil) throw new GitHubUnavailableError({ ...detail, pausedForMs: pausedUntil - now });
    try {
      return await call();
    } catch (error) {
      const failure = classify(error, clock());
      if (failure.kind === "pause") pausedUntil = Math.max(pausedUntil, failure.until);
      if (failure.kind === "other") throw error;
      const ours = failure.kind === "unusable" ? InstallationUnusableError : GitHubUnavailableError;
      throw new ours({ ...detail, status: failure.status }, { cause: error });
    }
  };
}

type Failure =
  | { kind: "pause"; until: number; status: number }
  | { kind: "retry"; status: number }
  | { kind: "unusable"; status: number }
  | { kind: "other" };

interface RequestFailure {
  readonly status: number;
  readonly message: string;
  readonly response?: { readonly headers?: Record<string, string | number | undefined> };
  readonly request?: { readonly url?: string };
}

/** Reads what kind of failure it was off status and headers. No failure is ever read as "no access". */
export function classify(error: unknown, now: Date): Failure {
  if (!isRequestFailure(error)) return isNetworkFailure(error) ? { kind: "retry", status: 0 } : { kind: "other" };
  const { status } = error;
  const headers = error.response?.headers ?? {};
  const limited = status === 429 || (status === 403 && isLimit(error.message, headers));
  if (limited) return { kind: "pause", until: resumeAt(headers, now), status };
  if (status >= 500 || status === 408) return { kind: "retry", status };
  if (status === 403 || status === 401 || isTokenRefused(error)) return { kind: "unusable", status };
  return { kind: "other" };
}

/** The installation itself is gone. Taken for the answer to what was asked through it, this 404 would read as "no file". */
function isTokenRefused({ status, request }: RequestFailure): boolean {
  return status === 404 && request?.url?.endsWith("/access_tokens") === true;
}

function isLimit(message: string, headers: Record<string, string | number | undefined>): boolean {
  return (
    headers["retry-after"] !== undefined ||
    String(headers["x-ratelimit-remaining"]) === "0" ||
    /secondary rate/i.test(message)
  );
}

function resumeAt(headers: Record<string, string | number | undefined>, now: Date): number {
  const retryAfter = Number(headers["retry-after"]);
  if (retryAfter > 0) return now.getTime() + retryAfter * 1000;
  const reset = Number(headers["x-ratelimit-reset"]);
  if (String(headers["x-ratelimit-remaining"]) === "0" && reset > 0) return reset * 1000;
  return now.getTime() + PAUSE_WITHOUT_HINT_MS;
}

function isRequestFailure(error: unknown): error is RequestFailure {
  return error instanceof Error && error.name === "HttpError" && "status" in error;
}

function isNetworkFailure(error: unknown): boolean {
  return (
    error instanceof Error &&
    (error.name === "AbortError" || error.name === "TimeoutError" || /fetch failed/.test(error.message))
  );
}

/** https://docs.github.com/en/rest/checks/runs#create-a-check-run answers 422 for a SHA that it does not have. */
export function isUnknownCommit(error: unknown): boolean {
  return isRequestFailure(error) && error.status === 422 && /no commit found/i.test(error.message);
}

/** Whether GitHub said that the thing does not exist (or may not be seen). */
export function isNotFound(error: unknown): boolean {
  return isRequestFailure(error) && error.status === 404;
}
