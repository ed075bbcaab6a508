import { RULESET_NAME } from "../domain/check-name.ts";
import { InstallationUnusableError } from "../domain/errors.ts";
import { accountId } from "../domain/ids.ts";
import type { GateHistory, GateHistoryReader } from "../pipeline/rules/gate-history-port.ts";
import { isGranted } from "../policy/app-needs.ts";
import { type GitHubClient, type InstallationClient, isNotFound } from "./client.ts";

/** GitHub asks for write even of those who only read. */
const NEED = { permission: "organization_administration", level: "write" } as const;

export function createGateHistoryReader(github: GitHubClient): GateHistoryReader {
  return {
    async readGateHistory(installation, after) {
      if (!isGranted(installation.permissions, NEED)) return null;
      const client = github.installation(installation.id);
      const org = installation.orgLogin;
      try {
        const all = await client.read((octokit) =>
          octokit.paginate(octokit.rest.repos.getOrgRulesets, { org, per_page: 100 }),
        );
        const ours = all.find(({ name }) => name === RULESET_NAME);
        if (!ours) return null;
        const { id: rulesetId, enforcement, updated_at: updatedAt } = ours;
        return await readVersions(client, { org, rulesetId, enforcement, updatedAt }, after(rulesetId));
      } catch (error) {
        if (isNotFound(error) || error instanceof InstallationUnusableError) return null;
        throw error;
      }
    },
  };
}

interface Ours {
  readonly org: string;
  readonly rulesetId: number;
  readonly enforcement: string;
  readonly updatedAt: string | undefined;
}

/** One request for the list, and one for each version that is new. A server without a history tells of the last alone. */
async function readVersions(
  client: InstallationClient,
  ours: Ours,
  seen: Promise<number | null>,
): Promise<GateHistory> {
  const { org, rulesetId: ruleset_id, enforcement, updatedAt } = ours;
  const after = await seen;
  const list = await client
    .read((octokit) => octokit.paginate(octokit.rest.orgs.getOrgRulesetHistory, { org, ruleset_id, per_page: 100 }))
    .catch((error: unknown) => {
      if (isNotFound(error)) return null;
      throw error;
    });
  if (list === null) {
    const at = new Date(updatedAt ?? 0);
    return {
      rulesetId: ruleset_id,
      versions: [{ id: at.getTime(), at, by: null, enforced: enforcement === "active" }],
    };
  }
  const oldestFirst = [...list].sort((a, b) => a.version_id - b.version_id);
  const news = after === null ? oldestFirst.slice(-1) : oldestFirst.filter(({ version_id }) => version_id > after);
  const versions = [];
  for (const { version_id, actor, updated_at } of news) {
    const { data } = await client.read((octokit) =>
      octokit.rest.orgs.getOrgRulesetVersion({ org, ruleset_id, version_id }),
    );
    const state = data.state as { readonly enforcement?: string };
    const by = actor.id === undefined ? null : accountId(actor.id);
    versions.push({ id: version_id, at: new Date(updated_at), by, enforced: state.enforcement === "active" });
  }
  return { rulesetId: ruleset_id, versions };
}
