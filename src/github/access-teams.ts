import { z } from "zod";
import { Account, type Look, nextOf, PageInfo, shown } from "./access-look.ts";
import type { InstallationClient } from "./client.ts";
import { graphql } from "./graphql.ts";

const TeamMembers = z.object({ pageInfo: PageInfo, edges: z.array(z.object({ role: z.string(), node: Account })) });
const TeamRepositories = z.object({
  pageInfo: PageInfo,
  edges: z.array(z.object({ permission: z.string(), node: z.object({ databaseId: z.number() }) })),
});
const TeamNode = z.object({
  databaseId: z.number(),
  slug: z.string(),
  parentTeam: z.object({ databaseId: z.number() }).nullable(),
  members: TeamMembers,
  repositories: TeamRepositories,
});
const Teams = z.object({
  organization: z.object({ teams: z.object({ pageInfo: PageInfo, nodes: z.array(TeamNode) }) }).nullable(),
});
const Team = z.object({
  organization: z
    .object({
      team: z.object({ members: TeamMembers.optional(), repositories: TeamRepositories.optional() }).nullable(),
    })
    .nullable(),
});

/** Own seats: those of a child team's members follow from `team-parent`, and cannot be taken here. */
const TEAM_MEMBERS =
  "members(first: 100, after: $members, membership: IMMEDIATE) { pageInfo { hasNextPage endCursor } edges { role node { databaseId login } } }";
const TEAM_REPOSITORIES =
  "repositories(first: 100, after: $repositories) { pageInfo { hasNextPage endCursor } edges { permission node { databaseId } } }";
const TEAMS = `query Teams($org: String!, $after: String, $members: String, $repositories: String) { organization(login: $org) {
  teams(first: 20, after: $after) { pageInfo { hasNextPage endCursor } nodes { databaseId slug parentTeam { databaseId } ${TEAM_MEMBERS} ${TEAM_REPOSITORIES} } } } }`;
const ONE_TEAM_MEMBERS = `query TeamMembers($org: String!, $slug: String!, $members: String) { organization(login: $org) { team(slug: $slug) { ${TEAM_MEMBERS} } } }`;
const ONE_TEAM_REPOSITORIES = `query TeamRepositories($org: String!, $slug: String!, $repositories: String) { organization(login: $org) { team(slug: $slug) { ${TEAM_REPOSITORIES} } } }`;

/** One request for each 20 teams, and one for each further 100 members or repositories of one. Answers how many. */
export async function readTeams(client: InstallationClient, org: string, look: Look): Promise<number> {
  let after: string | null = null;
  let count = 0;
  do {
    const page: z.infer<typeof Teams> = Teams.parse(
      await graphql(client, TEAMS, { org, after, members: null, repositories: null }),
    );
    const teams = shown(page.organization, org).teams;
    for (const team of teams.nodes) {
      look.add("team", { team: team.databaseId }, team.slug);
      if (team.parentTeam) look.add("team-parent", { team: team.databaseId }, String(team.parentTeam.databaseId));
      await readTeam(client, org, team, look);
      count++;
    }
    after = nextOf(teams.pageInfo);
  } while (after !== null);
  return count;
}

async function readTeam(
  client: InstallationClient,
  org: string,
  team: z.infer<typeof TeamNode>,
  look: Look,
): Promise<void> {
  const { slug, databaseId: id } = team;
  for (let { members } = team; ; ) {
    for (const { role, node } of members.edges)
      look.add("team-member", { account: node, team: id }, role.toLowerCase());
    const after = nextOf(members.pageInfo);
    if (after === null) break;
    const page = await readTeamPage(client, ONE_TEAM_MEMBERS, { org, slug, members: after });
    members = shown(page.members, slug);
  }
  for (let { repositories } = team; ; ) {
    for (const { permission, node } of repositories.edges)
      look.add("team-repository", { team: id, repository: node.databaseId }, permission.toLowerCase());
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
