import { installationId, orgId, repositoryId } from "../domain/ids.ts";
import type { Installation, Repository } from "../domain/installation.ts";
import type { InstallationReader } from "../pipeline/github-port.ts";
import { readAccess } from "./access.ts";
import type { GitHubClient } from "./client.ts";
import { readOpenHeads } from "./open-heads.ts";
import { readRecentHeads } from "./recent-heads.ts";

export function createInstallationReader(github: GitHubClient, deps: { appId: number }): InstallationReader {
  return {
    async listInstallations() {
      const list = await github.app((octokit) =>
        octokit.paginate(octokit.rest.apps.listInstallations, { per_page: 100 }),
      );
      return list.map(toInstallation);
    },

    async listRepositories(id) {
      const list = await github
        .installation(id)
        .read((octokit) => octokit.paginate(octokit.rest.apps.listReposAccessibleToInstallation, { per_page: 100 }));
      return list.map((raw) => toRepository(raw, id));
    },

    listOpenHeads: (installation, repositories, tell) =>
      readOpenHeads(github.installation(installation.id), installation, {
        repositories,
        appId: deps.appId,
        ...(tell ? { tell } : {}),
      }),
    listRecentHeads: (installation, repositories, since) =>
      readRecentHeads(github.installation(installation.id), installation, { repositories, since, appId: deps.appId }),

    readAccess: (installation, repositories, at) =>
      readAccess(github.installation(installation.id), installation, repositories, at),
  };
}

type RawInstallation = {
  id: number;
  account: { id: number; login?: string; slug?: string; type?: string } | null;
  repository_selection: string;
  permissions: Record<string, string | undefined>;
  suspended_at: string | null;
};

export function toInstallation(raw: unknown): Omit<Installation, "baselineAt"> {
  const { id, account, repository_selection, permissions, suspended_at } = raw as RawInstallation;
  return {
    id: installationId(id),
    orgId: orgId(account?.id ?? 0),
    orgLogin: account?.login ?? account?.slug ?? "",
    accountType: account?.type ?? "Organization",
    repositorySelection: repository_selection,
    permissions: Object.fromEntries(
      Object.entries(permissions).filter((entry): entry is [string, string] => entry[1] !== undefined),
    ),
    suspendedAt: suspended_at ? new Date(suspended_at) : null,
    deletedAt: null,
  };
}

interface RawRepository {
  readonly id: number;
  readonly name: string;
  readonly owner: { readonly login: string };
  readonly private: boolean;
  readonly visibility?: string | undefined;
  readonly default_branch: string;
  readonly archived: boolean;
}

function toRepository(raw: RawRepository, id: ReturnType<typeof installationId>): Repository {
  const visibility = raw.visibility === "internal" ? "internal" : raw.private ? "private" : "public";
  return {
    id: repositoryId(raw.id),
    installationId: id,
    owner: raw.owner.login,
    name: raw.name,
    visibility,
    defaultBranch: raw.default_branch,
    archived: raw.archived,
  };
}
