import { describe, expect, it } from "vitest";
import { GitHubUnavailableError } from "../../src/domain/errors.ts";
import { installationId, orgId, repositoryId } from "../../src/domain/ids.ts";
import type { Installation, Repository } from "../../src/domain/installation.ts";
import { readAccess } from "../../src/github/access.ts";
import type { InstallationClient, Octokit } from "../../src/github/client.ts";

const installation = {
  id: installationId(1),
  orgId: orgId(2),
  orgLogin: "acme",
  accountType: "Organization",
} as Installation;
const repository = { id: repositoryId(3), owner: "acme", name: "web" } as Repository;

const end = { hasNextPage: false, endCursor: null };
const member = { databaseId: 7, login: "mira" };
const whole = {
  Members: { organization: { membersWithRole: { pageInfo: end, edges: [{ role: "MEMBER", node: member }] } } },
  Teams: { organization: { teams: { pageInfo: end, nodes: [] } } },
  Collaborators: { r0: { collaborators: { pageInfo: end, edges: [] } } },
};

/** GitHub's answer to each query, by the query's name. */
function look(answers: Readonly<Record<string, unknown>>) {
  const graphql = async (query: string) => answers[/^query (\w+)/.exec(query)?.[1] ?? ""];
  const client = { read: (call: (octokit: Octokit) => unknown) => call({ graphql } as unknown as Octokit) };
  return readAccess(client as unknown as InstallationClient, installation, [repository], new Date(0));
}

describe("a full look at who has which access", () => {
  it("tells whom GitHub shows", async () => {
    expect((await look(whole)).observations).toMatchObject([{ kind: "member", accountId: 7, role: "member" }]);
  });

  it.each([
    ["the organisation's members", { ...whole, Members: { organization: null } }],
    ["its teams", { ...whole, Teams: { organization: null } }],
    ["a repository's collaborators", { ...whole, Collaborators: { r0: { collaborators: null } } }],
  ])("is no look where GitHub does not show %s: nobody would seem to have access", async (_, answers) => {
    await expect(look(answers)).rejects.toThrow(GitHubUnavailableError);
  });

  it("goes on past a repository that is gone", async () => {
    expect((await look({ ...whole, Collaborators: { r0: null } })).observations).toHaveLength(1);
  });
});
