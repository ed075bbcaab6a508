import type { Installation, Repository } from "../domain/installation.ts";
import type { AccessSnapshot } from "../pipeline/github-port.ts";
import { isGranted } from "../policy/app-needs.ts";
import { readApps } from "./access-apps.ts";
import { readEnterpriseTeams } from "./access-enterprise.ts";
import { type Look, startLook } from "./access-look.ts";
import { readBase, readInvitations, readMembers, readOrgRoles } from "./access-organisation.ts";
import { readRepositories } from "./access-repositories.ts";
import { readTeams } from "./access-teams.ts";
import type { InstallationClient } from "./client.ts";

/**
 * Who has which access now: members and who is invited, teams with their seats, repositories and parents, the
 * enterprise's among them, organisation roles, Apps, the base permission; of each repository its visibility, direct collaborators and deploy keys. Paged to the end;
 * what GitHub does not show throws, since half a snapshot would look like access withdrawn. What the installation was not
 * granted to see is named in `unread`.
 */
export async function readAccess(
  client: InstallationClient,
  installation: Installation,
  repositories: readonly Repository[],
  at: Date,
): Promise<AccessSnapshot> {
  const look = startLook(installation, at);
  const isOrganisation = installation.accountType === "Organization";
  const { members, teams } = isOrganisation
    ? await readOrganisation(client, installation, look)
    : { members: 0, teams: 0 };
  const showsKeys = isGranted(installation.permissions, { permission: "administration", level: "read" });
  await readRepositories(client, { repositories, showsKeys }, look);
  return {
    observations: look.observations,
    accounts: look.accounts,
    unread: look.unread,
    counts: { members, teams, repositories: repositories.length },
  };
}

async function readOrganisation(client: InstallationClient, installation: Installation, look: Look) {
  const org = installation.orgLogin;
  const members = await readMembers(client, org, look);
  await readInvitations(client, org, look);
  const teams = (await readTeams(client, org, look)) + (await readEnterpriseTeams(client, org, look));
  await readBase(client, installation, look);
  await readOrgRoles(client, installation, look);
  await readApps(client, installation, look);
  return { members, teams };
}
