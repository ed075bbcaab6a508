import type { Clock } from "../../../src/domain/clock.ts";
import type { Caller } from "./auth.ts";
import { Refusal } from "./refusal.ts";

/**
 * GitHub's documented limits ("Rate limits for the REST API", and its GraphQL counterpart): 5,000 points an hour for
 * each user or App, and for an installation 50 more for each repository and each member beyond 20, up to 12,500; 900 points a minute for each REST endpoint (a read 1, a write 5) and 2,000 for
 * GraphQL; 80 content-creating requests a minute and 500 an hour; 100 at once. An endpoint is a method and a route.
 */
const HOURLY = 5_000;
const REST_POINTS = 900;
const GRAPHQL_POINTS = 2_000;
const CREATED_A_MINUTE = 80;
const CREATED_AN_HOUR = 500;
const AT_ONCE = 100;
const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;

export interface Charge {
  readonly caller: Caller;
  readonly resource: "core" | "graphql";
  /** Method and route. */
  readonly endpoint: string;
  readonly writes: boolean;
  readonly creates: boolean;
  /** Points of the hourly budget; known for GraphQL once the query is read. */
  readonly cost: number;
}

export interface Budget {
  readonly limit: number;
  readonly used: number;
  readonly remaining: number;
  readonly resetAt: Date;
  readonly resource: string;
}

export interface Refusals {
  readonly primary: number;
  readonly secondary: number;
}

export interface Limits {
  enabled: boolean;
  readonly refusals: Refusals;
  /** Counts one request; throws GitHub's refusal when a limit is passed. Call `leave` when it is answered. */
  enter(charge: Charge): Budget;
  leave(caller: Caller): void;
}

const HOURLY_MOST = 12_500;
const FREE_OF_EACH = 20;

/** What an hour has room for, by how large the organisation is that an App is installed on. */
export function hourlyFor(size: { readonly repositories: number; readonly members: number }): number {
  const beyond = (count: number) => 50 * Math.max(0, count - FREE_OF_EACH);
  return Math.min(HOURLY_MOST, HOURLY + beyond(size.repositories) + beyond(size.members));
}

export function createLimits(
  clock: Clock,
  enabled: boolean,
  hourlyOf: (caller: Caller) => number = () => HOURLY,
): Limits {
  const windows = createWindows(clock);
  const underWay = new Map<string, number>();
  const refusals = { primary: 0, secondary: 0 };

  const secondary = (retryAfterMs: number) => {
    refusals.secondary++;
    const seconds = Math.max(1, Math.ceil(retryAfterMs / 1000));
    const message = "You have exceeded a secondary rate limit. Please wait a few minutes before you try again.";
    return new Refusal(403, message, { documentation_url: DOCUMENTATION }, { "retry-after": String(seconds) });
  };

  const checkSecondary = (who: string, { endpoint, resource, writes, creates }: Charge) => {
    if ((underWay.get(who) ?? 0) > AT_ONCE) throw secondary(MINUTE_MS);
    const points = windows.add(`${who} points ${endpoint}`, MINUTE_MS, writes ? 5 : 1);
    if (points.used > (resource === "graphql" ? GRAPHQL_POINTS : REST_POINTS)) throw secondary(points.leftMs);
    if (!creates) return;
    const minute = windows.add(`${who} created`, MINUTE_MS, 1);
    if (minute.used > CREATED_A_MINUTE) throw secondary(minute.leftMs);
    const hour = windows.add(`${who} created hourly`, HOUR_MS, 1);
    if (hour.used > CREATED_AN_HOUR) throw secondary(hour.leftMs);
  };

  const limits: Limits = {
    enabled,
    refusals,
    enter(charge) {
      const who = ownerOf(charge.caller);
      underWay.set(who, (underWay.get(who) ?? 0) + 1);
      const hour = windows.add(`${who} ${charge.resource}`, HOUR_MS, charge.cost);
      const room = hourlyOf(charge.caller);
      const budget = budgetOf(hour, charge.resource, room);
      if (!limits.enabled) return budget;
      if (hour.used > room) {
        refusals.primary++;
        throw primary(who, budget);
      }
      checkSecondary(who, charge);
      return budget;
    },
    leave(caller) {
      const who = ownerOf(caller);
      underWay.set(who, Math.max(0, (underWay.get(who) ?? 0) - 1));
    },
  };
  return limits;
}

const DOCUMENTATION =
  "https://docs.github.com/free-pro-team@latest/rest/overview/rate-limits-for-the-rest-api#about-secondary-rate-limits";

/** Whose budget it is: all tokens of one installation share one. */
function ownerOf(caller: Caller): string {
  if (caller.kind === "installation") return `installation ID ${caller.installation.id}`;
  return caller.kind === "user" ? `user ID ${caller.user.id}` : caller.kind;
}

function primary(who: string, budget: Budget): Refusal {
  return new Refusal(403, `API rate limit exceeded for ${who}.`, {}, budgetHeaders(budget));
}

interface Window {
  readonly used: number;
  readonly leftMs: number;
  readonly endsAt: number;
}

/** Fixed windows that begin with their first request. */
function createWindows(clock: Clock) {
  const open = new Map<string, { used: number; endsAt: number }>();
  return {
    add(key: string, lengthMs: number, points: number): Window {
      const now = clock().getTime();
      const known = open.get(key);
      const window = known && known.endsAt > now ? known : { used: 0, endsAt: now + lengthMs };
      window.used += points;
      open.set(key, window);
      return { used: window.used, endsAt: window.endsAt, leftMs: window.endsAt - now };
    },
  };
}

function budgetOf({ used, endsAt }: Window, resource: string, limit: number): Budget {
  return { limit, used, remaining: Math.max(0, limit - used), resetAt: new Date(endsAt), resource };
}

export function budgetHeaders({ limit, used, remaining, resetAt, resource }: Budget): Record<string, string> {
  return {
    "x-ratelimit-limit": String(limit),
    "x-ratelimit-remaining": String(remaining),
    "x-ratelimit-used": String(used),
    "x-ratelimit-reset": String(Math.ceil(resetAt.getTime() / 1000)),
    "x-ratelimit-resource": resource,
  };
}
