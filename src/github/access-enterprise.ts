import { z } from "zod";
import { ACCESS_ORDER, type Access, strongest, toAccess } from "../domain/access.ts";
import type { Look } from "./access-look.ts";
import type { InstallationClient } from "./client.ts";

/** Servers of before do not say whose a team is: there it is the organisation's. */
const Team = z.object({ id: z.number(), slug: z.string(), type: z.string().optional() });
const Member = z.object({
  id: z.number(),
  login: z.string(),
  role: z.string().optional(),
  inherited: z.boolean().optional(),
});
const Repository = z.object({
  id: z.number(),
  role_name: z.string().optional(),
  permissions: z.record(z.string(), z.boolean()).optional(),
});

/**
 * Teams that the enterprise keeps and has assigned to the organisation. One request for each 100 teams of any kind, and two
 * and more for each of the enterprise's, since GraphQL has no word for whose a team is. Answers how many there are besides
 * those that were read as the organisation's.
 */
export async function readEnterpriseTeams(client: InstallationClient, org: string, look: Look): Promise<number> {
  const answer = await client.read((octokit) => octokit.paginate(octokit.rest.teams.list, { org, per_page: 100 }));
  const own = Team.array()
    .parse(answer)
    .filter(({ type }) => type === "enterprise");
  const read = new Set(look.observations.flatMap(({ kind, teamId }) => (kind === "team" ? teamId : [])));
  for (const team of own) {
    look.add("enterprise-team", { team: team.id }, "assigned");
    if (!read.has(team.id)) await readTeam(client, org, team, look);
  }
  return own.filter(({ id }) => !read.has(id)).length;
}

async function readTeam(
  client: InstallationClient,
  org: string,
  { id, slug }: z.infer<typeof Team>,
  look: Look,
): Promise<void> {
  look.add("team", { team: id }, slug);
  const asked = { org, team_slug: slug, per_page: 100 };
  const members = await client.read((octokit) => octokit.paginate(octokit.rest.teams.listMembersInOrg, asked));
  for (const { id: databaseId, login, role, inherited } of Member.array().parse(members))
    if (!inherited) look.add("team-member", { team: id, account: { databaseId, login } }, role ?? "member");
  const repositories = await client.read((octokit) => octokit.paginate(octokit.rest.teams.listReposInOrg, asked));
  for (const repository of Repository.array().parse(repositories))
    look.add("team-repository", { team: id, repository: repository.id }, roleOn(repository));
}

/** `role_name` knows custom roles too, which count as their base: the flags tell that. */
function roleOn({ role_name: name, permissions = {} }: z.infer<typeof Repository>): Access {
  const named = ACCESS_ORDER.find((access) => access === name);
  return (
    named ??
    strongest([
      "read",
      ...Object.keys(permissions)
        .filter((one) => permissions[one])
        .map(toAccess),
    ])
  );
}
