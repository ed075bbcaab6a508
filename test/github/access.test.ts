import { describe, expect, it } from "vitest";
import { GitHubUnavailableError, InstallationUnusableError } from "../../src/domain/errors.ts";
import { installationId, orgId, repositoryId } from "../../src/domain/ids.ts";
import type { Installation, Repository } from "../../src/domain/installation.ts";
import { readAccess } from "../../src/github/access.ts";
import type { InstallationClient, Octokit } from "../../src/github/client.ts";

const ALL = { organization_administration: "read", administration: "read", organization_custom_org_roles: "read" };
const repository = { id: repositoryId(3), owner: "acme", name: "web", visibility: "private" } as Repository;

const end = { hasNextPage: false, endCursor: null };
const member = { databaseId: 7, login: "mira" };
const whole = {
  Members: { organization: { membersWithRole: { pageInfo: end, edges: [{ role: "MEMBER", node: member }] } } },
  PendingMembers: { organization: { pendingMembers: { pageInfo: end, nodes: [{ databaseId: 8, login: "noor" }] } } },
  Teams: { organization: { teams: { pageInfo: end, nodes: [] } } },
  Collaborators: {
    r0: { collaborators: { pageInfo: end, edges: [] }, deployKeys: { pageInfo: end, nodes: [] } },
  },
};
const rest = {
  listPendingInvitations: () => [],
  get: () => ({ data: { default_repository_permission: "none" } }),
  listOrgRoles: () => ({ data: { roles: [] } }),
  listOrgRoleTeams: () => [],
  listOrgRoleUsers: () => [],
  listAppInstallations: () => [],
};
const teams = { list: (): unknown[] => [], listMembersInOrg: (): unknown[] => [], listReposInOrg: (): unknown[] => [] };

/** GitHub's answer to each query, by the query's name, and to each call of REST. */
function look(
  answers: Readonly<Record<string, unknown>>,
  {
    permissions = ALL,
    calls = rest,
    onTeams = teams,
    graphql = async (query) => answers[/^query (\w+)/.exec(query)?.[1] ?? ""],
  }: {
    permissions?: Installation["permissions"];
    calls?: object;
    onTeams?: object;
    graphql?: (query: string) => Promise<unknown>;
  } = {},
) {
  const octokit = {
    graphql,
    paginate: async (call: (asked: unknown) => unknown, asked: unknown) => call(asked),
    rest: { orgs: calls, teams: onTeams },
  };
  const client = { read: (call: (octokit: Octokit) => unknown) => call(octokit as unknown as Octokit) };
  const installation = { id: installationId(1), orgId: orgId(2), orgLogin: "acme", accountType: "Organization" };
  return readAccess(
    client as unknown as InstallationClient,
    { ...installation, permissions } as Installation,
    [repository],
    new Date(0),
  );
}

const without = (part: object) => ({ r0: { ...whole.Collaborators.r0, ...part } });

