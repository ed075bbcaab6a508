import type { Access } from "../domain/access.ts";
import type { Installation } from "../domain/installation.ts";
import type { AccessWriter, TeamName, WriteOutcome } from "../pipeline/access/github-port.ts";
import type { GitHubClient, InstallationClient } from "./client.ts";
import { findSlug } from "./team-slug.ts";
import { attempt } from "./write-refusal.ts";

export function createAccessWriter(github: GitHubClient): AccessWriter {
  const on = ({ id, orgLogin: org }: Installation) => ({ client: github.installation(id), org });
  return {
    addToTeam(installation, { login: username }, team, role) {
      const { client, org } = on(installation);
      return byItsSlug(client, org, team, (team_slug) =>
        attempt(client, "team", async ({ rest }) => {
          const { data } = await rest.teams.addOrUpdateMembershipForUserInOrg({ org, team_slug, username, role });
          return data.state === "pending" ? "pending" : "active";
        }),
      );
    },
    async removeFromTeam(installation, { login: username }, team) {
      const { client, org } = on(installation);
      return goneIsDone(
        await byItsSlug(client, org, team, (team_slug) =>
          attempt(client, "team", async ({ rest }) => {
            await rest.teams.removeMembershipForUserInOrg({ org, team_slug, username });
            return "gone";
          }),
        ),
      );
    },
    setCollaborator(installation, { login: username }, { owner, name: repo }, role) {
      return attempt(on(installation).client, "repository", async ({ rest }) => {
        const { status } = await rest.repos.addCollaborator({ owner, repo, username, permission: WORDS[role] });
        return status === 201 ? "pending" : "active";
      });
    },
    async removeCollaborator(installation, { login: username }, { owner, name: repo }) {
      return goneIsDone(
        await attempt(on(installation).client, "repository", async ({ rest }) => {
          await rest.repos.removeCollaborator({ owner, repo, username });
          return "gone";
        }),
      );
    },
    invite(installation, { id: invitee_id }, teamIds) {
      const { client, org } = on(installation);
      return attempt(client, "invitation", async ({ rest }) => {
        await rest.orgs.createInvitation({ org, invitee_id, role: "direct_member", team_ids: [...teamIds] });
        return "pending";
      });
    },
    async cancelInvitation(installation, invitation_id) {
      const { client, org } = on(installation);
      return goneIsDone(
        await attempt(client, "invitation", async ({ rest }) => {
          await rest.orgs.cancelInvitation({ org, invitation_id });
          return "gone";
        }),
      );
    },
  };
}

/** A team that is not found may have a new name: its id is the truth, and the slug of today is looked up once. */
async function byItsSlug(
  client: InstallationClient,
  org: string,
  team: TeamName,
  write: (slug: string) => Promise<WriteOutcome>,
): Promise<WriteOutcome> {
  const first = await write(team.slug);
  if (first.ok || first.why !== "gone") return first;
  const slug = await findSlug(client, org, team.id);
  return slug === null || slug === team.slug ? first : write(slug);
}

/** There was nothing to take away. Whether it is so under the account's login of today, the verifying look tells. */
function goneIsDone(outcome: WriteOutcome): WriteOutcome {
  return !outcome.ok && outcome.why === "gone" ? { ok: true, state: "gone" } : outcome;
}

/** What REST calls a role. */
const WORDS: Readonly<Record<Exclude<Access, "none">, string>> = {
  read: "pull",
  triage: "triage",
  write: "push",
  maintain: "maintain",
  admin: "admin",
};
