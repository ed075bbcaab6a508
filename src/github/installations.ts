import { z } from "zod";
import { installationId, orgId, repositoryId } from "../domain/ids.ts";
import type { Installation, Repository } from "../domain/installation.ts";
import type { InstallationReader, OpenHead } from "../pipeline/github-port.ts";
import { readAccess } from "./access.ts";
import { CHECK_NAME } from "./checks.ts";
import type { GitHubClient, InstallationClient } from "./client.ts";
import { graphql } from "./graphql.ts";
import { RawPull } from "./head-query.ts";
import { toPull } from "./heads.ts";

/** Repositories a request: with 50 pull requests each this stays far below GitHub's limit of 500,000 nodes. */
const REPOSITORIES_A_REQUEST = 20;
const PULLS_A_PAGE = 50;

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

    async listOpenHeads(id, repositories) {
      const client = github.installation(id);
      const heads: OpenHead[] = [];
      for (let start = 0; start < repositories.length; start += REPOSITORIES_A_REQUEST) {
        heads.push(
          ...(await readOpenHeads(client, repositories.slice(start, start + REPOSITORIES_A_REQUEST), deps.appId)),
        );
      }
      return heads;
    },

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

const OpenPull = RawPull.extend({
  commits: z.object({
    nodes: z.array(
      z
        .object({
          commit: z.object({
            checkSuites: z
              .object({
                nodes: z
                  .array(
                    z
                      .object({
                        checkRuns: z
                          .object({
                            nodes: z
                              .array(
                                z
                                  .object({ externalId: z.string().nullable(), conclusion: z.string().nullable() })
                                  .nullable(),
                              )
                              .nullable(),
                          })
                          .nullable(),
                      })
                      .nullable(),
                  )
                  .nullable(),
              })
              .nullable(),
          }),
        })
        .nullable(),
    ),
  }),
});
const OpenPage = z.object({
  pageInfo: z.object({ hasNextPage: z.boolean(), endCursor: z.string().nullable() }),
  nodes: z.array(OpenPull.nullable()),
});
const OpenAnswer = z.record(z.string(), z.object({ pullRequests: OpenPage }).nullable());

async function readOpenHeads(
  client: InstallationClient,
  repositories: readonly Repository[],
  appId: number,
): Promise<OpenHead[]> {
  const heads: OpenHead[] = [];
  let todo = repositories.map((repository) => ({ repository, after: null as string | null }));
  while (todo.length > 0) {
    const answer = OpenAnswer.parse(await graphql(client, openQuery(todo, appId), {}));
    todo = todo.flatMap(({ repository }, index) => {
      const page = answer[`r${index}`]?.pullRequests;
      if (!page) return [];
      for (const pull of page.nodes) if (pull) heads.push({ pull: toPull(repository, pull), run: runOf(pull) });
      return page.pageInfo.hasNextPage ? [{ repository, after: page.pageInfo.endCursor }] : [];
    });
  }
  return heads;
}

function openQuery(todo: readonly { repository: Repository; after: string | null }[], appId: number): string {
  const parts = todo.map(({ repository, after }, index) => {
    const from = after === null ? "" : `, after: ${JSON.stringify(after)}`;
    return `r${index}: repository(owner: ${JSON.stringify(repository.owner)}, name: ${JSON.stringify(repository.name)}) {
      pullRequests(states: OPEN, first: ${PULLS_A_PAGE}${from}, orderBy: { field: UPDATED_AT, direction: DESC }) {
        pageInfo { hasNextPage endCursor }
        nodes {
          number state isDraft merged updatedAt headRefOid headRefName baseRefName
          author { __typename login ... on User { databaseId } ... on Bot { databaseId } ... on Mannequin { databaseId } }
          commits(last: 1) { nodes { commit { checkSuites(first: 1, filterBy: { appId: ${appId}, checkName: ${JSON.stringify(CHECK_NAME)} }) {
            nodes { checkRuns(first: 1, filterBy: { appId: ${appId}, checkName: ${JSON.stringify(CHECK_NAME)}, checkType: LATEST }) { nodes { externalId conclusion } } }
          } } } }
        }
      }
    }`;
  });
  return `query ListOpenHeads { ${parts.join("\n")} }`;
}

function runOf(pull: z.infer<typeof OpenPull>): OpenHead["run"] {
  const run = pull.commits.nodes[0]?.commit.checkSuites?.nodes?.[0]?.checkRuns?.nodes?.[0];
  return run ? { externalId: run.externalId, conclusion: run.conclusion?.toLowerCase() ?? null } : null;
}
