import type { RestEndpointMethodTypes } from "@octokit/rest";
import { installationId } from "../domain/ids.ts";
import type { DeliveryReader, DeliveryWriter, FailedDelivery } from "../pipeline/github-port.ts";
import { type GitHubClient, isNotFound } from "./client.ts";

type Attempt = RestEndpointMethodTypes["apps"]["listWebhookDeliveries"]["response"]["data"][number];

/**
 * GitHub never redelivers by itself; it lists what failed for three days (seven on GHES):
 * https://docs.github.com/en/webhooks/using-webhooks/handling-failed-webhook-deliveries
 */
export function createDeliveryClient(github: GitHubClient): DeliveryReader & DeliveryWriter {
  return {
    async listFailedDeliveries(since, requests = Number.POSITIVE_INFINITY) {
      const newest = new Map<string, Attempt>();
      for (const attempt of await listFailures(github, since, requests)) {
        if (!newest.has(attempt.guid)) newest.set(attempt.guid, attempt);
      }
      return [...newest.values()]
        .map(toFailed)
        .sort((a, b) => a.deliveredAt.getTime() - b.deliveredAt.getTime() || a.id - b.id);
    },
    async redeliver(id) {
      try {
        await github.app((octokit) => octokit.rest.apps.redeliverWebhookDelivery({ delivery_id: id }));
      } catch (error) {
        // Dropped by GitHub since it was listed: those after it are still to be had.
        if (!isNotFound(error)) throw error;
      }
    },
  };
}

function toFailed(attempt: Attempt): FailedDelivery {
  const { id, guid, event, action, status } = attempt;
  return {
    ...{ id, guid, event, action, status },
    deliveredAt: new Date(attempt.delivered_at),
    installationId: attempt.installation_id === null ? null : installationId(attempt.installation_id),
    statusCode: attempt.status_code,
  };
}

/** Newest first, back to `since`. What went well is most of the list, and is left out by GitHub. */
async function listFailures(github: GitHubClient, since: Date, requests: number): Promise<readonly Attempt[]> {
  let spent = 0;
  return github.app((octokit) =>
    octokit.paginate(octokit.rest.apps.listWebhookDeliveries, { per_page: 100, status: "failure" }, (page, done) => {
      const fresh = page.data.filter(({ delivered_at }) => new Date(delivered_at) >= since);
      spent += 1;
      if (fresh.length < page.data.length || spent >= requests) done();
      return fresh;
    }),
  );
}
