import type { Clock } from "../domain/clock.ts";
import type { InstallationId } from "../domain/ids.ts";
import type { RequestBudget } from "../pipeline/leave-room.ts";
import type { Octokit } from "./client.ts";

export interface Budget extends RequestBudget {
  /** `core` or `graphql`. */
  readonly resource: string;
}

export interface Budgets {
  /** Reads every answer that this client gets from now on. */
  watch<Client extends Octokit>(installation: InstallationId, octokit: Client): Client;
  /** Without those that have begun anew since, of which nothing is known. */
  list(): readonly Budget[];
}

/** https://docs.github.com/en/rest/using-the-rest-api/rate-limits-for-the-rest-api#checking-the-status-of-your-rate-limit */
export function createBudgets(clock: Clock): Budgets {
  const seen = new Map<string, Budget>();
  return {
    watch(installation, octokit) {
      octokit.hook.after("request", ({ headers }) => {
        const resource = headers["x-ratelimit-resource"];
        const limit = Number(headers["x-ratelimit-limit"]);
        const remaining = Number(headers["x-ratelimit-remaining"]);
        const resetAt = new Date(Number(headers["x-ratelimit-reset"]) * 1000);
        if (typeof resource !== "string" || Number.isNaN(limit + remaining + resetAt.getTime())) return;
        seen.set(`${installation}:${resource}`, { installation, resource, limit, remaining, resetAt });
      });
      return octokit;
    },
    list: () => [...seen.values()].filter(({ resetAt }) => resetAt > clock()),
  };
}
