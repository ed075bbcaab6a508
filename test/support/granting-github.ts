import { accountId, installationId, orgId, repositoryId } from "../../src/domain/ids.ts";
import type { Installation, Repository } from "../../src/domain/installation.ts";
import { createGitHubClient, type GitHubClient } from "../../src/github/client.ts";
import type { NamedAccount, TeamName } from "../../src/pipeline/access/github-port.ts";
import { DEFAULT_PERMISSIONS } from "../sandbox/github/app.ts";
import { organizationOf, repositoryOf, teamOf, userOf } from "../sandbox/github/find.ts";
import type { GitHub } from "../sandbox/github/server.ts";
import type { Permissions } from "../sandbox/github/state.ts";
import { installationClient } from "../sandbox/github/testing.ts";

/** What `setup --with access` asks for. */
export const GRANTING: Permissions = { ...DEFAULT_PERMISSIONS, members: "write", administration: "write" };

/** Our client against the stand-in, without a pace. */
export async function clientOn(github: GitHub): Promise<GitHubClient> {
  const octokit = await installationClient(github);
  return createGitHubClient({
    auth: async () => octokit,
    clock: () => new Date(),
    pace: { takeMoment: async () => 0 },
  });
}

/** The stand-in's installation, people, teams and repositories as our ports name them. */
export function namesOn({ state }: GitHub) {
  const acme = organizationOf(state, "acme");
  const id = installationId(state.installations.keys().next().value ?? 0);
  const installation: Installation = {
    id,
    orgId: orgId(acme.id),
    orgLogin: acme.login,
    accountType: "Organization",
    repositorySelection: "all",
    permissions: GRANTING,
    suspendedAt: null,
    deletedAt: null,
    baselineAt: null,
  };
  return {
    installation,
    acme,
    account: (login: string): NamedAccount => ({ id: accountId(userOf(state, login).id), login }),
    team: (slug: string): TeamName => ({ id: teamOf(acme, slug).id, slug }),
    repository: (name: string): Repository => ({
      id: repositoryId(repositoryOf(state, name).id),
      installationId: id,
      owner: acme.login,
      name,
      visibility: "private",
      defaultBranch: "main",
      archived: false,
    }),
  };
}