describe("a full look at who has which access", () => {
  it("tells whom GitHub shows, what all members may do, and who sees the repository", async () => {
    const { observations, unread } = await look(whole);

    expect(observations).toMatchObject([
      { kind: "member", accountId: 7, role: "member" },
      { kind: "base", role: "none" },
      { kind: "visibility", repositoryId: 3, role: "private" },
    ]);
    expect([...unread]).toEqual([]);
  });

  it.each([
    ["the organisation's members", { ...whole, Members: { organization: null } }],
    ["its teams", { ...whole, Teams: { organization: null } }],
    ["a repository's collaborators", { ...whole, Collaborators: without({ collaborators: null }) }],
    ["its deploy keys", { ...whole, Collaborators: without({ deployKeys: null }) }],
  ])("is no look where GitHub does not show %s: nobody would seem to have access", async (_, answers) => {
    await expect(look(answers)).rejects.toThrow(GitHubUnavailableError);
  });

  it("goes on past a repository that is gone", async () => {
    const { observations } = await look({ ...whole, Collaborators: { r0: null } });

    expect(observations.map(({ kind }) => kind)).toEqual(["member", "base", "visibility"]);
  });

  it("says of what the installation was not granted that it is not known", async () => {
    const { observations, unread } = await look(whole, { permissions: {}, calls: { ...rest, get: undefined } });

    expect([...unread].sort()).toEqual(["app", "app-on-some", "base", "deploy-key", "org-role"]);
    expect(observations.filter(({ role }) => role === "unknown").map(({ kind }) => kind)).toEqual([
      "base",
      "org-role",
      "app",
      "app-on-some",
      "deploy-key",
    ]);
  });

  it("goes on without deploy keys where the token is older than the permission, and says so", async () => {
    const graphql = async (query: string) => {
      if (query.includes("deployKeys"))
        throw Object.assign(new Error("Resource not accessible by integration"), {
          ...{ name: "GraphqlResponseError", errors: [{ type: "FORBIDDEN" }], data: null },
        });
      return whole[/^query (\w+)/.exec(query)?.[1] as keyof typeof whole];
    };

    const { observations, unread } = await look(whole, { graphql });

    expect([...unread]).toEqual(["deploy-key"]);
    expect(observations.at(-1)).toMatchObject({ kind: "deploy-key", role: "unknown" });
  });

  it("says the same of organisation roles where the plan knows none", async () => {
    const listOrgRoles = () => {
      throw new InstallationUnusableError({ status: 403 });
    };

    const { unread } = await look(whole, { calls: { ...rest, listOrgRoles } });

    expect([...unread]).toEqual(["org-role"]);
  });

  it("names the account of an invitation, where it has one", async () => {
    const listPendingInvitations = () => [
      { id: 31, login: "noor", role: "direct_member" },
      { id: 32, login: null, role: "admin" },
    ];

    const { observations } = await look(whole, { calls: { ...rest, listPendingInvitations } });

    expect(observations.filter(({ kind }) => kind === "invitation")).toMatchObject([
      { accountId: 8, externalId: "31", role: "direct_member" },
      { accountId: null, externalId: "32", role: "admin" },
    ]);
  });

  it("tells what an organisation role gives, which teams have it, and who has it themselves", async () => {
    const calls = {
      ...rest,
      listOrgRoles: () => ({
        data: {
          roles: [
            { id: 1, name: "all_repo_write", base_role: "write" },
            { id: 2, name: "security_manager" },
            { id: 3, name: "billing" },
          ],
        },
      }),
      listOrgRoleTeams: ({ role_id }: { role_id: number }) => (role_id === 1 ? [{ id: 9 }] : []),
      listOrgRoleUsers: ({ role_id }: { role_id: number }) =>
        role_id === 1
          ? [
              { id: 7, login: "mira", assignment: "direct" },
              { id: 8, login: "noor", assignment: "indirect" },
            ]
          : [],
    };
    const { observations } = await look(whole, { calls });

    expect(observations.filter(({ kind }) => kind === "org-role")).toMatchObject([
      { accountId: null, teamId: null, externalId: "1", role: "write" },
      { teamId: 9, externalId: "1", role: "all_repo_write" },
      { accountId: 7, externalId: "1" },
      { accountId: null, teamId: null, externalId: "2", role: "read" },
      { accountId: null, teamId: null, externalId: "3", role: "none" },
    ]);
  });

  it.each([
    ["what was given to them there", [{ permission: "READ", roleName: "triage", source: "Repository" }], "triage"],
    [
      "the base of a custom role",
      [{ permission: "WRITE", roleName: "release-manager", source: "Repository" }],
      "write",
    ],
    ["what GitHub says of them, where it does not say why", [], "admin"],
  ])("counts of a collaborator who is on a team there too %s", async (_, sources, role) => {
    const team = { permission: "ADMIN", roleName: "admin", source: { __typename: "Team" } };
    const permissionSources = [
      team,
      ...sources.map((source) => ({ ...source, source: { __typename: source.source } })),
    ];
    const edges = [{ permission: "ADMIN", node: member, permissionSources }];

    const { observations } = await look({
      ...whole,
      Collaborators: without({ collaborators: { pageInfo: end, edges } }),
    });

    expect(observations.find(({ kind }) => kind === "collaborator")).toMatchObject({ accountId: 7, role });
  });

  it("tells which teams the enterprise keeps, who is on them, and what they may do", async () => {
    const onTeams = {
      list: () => [
        { id: 9, slug: "payments", type: "organization" },
        { id: 10, slug: "ent:auditors", type: "enterprise" },
        { id: 11, slug: "of-before" },
      ],
      listMembersInOrg: () => [
        { id: 7, login: "mira", role: "maintainer", inherited: false },
        { id: 8, login: "noor", role: "member", inherited: true },
      ],
      listReposInOrg: () => [
        { id: 3, role_name: "triage", permissions: { pull: true, triage: true } },
        { id: 4, role_name: "release-manager", permissions: { pull: true, push: true, admin: false } },
      ],
    };

    const { observations, counts } = await look(whole, { onTeams });

    expect(observations.filter(({ teamId }) => teamId !== null)).toMatchObject([
      { kind: "enterprise-team", teamId: 10 },
      { kind: "team", teamId: 10, role: "ent:auditors" },
      { kind: "team-member", teamId: 10, accountId: 7, role: "maintainer" },
      { kind: "team-repository", teamId: 10, repositoryId: 3, role: "triage" },
      { kind: "team-repository", teamId: 10, repositoryId: 4, role: "write" },
    ]);
    expect(counts.teams).toBe(1);
  });

  it("reads one of the enterprise's teams once, where GitHub lists it among the organisation's too", async () => {
    const listed = { pageInfo: end, edges: [] };
    const node = { databaseId: 10, slug: "ent:auditors", parentTeam: null, members: listed, repositories: listed };
    const Teams = { organization: { teams: { pageInfo: end, nodes: [node] } } };
    const onTeams = { list: () => [{ id: 10, slug: "ent:auditors", type: "enterprise" }] };

    const { observations, counts } = await look({ ...whole, Teams }, { onTeams });

    expect(observations.filter(({ teamId }) => teamId === 10).map(({ kind }) => kind)).toEqual([
      "team",
      "enterprise-team",
    ]);
    expect(counts.teams).toBe(1);
  });

  it("tells of each App what it may do, where it was given all repositories and where it was given some", async () => {
    const app = (id: number, permissions: object, more: object = {}) => ({
      ...{ id, permissions, repository_selection: "all", suspended_at: null },
      ...more,
    });
    const listAppInstallations = () => [
      app(21, { metadata: "read", contents: "write" }),
      app(22, { contents: "write", administration: "write" }),
      app(23, { pull_requests: "read" }, { repository_selection: "selected" }),
      app(24, { metadata: "read", members: "write", organization_administration: "write" }),
      app(25, { contents: "write" }, { suspended_at: "2026-11-01T00:00:00Z" }),
    ];

    const { observations } = await look(whole, { calls: { ...rest, listAppInstallations } });

    expect(
      observations.flatMap(({ kind, externalId, role }) => (kind.startsWith("app") ? [[kind, externalId, role]] : [])),
    ).toEqual([
      ["app", "21", "write"],
      ["app", "22", "admin"],
      ["app-on-some", "23", "read"],
      ["app", "24", "none"],
    ]);
  });
});
