import { z } from "zod";
import type { AccessKind, AccessObservation } from "../domain/access.ts";
import { GitHubUnavailableError } from "../domain/errors.ts";
import { type AccountId, accountId, repositoryId } from "../domain/ids.ts";
import type { Installation, Repository } from "../domain/installation.ts";
import type { AccessSnapshot } from "../pipeline/github-port.ts";
import type { InstallationClient } from "./client.ts";
import { graphql } from "./graphql.ts";

const PageInfo = z.object({ hasNextPage: z.boolean(), endCursor: z.string().nullable() });
const Account = z.object({ databaseId: z.number(), login: z.string() });

const Members = z.object({
  organization: z
    .object({
      membersWithRole: z.object({
        pageInfo: PageInfo,
        edges: z.array(z.object({ role: z.string().nullable(), node: Account.nullable() })),
      }),
    })
    .nullable(),
});
const TeamMembers = z.object({ pageInfo: PageInfo, edges: z.array(z.object({ role: z.string(), node: Account })) });
const TeamRepositories = z.object({
  pageInfo: PageInfo,
  edges: z.array(z.object({ permission: z.string(), node: z.object({ databaseId: z.number() }) })),
});
const Teams = z.object({
  organization: z
    .object({
      teams: z.object({
        pageInfo: PageInfo,
        nodes: z.array(
          z.object({ databaseId: z.number(), slug: z.string(), members: TeamMembers, repositories: TeamRepositories }),
        ),
      }),
    })
    .nullable(),
});
const Team = z.object({
  organization: z
    .object({
      team: z.object({ members: TeamMembers.optional(), repositories: TeamRepositories.optional() }).nullable(),
    })
    .nullable(),
});
const Collaborators = z.object({
  pageInfo: PageInfo,
  edges: z.array(z.object({ permission: z.string(), node: Account }).nullable()).nullable(),
});
const RepositoryPage = z.record(z.string(), z.object({ collaborators: Collaborators.nullable() }).nullable());

const MEMBERS = `query Members($org: String!, $after: String) { organization(login: $org) {
  membersWithRole(first: 100, after: $after) { pageInfo { hasNextPage endCursor } edges { role node { databaseId login } } } } }`;
const TEAM_MEMBERS =
  "members(first: 100, after: $members, membership: ALL) { pageInfo { hasNextPage endCursor } edges { role node { databaseId login } } }";
const TEAM_REPOSITORIES =
  "repositories(first: 100, after: $repositories) { pageInfo { hasNextPage endCursor } edges { permission node { databaseId } } }";
const TEAMS = `query Teams($org: String!, $after: String, $members: String, $repositories: String) { organization(login: $org) {
  teams(first: 20, after: $after) { pageInfo { hasNextPage endCursor } nodes { databaseId slug ${TEAM_MEMBERS} ${TEAM_REPOSITORIES} } } } }`;
const ONE_TEAM_MEMBERS = `query TeamMembers($org: String!, $slug: String!, $members: String) { organization(login: $org) { team(slug: $slug) { ${TEAM_MEMBERS} } } }`;
const ONE_TEAM_REPOSITORIES = `query TeamRepositories($org: String!, $slug: String!, $repositories: String) { organization(login: $org) { team(slug: $slug) { ${TEAM_REPOSITORIES} } } }`;

const REPOSITORIES_A_REQUEST = 50;

/**
 * Who has which access now: members, teams with their members and repositories, direct collaborators. Paged to the
 * end; what GitHub does not show to the installation throws, since half a snapshot would look like access withdrawn.
 */
export async function readAccess(
  client: InstallationClient,
  installation: Installation,
  repositories: readonly Repository[],
  at: Date,
): Promise<AccessSnapshot> {
  const sink = createSink(installation, at);
  const isOrganisation = installation.accountType === "Organization";
  const members = isOrganisation ? await readMembers(client, installation.orgLogin, sink) : 0;
  const teams = isOrganisation ? await readTeams(client, installation.orgLogin, sink) : 0;
  await readCollaborators(client, repositories, sink);
  return {
    observations: sink.observations,
    accounts: [...sink.accounts.values()],
    counts: { members, teams, repositories: repositories.length },
  };
}

interface Sink {
  readonly observations: AccessObservation[];
  readonly accounts: Map<AccountId, AccessSnapshot["accounts"][number]>;
  add(
    kind: AccessKind,
    key: { account?: z.infer<typeof Account>; team?: number; repository?: number },
    role: string,
  ): void;
}

