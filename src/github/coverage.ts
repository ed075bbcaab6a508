import type { CoverageReader } from "../pipeline/rules/coverage-port.ts";
import type { GitHubClient } from "./client.ts";
import { readRules } from "./rules.ts";

const DELIVERIES = 100;

export function createCoverageReader(github: GitHubClient): CoverageReader {
  return {
    async readApp() {
      const { data: app } = await github.app((octokit) => octokit.rest.apps.getAuthenticated());
      const { data: hook } = await github.app((octokit) => octokit.rest.apps.getWebhookConfigForApp());
      const { data: deliveries } = await github.app((octokit) =>
        octokit.rest.apps.listWebhookDeliveries({ per_page: DELIVERIES }),
      );
      const failed = deliveries.filter(({ status_code }) => status_code >= 400 || status_code === 0).length;
      return {
        permissions: (app?.permissions ?? {}) as Record<string, string | undefined>,
        events: app?.events ?? [],
        webhookUrl: hook.url ?? null,
        deliveries: { failed, total: deliveries.length },
      };
    },

    readRules: (installation, repositories) =>
      readRules(github.installation(installation.id), installation, repositories),

    async countRepositories({ id, orgLogin }) {
      const { data } = await github.installation(id).read((octokit) => octokit.rest.orgs.get({ org: orgLogin }));
      const { public_repos, total_private_repos } = data;
      return total_private_repos === undefined ? null : public_repos + total_private_repos;
    },
  };
}
