import type { Logger } from "pino";
import { Probot, ProbotOctokit } from "probot";
import type { GitHubConfig } from "../config.ts";
import type { Clock } from "../domain/clock.ts";
import { createGitHubClient, type GitHubClient, type Octokit } from "../github/client.ts";
import { fetchFromGitHub } from "../github/fetch.ts";

type Pace = Parameters<typeof createGitHubClient>[0]["pace"];

/** GitHub as the App reaches it. Nothing is asked before somebody asks. */
export async function connectGitHub(
  { appId, privateKey, apiUrl, webhookSecrets }: GitHubConfig,
  { log, clock, pace }: { readonly log: Logger; readonly clock: Clock; readonly pace: Pace },
): Promise<{ readonly probot: Probot; readonly github: GitHubClient }> {
  const probot = new Probot({
    appId,
    privateKey,
    secret: webhookSecrets[0] ?? "",
    baseUrl: apiUrl,
    log: log.child({ part: "github" }),
    request: { fetch: fetchFromGitHub },
    // Pace and retries are ours: see github/client.ts and queue/queues.ts.
    Octokit: ProbotOctokit.defaults((options: object) => ({
      ...options,
      throttle: { enabled: false },
      retry: { enabled: false },
    })),
  });
  await probot.ready();
  const github = createGitHubClient({ auth: (id) => probot.auth(id) as Promise<Octokit>, clock, pace });
  return { probot, github };
}
