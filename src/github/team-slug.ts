import { z } from "zod";
import { GitHubUnavailableError } from "../domain/errors.ts";
import type { InstallationClient } from "./client.ts";
import { graphql } from "./graphql.ts";

const Page = z.object({
  organization: z
    .object({
      teams: z.object({
        pageInfo: z.object({ hasNextPage: z.boolean(), endCursor: z.string().nullable() }),
        nodes: z.array(z.object({ databaseId: z.number(), slug: z.string() })),
      }),
    })
    .nullable(),
});

const TEAMS = `query TeamSlugs($org: String!, $after: String) { organization(login: $org) {
  teams(first: 100, after: $after) { pageInfo { hasNextPage endCursor } nodes { databaseId slug } } } }`;

/** What a team is called now, by its id: GitHub has no documented route for it. Null: there is no such team any more. */
export async function findSlug(client: InstallationClient, org: string, teamId: number): Promise<string | null> {
  let after: string | null = null;
  do {
    const { organization }: z.infer<typeof Page> = Page.parse(await graphql(client, TEAMS, { org, after }));
    if (!organization) throw new GitHubUnavailableError({ notShown: org });
    const { nodes, pageInfo } = organization.teams;
    const found = nodes.find(({ databaseId }) => databaseId === teamId);
    if (found) return found.slug;
    after = pageInfo.hasNextPage ? pageInfo.endCursor : null;
  } while (after !== null);
  return null;
}
