import { beforeEach, describe, expect, it } from "vitest";
import { headQuery } from "../../src/github/head-query.ts";
import type { GitHub } from "./github/server.ts";
import { installationClient, useGitHub } from "./github/testing.ts";

const COMMITS = `query Commits($number: Int!, $after: String) {
  repository(owner: "acme", name: "payments-api") {
    pullRequest(number: $number) {
      headRefOid author { __typename login ... on User { databaseId } ... on Bot { databaseId } }
      commits(first: 100, after: $after) {
        totalCount pageInfo { hasNextPage endCursor }
        nodes { commit { oid author { name email user { databaseId login } } authors(first: 10) { totalCount nodes { email } } } }
      }
    }
  }
}`;

interface CommitNode {
  readonly oid: string;
  readonly author: { readonly email: string; readonly user: { readonly login: string } | null };
  readonly authors: { readonly totalCount: number; readonly nodes: ReadonlyArray<{ readonly email: string }> };
}

interface CommitsAnswer {
  readonly repository: {
    readonly pullRequest: {
      readonly headRefOid: string;
      readonly author: { readonly __typename: string; readonly login: string; readonly databaseId: number };
      readonly commits: {
        readonly totalCount: number;
        readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string };
        readonly nodes: ReadonlyArray<{ readonly commit: CommitNode }>;
      };
    };
  };
}

