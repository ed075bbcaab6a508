import { z } from "zod";
import { type Access, strongest, toAccess } from "../domain/access.ts";
import { GitHubUnavailableError } from "../domain/errors.ts";
import { type RepositoryId, repositoryId } from "../domain/ids.ts";
import type { Repository } from "../domain/installation.ts";
import type { NamedAccount, TeamName, TeamRole } from "../pipeline/access/github-port.ts";
import type { InstallationClient } from "./client.ts";
import { graphql } from "./graphql.ts";

const Node = z.object({ databaseId: z.number() });
const TeamPage = z.object({
  pageInfo: z.object({ hasNextPage: z.boolean(), endCursor: z.string().nullable() }),
  nodes: z.array(
    Node.extend({
      slug: z.string(),
      members: z.object({ edges: z.array(z.object({ role: z.string(), node: Node })) }),
    }),
  ),
});
const Source = z.object({
  permission: z.string(),
  roleName: z.string().nullable(),
  source: z.object({ __typename: z.string() }),
});
const RepositoryPart = z
  .object({
    collaborators: z
      .object({
        edges: z.array(z.object({ node: Node, permissionSources: z.array(Source).nullable() }).nullable()).nullable(),
      })
      .nullable(),
  })
  .nullable();
const Answer = z
  .object({ user: Node.nullable(), organization: z.object({ teams: TeamPage.optional() }).nullable() })
  .catchall(z.unknown());

const TEAMS = `teams(first: 100, after: $after, userLogins: [$login]) { pageInfo { hasNextPage endCursor }
  nodes { databaseId slug members(first: 100, query: $login, membership: IMMEDIATE) { edges { role node { databaseId } } } } }`;

export interface OwnSeats {
  /** Whether the login names this account: if not, nothing was read. */
  readonly isCalledSo: boolean;
  readonly teams: readonly (TeamName & { readonly role: TeamRole })[];
  readonly repositories: readonly { readonly id: RepositoryId; readonly role: Access }[];
}

const NOBODY: OwnSeats = { isCalledSo: false, teams: [], repositories: [] };

/**
 * Every team that the account itself is on, and its direct roles on these repositories, in one request. GitHub counts
 * who is on a team below as a member too, hence `IMMEDIATE`; and the role of a collaborator is the effective one, hence
 * `permissionSources`. Who has more than 100 teams costs a request for each 100.
 */
export async function readOwnSeats(
  client: InstallationClient,
  org: string,
  account: NamedAccount,
  asked: { readonly teams: boolean; readonly repositories: readonly Repository[] },
): Promise<OwnSeats> {
  const query = seatQuery(asked);
  const first = await readAnswer(client, query, { org, login: account.login, after: null });
  if (first.user?.databaseId !== account.id) return NOBODY;
  const repositories = asked.repositories.flatMap((repository, index) =>
    directRole(RepositoryPart.parse(first[`r${index}`]), repository, account),
  );
  const teams: OwnSeats["teams"][number][] = [];
  for (let page = first.organization?.teams; page; ) {
    teams.push(...page.nodes.flatMap((team) => ownSeat(team, account)));
    if (!page.pageInfo.hasNextPage) break;
    const variables = { org, login: account.login, after: page.pageInfo.endCursor };
    page = (await readAnswer(client, seatQuery({ teams: true, repositories: [] }), variables)).organization?.teams;
  }
  return { isCalledSo: true, teams, repositories };
}

async function readAnswer(client: InstallationClient, query: string, variables: Record<string, unknown>) {
  const answer = Answer.parse(await graphql(client, query, variables));
  if (answer.organization === null) throw new GitHubUnavailableError({ notShown: String(variables.org) });
  return answer;
}

function seatQuery({ teams, repositories }: { teams: boolean; repositories: readonly Repository[] }): string {
  const parts = repositories.map(
    ({ owner, name }, index) => `r${index}: repository(owner: ${JSON.stringify(owner)}, name: ${JSON.stringify(name)}) {
    collaborators(first: 1, login: $login, affiliation: DIRECT) {
      edges { node { databaseId } permissionSources { permission roleName source { __typename } } } } }`,
  );
  const after = teams ? ", $after: String" : "";
  return `query OwnSeats($org: String!, $login: String!${after}) {
  user(login: $login) { databaseId } organization(login: $org) { databaseId ${teams ? TEAMS : ""} }
  ${parts.join("\n  ")} }`;
}

function ownSeat(
  { databaseId: id, slug, members }: z.infer<typeof TeamPage>["nodes"][number],
  account: NamedAccount,
): readonly OwnSeats["teams"][number][] {
  const own = members.edges.find(({ node }) => node.databaseId === account.id);
  return own ? [{ id, slug, role: own.role === "MAINTAINER" ? "maintainer" : "member" }] : [];
}

/** A repository that is gone gives nothing. One that is there and hides who may use it is no answer. */
function directRole(
  part: z.infer<typeof RepositoryPart>,
  repository: Repository,
  account: NamedAccount,
): readonly OwnSeats["repositories"][number][] {
  if (part === null) return [];
  if (part.collaborators === null) throw new GitHubUnavailableError({ notShown: repository.name });
  const own = part.collaborators.edges?.find((edge) => edge?.node.databaseId === account.id);
  const direct = (own?.permissionSources ?? []).filter(({ source }) => source.__typename === "Repository");
  if (own && direct.length === 0) throw new GitHubUnavailableError({ notShown: repository.name });
  if (!own) return [];
  // The four words of `permission` tell what a custom role is worth; the role's own name tells triage and maintain.
  const role = strongest(
    direct.flatMap(({ permission, roleName }) => [toAccess(permission), toAccess(roleName ?? "none")]),
  );
  return [{ id: repositoryId(repository.id), role }];
}
