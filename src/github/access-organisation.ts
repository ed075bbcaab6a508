import { z } from "zod";
import { toAccess } from "../domain/access.ts";
import { InstallationUnusableError } from "../domain/errors.ts";
import type { Installation } from "../domain/installation.ts";
import { isGranted } from "../policy/app-needs.ts";
import { Account, type Look, nextOf, PageInfo, shown } from "./access-look.ts";
import { type InstallationClient, isNotFound } from "./client.ts";
import { graphql } from "./graphql.ts";

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
const MEMBERS = `query Members($org: String!, $after: String) { organization(login: $org) {
  membersWithRole(first: 100, after: $after) { pageInfo { hasNextPage endCursor } edges { role node { databaseId login } } } } }`;

/** One request for each 100 members. Answers how many. */
export async function readMembers(client: InstallationClient, org: string, look: Look): Promise<number> {
  let after: string | null = null;
  let count = 0;
  do {
    const page: z.infer<typeof Members> = Members.parse(await graphql(client, MEMBERS, { org, after }));
    const members = shown(page.organization, org).membersWithRole;
    for (const { role, node } of members.edges) {
      if (node) look.add("member", { account: node }, (role ?? "member").toLowerCase());
      count++;
    }
    after = nextOf(members.pageInfo);
  } while (after !== null);
  return count;
}

const Pending = z.object({
  organization: z
    .object({ pendingMembers: z.object({ pageInfo: PageInfo, nodes: z.array(Account.nullable()).nullable() }) })
    .nullable(),
});
const PENDING = `query PendingMembers($org: String!, $after: String) { organization(login: $org) {
  pendingMembers(first: 100, after: $after) { pageInfo { hasNextPage endCursor } nodes { databaseId login } } } }`;

/**
 * One request for each 100, and where there are any, one more for each 100 whose account has an id: the list of
 * invitations has logins only. An invitation by e-mail names no account, and none names its teams: those are asked for
 * when somebody looks at the one invitation.
 */
export async function readInvitations(client: InstallationClient, org: string, look: Look): Promise<void> {
  const invitations = await client.read((octokit) =>
    octokit.paginate(octokit.rest.orgs.listPendingInvitations, { org, per_page: 100 }),
  );
  const hasAccounts = invitations.some(({ login }) => login !== null);
  const accounts = hasAccounts ? await readPending(client, org) : null;
  for (const { id, login, role } of invitations) {
    const account = accounts?.get(login ?? "");
    look.add("invitation", { external: String(id), ...(account ? { account } : {}) }, role);
  }
}

async function readPending(
  client: InstallationClient,
  org: string,
): Promise<ReadonlyMap<string, z.infer<typeof Account>>> {
  const found = new Map<string, z.infer<typeof Account>>();
  let after: string | null = null;
  do {
    const page: z.infer<typeof Pending> = Pending.parse(await graphql(client, PENDING, { org, after }));
    const pending = shown(page.organization, org).pendingMembers;
    for (const account of pending.nodes ?? []) if (account) found.set(account.login, account);
    after = nextOf(pending.pageInfo);
  } while (after !== null);
  return found;
}

/** GitHub shows it to those alone who may administer the organisation. */
export async function readBase(client: InstallationClient, installation: Installation, look: Look): Promise<void> {
  const told = isGranted(installation.permissions, { permission: "organization_administration", level: "read" })
    ? await client.read((octokit) => octokit.rest.orgs.get({ org: installation.orgLogin }))
    : null;
  const base = told?.data.default_repository_permission;
  if (base) look.add("base", {}, base);
  else look.leaveOut("base");
}

interface OrgRole {
  readonly id: number;
  readonly name: string;
  readonly base_role?: string | null;
}

/**
 * One request, and two for each role. Where the organisation's plan knows none, GitHub answers 403 or 404: then it is as
 * with a permission that was not granted.
 */
export async function readOrgRoles(client: InstallationClient, installation: Installation, look: Look): Promise<void> {
  const roles = await listOrgRoles(client, installation);
  if (roles === null) {
    look.leaveOut("org-role");
    return;
  }
  const org = installation.orgLogin;
  for (const { id, name, base_role: base } of roles) {
    const external = String(id);
    look.add("org-role", { external }, base ? toAccess(base) : accessOfPredefined(name));
    const asked = { org, role_id: id, per_page: 100 };
    const teams = await client.read((octokit) => octokit.paginate(octokit.rest.orgs.listOrgRoleTeams, asked));
    for (const team of teams) look.add("org-role", { team: team.id, external }, name);
    const users = await client.read((octokit) => octokit.paginate(octokit.rest.orgs.listOrgRoleUsers, asked));
    for (const user of users) {
      const account = { databaseId: user.id, login: user.login };
      // Who has it by a team alone has it with the team.
      if (user.assignment !== "indirect") look.add("org-role", { account, external }, name);
    }
  }
}

async function listOrgRoles(
  client: InstallationClient,
  { orgLogin: org, permissions }: Installation,
): Promise<readonly OrgRole[] | null> {
  if (!isGranted(permissions, { permission: "organization_custom_org_roles", level: "read" })) return null;
  try {
    const { data } = await client.read((octokit) => octokit.rest.orgs.listOrgRoles({ org }));
    return data.roles ?? [];
  } catch (error) {
    if (isNotFound(error) || (error instanceof InstallationUnusableError && error.detail.status === 403)) return null;
    throw error;
  }
}

/** https://docs.github.com/en/organizations/managing-peoples-access-to-your-organization-with-roles/using-organization-roles */
function accessOfPredefined(name: string): string {
  const everywhere = /^all_repo_(\w+)$/.exec(name)?.[1];
  if (everywhere) return toAccess(everywhere);
  return name === "security_manager" ? "read" : "none";
}