describe("GraphQL", () => {
  const sandbox = useGitHub();
  let github: GitHub;
  let client: Awaited<ReturnType<typeof installationClient>>;

  beforeEach(async () => {
    github = await sandbox.start();
    client = await installationClient(github);
  });

  const commits = async (number: number, after?: string) =>
    (await client.graphql<CommitsAnswer>(COMMITS, { number, after })).repository.pullRequest;

  it.each([
    ["without files", false],
    ["with its files", true],
  ])("charges one point of the hour for what we ask about a head, %s", async (_, filesToo) => {
    const pull = github.actions.openPullRequest({ as: "mira", repository: "payments-api", commits: [{}] });
    const query = headQuery([pull.number], filesToo).replace(/}\s*$/, "rateLimit { cost } }");

    const answer = await client.graphql(query, { owner: "acme", name: "payments-api", oid: pull.headSha });

    expect(answer).toMatchObject({ rateLimit: { cost: 1 } });
  });

  it("pages through all commits of a long pull request, beyond REST's 250", async () => {
    const specs = Array.from({ length: 260 }, (_, at) => ({ message: `Step ${at}` }));
    const pull = github.actions.openPullRequest({ as: "mira", repository: "payments-api", commits: specs });
    const seen: string[] = [];

    let after: string | undefined;
    do {
      const page = (await commits(pull.number, after)).commits;
      seen.push(...page.nodes.map(({ commit }) => commit.oid));
      after = page.pageInfo.hasNextPage ? page.pageInfo.endCursor : undefined;
    } while (after);
    const rest = await client.paginate(client.rest.pulls.listCommits, {
      owner: "acme",
      repo: "payments-api",
      pull_number: pull.number,
    });

    expect(seen).toEqual(pull.commits);
    expect(seen).toHaveLength(260);
    expect(rest).toHaveLength(250);
    expect(github.violations).toEqual([]);
  });

  it("links a commit by a verified or a noreply address alone, and lists co-authors after the author", async () => {
    const { id: mira } = github.state.logins.get("mira") ?? {};
    const pull = github.actions.openPullRequest({
      as: "mira",
      repository: "payments-api",
      commits: [
        { coAuthors: ["jo", { name: "Ghost", email: "ghost@nowhere.example" }] },
        { email: `${mira}+mira@users.noreply.github.com` },
        { name: "dev", email: "dev@old-laptop" },
        { author: "noor", email: "noor@old.example" },
      ],
    });

    const nodes = (await commits(pull.number)).commits.nodes.map(({ commit }) => commit);

    expect(nodes.map(({ author }) => author.user?.login)).toEqual(["mira", "mira", undefined, undefined]);
    expect(nodes[0]?.authors.nodes.map(({ email }) => email)).toEqual([
      "mira@acme.example",
      "jo@acme.example",
      "ghost@nowhere.example",
    ]);
  });

  it("shows a bot as a Bot where it is an author, and as nobody behind its commits, which REST links", async () => {
    const pull = github.actions.openPullRequest({ as: "dependabot[bot]", repository: "payments-api" });

    const shown = await commits(pull.number);
    const { data } = await client.rest.repos.getCommit({ owner: "acme", repo: "payments-api", ref: pull.headSha });

    expect(shown.author).toEqual({ __typename: "Bot", login: "dependabot", databaseId: 49_699_333 });
    expect(shown.commits.nodes[0]?.commit.author.user).toBeNull();
    expect(data.author?.login).toBe("dependabot[bot]");
  });

  it("says which merged pull request brought a commit, and that GitHub signed a merge", async () => {
    const pull = github.actions.openPullRequest({ as: "mira", repository: "payments-api" });
    github.actions.mergePullRequest({ as: "ada", repository: "payments-api", number: pull.number });
    const query = `query($oid: GitObjectID!) { repository(owner: "acme", name: "payments-api") { object(oid: $oid) { ... on Commit {
      parents(first: 2) { totalCount } signature { isValid wasSignedByGitHub signer { login } }
      associatedPullRequests(first: 5) { nodes { number merged } } } } } }`;

    const brought = await client.graphql(query, { oid: pull.headSha });
    const merge = await client.graphql(query, { oid: pull.mergeCommitSha });

    const associatedPullRequests = { nodes: [{ number: pull.number, merged: true }] };
    expect(brought).toEqual({
      repository: { object: { parents: { totalCount: 1 }, signature: null, associatedPullRequests } },
    });
    const signature = { isValid: true, wasSignedByGitHub: true, signer: { login: "web-flow" } };
    expect(merge).toEqual({
      repository: { object: { parents: { totalCount: 2 }, signature, associatedPullRequests } },
    });
  });

  it("tells who gave which access", async () => {
    const query = `{ repository(owner: "acme", name: "web") { collaborators(first: 10) { edges { permission node { login }
      permissionSources { permission roleName source { __typename ... on Team { slug } ... on Organization { login } ... on Repository { name } } } } } } }`;
    interface Answer {
      readonly repository: {
        readonly collaborators: {
          readonly edges: ReadonlyArray<{
            readonly permission: string;
            readonly node: { readonly login: string };
            readonly permissionSources: unknown;
          }>;
        };
      };
    }

    const { edges } = (await client.graphql<Answer>(query)).repository.collaborators;
    const of = (login: string) => edges.find(({ node }) => node.login === login);

    expect(of("noor")).toMatchObject({
      permission: "WRITE",
      permissionSources: [{ source: { __typename: "Repository", name: "web" } }],
    });
    expect(of("jo")).toMatchObject({
      permission: "WRITE",
      permissionSources: [{ source: { __typename: "Team", slug: "frontend" } }],
    });
    expect(of("sam")).toMatchObject({
      permission: "ADMIN",
      permissionSources: [{ permission: "ADMIN", source: { __typename: "Organization", login: "acme" } }],
    });
    expect(of("mira")).toBeUndefined();
  });

  it.each([
    [
      "a field that GitHub does not have",
      `{ repository(owner: "acme", name: "web") { trained } }`,
      "Cannot query field",
    ],
    [
      "a connection without first or last",
      `{ organization(login: "acme") { teams { totalCount } } }`,
      "You must provide a `first` or `last` value",
    ],
    [
      "a page of more than 100",
      `{ organization(login: "acme") { teams(first: 101) { totalCount } } }`,
      "exceeds the `first` limit of 100 records",
    ],
    [
      "more than 500,000 possible nodes",
      `{ organization(login: "acme") { teams(first: 100) { nodes { members(first: 100) { nodes { login } } repositories(first: 100) { nodes { collaborators(first: 100) { totalCount } } } } } } }`,
      "exceeds the maximum limit of 500,000",
    ],
  ])("refuses %s, and records it", async (_, query, message) => {
    await expect(client.graphql(query)).rejects.toThrow(message);

    expect(github.violations).toMatchObject([{ part: "graphql", problem: expect.stringContaining(message) }]);
  });

  it("answers null and NOT_FOUND for what is not there or not installed", async () => {
    github.actions.selectRepositories({ as: "sam", repositories: ["web"] });

    const asking = client.graphql(
      `{ there: repository(owner: "acme", name: "web") { name } hidden: repository(owner: "acme", name: "infra") { name } }`,
    );

    await expect(asking).rejects.toMatchObject({
      data: { there: { name: "web" }, hidden: null },
      errors: [{ type: "NOT_FOUND", path: ["hidden"] }],
    });
  });

  it("forbids what the installation may not read", async () => {
    github.actions.acceptPermissions({ as: "sam", permissions: { metadata: "read" } });

    const asking = client.graphql(`{ organization(login: "acme") { membersWithRole(first: 1) { totalCount } } }`);

    await expect(asking).rejects.toMatchObject({
      errors: [{ type: "FORBIDDEN", message: "Resource not accessible by integration" }],
    });
  });

  it("finds everything again by its node id", async () => {
    const pull = github.actions.openPullRequest({ as: "mira", repository: "payments-api" });
    interface Ids {
      readonly repository: {
        readonly id: string;
        readonly pullRequest: { readonly id: string; readonly author: { readonly id: string } };
      };
    }
    const { repository } = await client.graphql<Ids>(
      `query($n: Int!) { repository(owner: "acme", name: "payments-api") { id pullRequest(number: $n) { id author { ... on User { id } } } } }`,
      { n: pull.number },
    );

    const { nodes } = await client.graphql<{ nodes: unknown }>(
      `query($ids: [ID!]!) { nodes(ids: $ids) { __typename ... on Repository { name } ... on PullRequest { number } ... on User { login } } }`,
      { ids: [repository.id, repository.pullRequest.id, repository.pullRequest.author.id] },
    );

    expect(nodes).toEqual([
      { __typename: "Repository", name: "payments-api" },
      { __typename: "PullRequest", number: pull.number },
      { __typename: "User", login: "mira" },
    ]);
  });
});