function createSink(installation: Installation, at: Date): Sink {
  const observations: AccessObservation[] = [];
  const accounts: Sink["accounts"] = new Map();
  return {
    observations,
    accounts,
    add(kind, { account, team, repository }, role) {
      if (account)
        accounts.set(accountId(account.databaseId), {
          id: accountId(account.databaseId),
          login: account.login,
          type: "User",
        });
      observations.push({
        orgId: installation.orgId,
        kind,
        accountId: account ? accountId(account.databaseId) : null,
        teamId: team ?? null,
        repositoryId: repository === undefined ? null : repositoryId(repository),
        role: role.toLowerCase(),
        present: true,
        source: "baseline",
        deliveryId: null,
        observedAt: at,
      });
    },
  };
}

async function readMembers(client: InstallationClient, org: string, sink: Sink): Promise<number> {
  let after: string | null = null;
  let count = 0;
  do {
    const page: z.infer<typeof Members> = Members.parse(await graphql(client, MEMBERS, { org, after }));
    const members = shown(page.organization, org).membersWithRole;
    for (const { role, node } of members.edges) {
      if (node) sink.add("member", { account: node }, role ?? "member");
      count++;
    }
    after = nextOf(members.pageInfo);
  } while (after !== null);
  return count;
}

async function readTeams(client: InstallationClient, org: string, sink: Sink): Promise<number> {
  let after: string | null = null;
  let count = 0;
  do {
    const page: z.infer<typeof Teams> = Teams.parse(
      await graphql(client, TEAMS, { org, after, members: null, repositories: null }),
    );
    const teams = shown(page.organization, org).teams;
    for (const team of teams.nodes) {
      sink.add("team", { team: team.databaseId }, team.slug);
      await readTeam(client, { org, slug: team.slug, id: team.databaseId }, team, sink);
      count++;
    }
    after = nextOf(teams.pageInfo);
  } while (after !== null);
  return count;
}

async function readTeam(
  client: InstallationClient,
  { org, slug, id }: { org: string; slug: string; id: number },
  first: { members: z.infer<typeof TeamMembers>; repositories: z.infer<typeof TeamRepositories> },
  sink: Sink,
): Promise<void> {
  for (let { members } = first; ; ) {
    for (const { role, node } of members.edges) sink.add("team-member", { account: node, team: id }, role);
    const after = nextOf(members.pageInfo);
    if (after === null) break;
    const page = await readTeamPage(client, ONE_TEAM_MEMBERS, { org, slug, members: after });
    members = shown(page.members, slug);
  }
  for (let { repositories } = first; ; ) {
    for (const { permission, node } of repositories.edges)
      sink.add("team-repository", { team: id, repository: node.databaseId }, permission);
    const after = nextOf(repositories.pageInfo);
    if (after === null) break;
    const page = await readTeamPage(client, ONE_TEAM_REPOSITORIES, { org, slug, repositories: after });
    repositories = shown(page.repositories, slug);
  }
}

async function readTeamPage(
  client: InstallationClient,
  query: string,
  variables: { org: string; slug: string; members?: string; repositories?: string },
) {
  const { organization } = Team.parse(await graphql(client, query, variables));
  return shown(organization?.team, variables.slug);
}

async function readCollaborators(
  client: InstallationClient,
  repositories: readonly Repository[],
  sink: Sink,
): Promise<void> {
  let todo = repositories.map((repository) => ({ repository, after: null as string | null }));
  while (todo.length > 0) {
    const batch = todo.slice(0, REPOSITORIES_A_REQUEST);
    const answer = RepositoryPage.parse(await graphql(client, collaboratorsQuery(batch), {}));
    const unfinished = batch.flatMap(({ repository }, index) => {
      const found = answer[`r${index}`];
      // Deleted since it was listed: then nobody has access to it.
      if (!found) return [];
      const page = shown(found.collaborators, repository.name);
      for (const edge of page.edges ?? []) {
        if (edge) sink.add("collaborator", { account: edge.node, repository: repository.id }, edge.permission);
      }
      const after = nextOf(page.pageInfo);
      return after === null ? [] : [{ repository, after }];
    });
    todo = [...unfinished, ...todo.slice(REPOSITORIES_A_REQUEST)];
  }
}

function collaboratorsQuery(batch: readonly { repository: Repository; after: string | null }[]): string {
  const parts = batch.map(({ repository, after }, index) => {
    const from = after === null ? "" : `, after: ${JSON.stringify(after)}`;
    return `r${index}: repository(owner: ${JSON.stringify(repository.owner)}, name: ${JSON.stringify(repository.name)}) {
      collaborators(affiliation: DIRECT, first: 100${from}) { pageInfo { hasNextPage endCursor } edges { permission node { databaseId login } } } }`;
  });
  return `query Collaborators { ${parts.join("\n")} }`;
}

function nextOf(page: z.infer<typeof PageInfo>): string | null {
  return page.hasNextPage ? page.endCursor : null;
}

/** What is there and not shown to us would look like access that nobody has. */
function shown<T>(part: T | null | undefined, name: string): T {
  if (part === null || part === undefined) throw new GitHubUnavailableError({ notShown: name });
  return part;
}
