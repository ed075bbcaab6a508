import { z } from "zod";
import { accountId } from "../domain/ids.ts";
import type { ExternalIdentity, IdentityReader } from "../pipeline/roster/identity-reader.ts";
import type { GitHubClient, InstallationClient } from "./client.ts";
import { graphql } from "./graphql.ts";

const Identity = z.object({
  user: z.object({ databaseId: z.number(), login: z.string() }).nullable(),
  samlIdentity: z
    .object({
      nameId: z.string().nullable(),
      username: z.string().nullable(),
      emails: z.array(z.object({ value: z.string() })).nullable(),
    })
    .nullable(),
  scimIdentity: z.object({ username: z.string().nullable() }).nullable(),
});

const Page = z.object({
  organization: z
    .object({
      samlIdentityProvider: z
        .object({
          externalIdentities: z.object({
            pageInfo: z.object({ hasNextPage: z.boolean(), endCursor: z.string().nullable() }),
            nodes: z.array(Identity.nullable()).nullable(),
          }),
        })
        .nullable(),
    })
    .nullable(),
});

const IDENTITIES = `query ExternalIdentities($org: String!, $after: String) { organization(login: $org) { samlIdentityProvider {
  externalIdentities(first: 100, after: $after, membersOnly: true) { pageInfo { hasNextPage endCursor }
    nodes { user { databaseId login } samlIdentity { nameId username emails { value } } scimIdentity { username } } } } } }`;

/** Of an organisation whose identity provider belongs to its enterprise, GitHub says that there is none. */
export function createIdentityReader(github: GitHubClient): IdentityReader {
  return {
    async read({ id, orgLogin, permissions }) {
      return permissions.members === undefined ? [] : readAll(github.installation(id), orgLogin);
    },
  };
}

async function readAll(client: InstallationClient, org: string): Promise<readonly ExternalIdentity[]> {
  const found: ExternalIdentity[] = [];
  let after: string | null = null;
  do {
    const page: z.infer<typeof Page> = Page.parse(await graphql(client, IDENTITIES, { org, after }));
    const identities = page.organization?.samlIdentityProvider?.externalIdentities;
    if (!identities) return found;
    for (const identity of identities.nodes ?? []) if (identity) found.push(...toExternal(identity));
    after = identities.pageInfo.hasNextPage ? identities.pageInfo.endCursor : null;
  } while (after !== null);
  return found;
}

/** Who has not signed in through the provider yet has no account here. */
function toExternal({ user, samlIdentity, scimIdentity }: z.infer<typeof Identity>): readonly ExternalIdentity[] {
  const names = [samlIdentity?.nameId, samlIdentity?.username, scimIdentity?.username].flatMap((name) => name || []);
  const addresses = (samlIdentity?.emails ?? []).map(({ value }) => value);
  const [nameId, ...others] = names;
  if (!user || nameId === undefined) return [];
  const account = { id: accountId(user.databaseId), login: user.login, type: "User" };
  return [{ account, nameId, addresses: [...new Set([...others, ...addresses])] }];
}
