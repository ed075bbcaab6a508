import { beforeEach, describe, expect, it } from "vitest";
import type { GitHub } from "./github/server.ts";
import { installationClient, probotOf, useGitHub } from "./github/testing.ts";

const ORG = { org: "acme" } as const;
const HERE = { owner: "acme", repo: "payments-api" } as const;

/** Every answer in this file is checked against GitHub's OpenAPI description by the stand-in itself. */
describe("the REST operations", () => {
  const sandbox = useGitHub();
  let github: GitHub;
  let client: Awaited<ReturnType<typeof installationClient>>;

  beforeEach(async () => {
    github = await sandbox.start();
    client = await installationClient(github);
  });

  it("tell of pull requests and their commits", async () => {
    const pull = github.actions.openPullRequest({
      as: "mira",
      repository: "payments-api",
      commits: [{}, { author: "dependabot[bot]" }],
    });
    const number = { ...HERE, pull_number: pull.number };

    const one = await client.rest.pulls.get(number);
    const list = await client.rest.pulls.list({ ...HERE, state: "open", head: `acme:${pull.headRef}` });
    const commits = await client.rest.pulls.listCommits(number);
    const holding = await client.rest.repos.listPullRequestsAssociatedWithCommit({ ...HERE, commit_sha: pull.headSha });

    expect(one.data).toMatchObject({
      number: pull.number,
      head: { sha: pull.headSha },
      user: { login: "mira" },
      commits: 2,
    });
    expect(list.data.map(({ number }) => number)).toEqual([pull.number]);
    expect(commits.data.map(({ author }) => author?.login)).toEqual(["mira", "dependabot[bot]"]);
    expect(holding.data).toHaveLength(1);
    expect(github.violations).toEqual([]);
  });

  it("tell of people, teams and who may do what", async () => {
    github.actions.inviteMember({ as: "sam", user: "audrey" });
    const logins = (answer: { data: ReadonlyArray<{ login: string | null }> }) =>
      answer.data.map(({ login }) => login).sort();

    // Shown to those alone who may administer the organisation.
    expect((await client.rest.orgs.get(ORG)).data.default_repository_permission).toBeUndefined();
    expect(logins(await client.rest.orgs.listMembers({ ...ORG, role: "admin" }))).toEqual(["sam"]);
    expect(logins(await client.rest.orgs.listOutsideCollaborators(ORG))).toEqual(["noor"]);
    expect(logins(await client.rest.orgs.listPendingInvitations(ORG))).toEqual(["audrey"]);
    expect((await client.rest.orgs.getMembershipForUser({ ...ORG, username: "audrey" })).data.state).toBe("pending");
    expect((await client.rest.teams.list(ORG)).data.map(({ slug }) => slug)).toContain("security");
    expect(logins(await client.rest.teams.listMembersInOrg({ ...ORG, team_slug: "payments" }))).toEqual([
      "ada",
      "jo",
      "mira",
    ]);
    expect(
      (await client.rest.teams.listReposInOrg({ ...ORG, team_slug: "frontend" })).data.map(({ name }) => name),
    ).toEqual(["web", "docs"]);
    expect(
      logins(await client.rest.repos.listCollaborators({ owner: "acme", repo: "web", affiliation: "outside" })),
    ).toEqual(["noor"]);
    expect(github.violations).toEqual([]);
  });

  it.each([
    ["mira", "payments-api", "write", "write"],
    ["mira", "web", "none", "none"],
    ["leo", "web", "read", "triage"],
    ["noor", "web", "write", "write"],
    ["sam", "web", "admin", "admin"],
    ["audrey", "docs", "read", "read"],
    ["mira", "handbook", "read", "read"],
  ])("tell that %s has on %s the permission %s and the role %s", async (username, repo, permission, role_name) => {
    const { data } = await client.rest.repos.getCollaboratorPermissionLevel({ owner: "acme", repo, username });

    expect(data).toMatchObject({ permission, role_name });
    expect(github.violations).toEqual([]);
  });

  it("find accounts by login and by number, bots too", async () => {
    const { data } = await client.rest.users.getByUsername({ username: "dependabot[bot]" });

    expect((await client.request("GET /user/{account_id}", { account_id: data.id })).data).toMatchObject({
      login: "dependabot[bot]",
      type: "Bot",
    });
    await expect(client.rest.users.getByUsername({ username: "nobody" })).rejects.toMatchObject({ status: 404 });
    expect(github.violations).toEqual([]);
  });

  it("give files at a branch or commit, and folders as lists", async () => {
    github.actions.commitFile({
      as: "sam",
      repository: ".github",
      path: ".github/app.yml",
      content: "enforcement: {}\n",
    });
    const policy = { owner: "acme", repo: ".github" };

    const { data } = await client.rest.repos.getContent({ ...policy, path: ".github/app.yml" });
    const folder = await client.rest.repos.getContent({ ...policy, path: ".github" });

    expect(Buffer.from((data as { content: string }).content, "base64").toString("utf8")).toBe("enforcement: {}\n");
    expect(folder.data).toMatchObject([{ path: ".github/app.yml", type: "file" }]);
    await expect(client.rest.repos.getContent({ ...policy, path: "nope.yml" })).rejects.toMatchObject({ status: 404 });
    expect(github.violations).toEqual([]);
  });

  it("take comments and reactions as the App's bot, each reaction once", async () => {
    github.actions.acceptPermissions({ as: "sam", permissions: { ...github.app.permissions, issues: "write" } });
    const { number } = github.actions.openPullRequest({ as: "mira", repository: "payments-api" });
    const { id } = github.actions.comment({
      as: "mira",
      repository: "payments-api",
      number,
      body: "/training recheck",
    });
    const react = () => client.rest.reactions.createForIssueComment({ ...HERE, comment_id: id, content: "eyes" });

    const { data } = await client.rest.issues.createComment({ ...HERE, issue_number: number, body: "Hello" });

    expect(data.user).toMatchObject({ login: "training-gate[bot]", type: "Bot" });
    expect((await react()).status).toBe(201);
    expect((await react()).status).toBe(200);
    expect(github.state.comments.get(id)?.reactions).toHaveLength(1);
    expect(github.violations).toEqual([]);
  });

  it("tell which checks a branch requires, and of which App", async () => {
    github.actions.requireCheck({ as: "sam", repository: "payments-api" });

    const { data } = await client.request("GET /repos/{owner}/{repo}/rules/branches/{branch}", {
      ...HERE,
      branch: "main",
    });

    expect(data).toMatchObject([
      {
        type: "required_status_checks",
        parameters: { required_status_checks: [{ context: "training-gate", integration_id: github.app.id }] },
      },
    ]);
    expect(github.violations).toEqual([]);
  });

  it("list page by page behind Link headers", async () => {
    for (let at = 0; at < 5; at++) github.actions.openPullRequest({ as: "mira", repository: "payments-api" });

    const first = await client.rest.pulls.list({ ...HERE, per_page: 2 });
    const all = await client.paginate(client.rest.pulls.list, {
      ...HERE,
      per_page: 2,
      sort: "created",
      direction: "asc",
    });

    expect(first.headers.link).toContain(`page=2>; rel="next"`);
    expect(first.headers.link).toContain(`page=3>; rel="last"`);
    expect(all.map(({ number }) => number)).toEqual([1, 2, 3, 4, 5]);
  });

  it("tell the App of its installations and what they reach", async () => {
    github.actions.selectRepositories({ as: "sam", repositories: ["web", "docs"] });
    const app = await probotOf(github).auth();

    const installations = await app.paginate(app.rest.apps.listInstallations);
    const one = await app.rest.apps.getInstallation({ installation_id: installations[0]?.id ?? 0 });
    const reached = await client.rest.apps.listReposAccessibleToInstallation();

    expect(one.data).toMatchObject({
      repository_selection: "selected",
      account: { login: "acme" },
      app_slug: "training-gate",
    });
    expect(reached.data.repositories.map(({ name }) => name).sort()).toEqual(["docs", "web"]);
    await expect(app.rest.apps.getRepoInstallation({ owner: "acme", repo: "infra" })).rejects.toMatchObject({
      status: 404,
    });
    expect(github.violations).toEqual([]);
  });

  it.each([
    ["a page of no number", "GET /repos/acme/payments-api/pulls?page=one"],
    ["a state that GitHub does not know", "GET /repos/acme/payments-api/pulls?state=merged"],
    ["a parameter that GitHub does not know", "GET /repos/acme/payments-api/pulls?author=mira"],
  ])("refuse %s, and record it", async (_, call) => {
    await expect(client.request(call)).rejects.toMatchObject({ status: 422 });

    expect(github.violations).toMatchObject([{ operation: "GET /repos/{owner}/{repo}/pulls", part: "query" }]);
  });
});
