import { atLeast } from "../access.ts";
import { fullName } from "../find.ts";
import { invalid, notFound } from "../refusal.ts";
import { giveRole, inviteToRepository, takeRole } from "../seats.ts";
import { repositoryInvitationShape } from "../shapes/invitation.ts";
import { teamPermission } from "../shapes/repository.ts";
import { type Repository, ROLES, type Role, type User } from "../state.ts";
import { paged } from "./paging.ts";
import { actorIn, type Call, created, numberIn, type Reply, repositoryIn, route } from "./route.ts";
import { memberIn } from "./team-memberships.ts";

const WRITE = { as: "installation", needs: ["administration:write"] } as const;
const READ = { as: "installation", needs: ["administration:read"] } as const;

export const collaboratorRoutes = [
  route("PUT /repos/{owner}/{repo}/collaborators/{username}", WRITE, put),
  route("DELETE /repos/{owner}/{repo}/collaborators/{username}", WRITE, (call) => {
    takeRole(call, { repository: repositoryIn(call), user: memberIn(call), senderId: actorIn(call) });
    return { status: 204 };
  }),
  route("GET /repos/{owner}/{repo}/invitations", READ, (call) => {
    const repository = repositoryIn(call);
    const all = [...repository.invitations.values()];
    return paged(call, all, (one) => repositoryInvitationShape(call.world, repository, one));
  }),
  route("DELETE /repos/{owner}/{repo}/invitations/{invitation_id}", WRITE, (call) => {
    if (!repositoryIn(call).invitations.delete(numberIn(call, "invitation_id"))) throw notFound();
    return { status: 204 };
  }),
];

/** Who is neither member nor collaborator is invited to the repository. */
function put(call: Call): Reply {
  const repository = repositoryIn(call);
  const user = memberIn(call);
  const role = roleIn(call.body);
  const given = { repository, user, senderId: actorIn(call) };
  const organization = call.world.state.organizations.get(repository.ownerId);
  if (organization?.members.has(user.id)) {
    if (!atLeast(role, organization.basePermission)) throw belowBase(call, repository, user, role);
  } else if (!repository.collaborators.has(user.id)) {
    const invitation = inviteToRepository(call, given, role);
    return created(repositoryInvitationShape(call.world, repository, invitation));
  }
  giveRole(call, given, role);
  return { status: 204 };
}

const WORDS: ReadonlyMap<string, Role> = new Map(
  ROLES.filter((role) => role !== "none").map((role) => [teamPermission(role), role]),
);

function roleIn(body: unknown): Role {
  const { permission = "push" } = (body ?? {}) as { permission?: string };
  const role = WORDS.get(permission);
  if (!role) throw invalid(`There is no role ${permission}`);
  return role;
}

const belowBase = ({ world }: Call, repository: Repository, { login }: User, role: Role) =>
  invalid(`Cannot assign ${login} permission of ${role} on ${fullName(world.state, repository)}`);
