import type { DeliveryReader, DeliveryWriter } from "../pipeline/github-port.ts";
import type { GitHubClient } from "./client.ts";

interface Attempt {
  readonly id: number;
  readonly guid: string;
  readonly delivered_at: string;
  readonly status_code: number;
}

/**
 * GitHub never redelivers by itself; it lists what failed for three days (seven on GHES):
 * https://docs.github.com/en/webhooks/using-webhooks/handling-failed-webhook-deliveries
 */
export function createDeliveryClient(github: GitHubClient): DeliveryReader & DeliveryWriter {
  return {
    async listFailedDeliveries(since) {
      const attempts = await listAttempts(github, since);
      const answered = new Set(attempts.filter(isOk).map(({ guid }) => guid));
      const newest = new Map<string, Attempt>();
      for (const attempt of attempts) {
        if (!answered.has(attempt.guid) && !newest.has(attempt.guid)) newest.set(attempt.guid, attempt);
      }
      return [...newest.values()]
        .map(({ id, guid, delivered_at }) => ({ id, guid, deliveredAt: new Date(delivered_at) }))
        .sort((a, b) => a.deliveredAt.getTime() - b.deliveredAt.getTime());
    },
    async redeliver(id) {
      await github.app((octokit) => octokit.rest.apps.redeliverWebhookDelivery({ delivery_id: id }));
    },
  };
}

const isOk = ({ status_code }: Attempt) => status_code >= 200 && status_code < 300;

/** Newest first, back to `since`. */
async function listAttempts(github: GitHubClient, since: Date): Promise<readonly Attempt[]> {
  return github.app((octokit) =>
    octokit.paginate(octokit.rest.apps.listWebhookDeliveries, { per_page: 100 }, (page, done) => {
      const fresh = page.data.filter(({ delivered_at }) => new Date(delivered_at) >= since);
      if (fresh.length < page.data.length) done();
      return fresh;
    }),
  );
}
