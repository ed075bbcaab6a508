import { DEFAULT_PERMISSIONS } from "../sandbox/github/app.ts";
import { addCommit, noreply } from "../sandbox/github/git.ts";
import { addUser } from "../sandbox/github/people.ts";
import { addPull } from "../sandbox/github/pulls.ts";
import type { SeenRequest } from "../sandbox/github/requests.ts";
import type { Organization, Permissions, State, Team } from "../sandbox/github/state.ts";
import { addOrganization, addRepository, addTeam } from "../sandbox/github/world-building.ts";

/**
 * An organisation in which a few repositories have most of the open pull requests: 18 in every thirtieth, the others share
 * the rest. Nobody was told of any.
 */
export function seedRepositories(
  state: State,
  given: { repositories: number; heads: number; people?: number; teams?: number },
): void {
  const owner = addUser(state, { login: "sam", emails: ["sam@example.org"] });
  const acme = addOrganization(state, { login: "acme", name: "Acme", basePermission: "write" });
  acme.members.set(owner.id, "admin");
  const all = Array.from({ length: given.repositories }, (_, index) =>
    addRepository(state, { owner: acme, name: `service-${index}`, creator: owner }),
  );
  seedPeople(state, acme, { people: given.people ?? 1, teams: given.teams ?? 0 });
  const busy = all.filter((_, index) => index % 30 === 0);
  const rest = all.filter((_, index) => index % 30 !== 0);
  for (let head = 0; head < given.heads; head++) {
    const round = head < busy.length * 18 ? busy : rest;
    const repository = round[head % round.length];
    if (!repository) throw new Error("There are no repositories");
    const base = repository.branches.get(repository.defaultBranch) ?? "";
    const author = { name: "Sam", email: noreply(owner), date: state.clock() };
    const { sha } = addCommit(state, { repository, parents: [base], author, message: `Change ${head}`, pusher: owner });
    repository.branches.set(`change-${head}`, sha);
    addPull(state, {
      repository,
      head: repository,
      headRef: `change-${head}`,
      baseRef: repository.defaultBranch,
      author: owner,
      title: `Change ${head}`,
      body: null,
      draft: false,
    });
  }
}

/**
 * Members in teams, ten in each, every second team below the one before it; a few let into single repositories, and one
 * invited. All the organisation roles that GitHub comes with.
 */
function seedPeople(state: State, acme: Organization, { people, teams }: { people: number; teams: number }): void {
  const repositories = [...state.repositories.values()];
  const members = Array.from({ length: people - 1 }, (_, index) => addUser(state, { login: `member-${index}` }));
  for (const { id } of members) acme.members.set(id, "member");
  let before: Team | undefined;
  for (let index = 0; index < teams; index++) {
    const own = Array.from({ length: 10 }, (_, seat) => members[(index * 10 + seat) % members.length]);
    const given = repositories.filter((_, place) => place % teams === index);
    before = addTeam(state, acme, {
      slug: `team-${index}`,
      members: own.flatMap((user) => user ?? []),
      repositories: given.map((repository) => [repository, "write"]),
      ...(before && index % 2 === 1 ? { parent: before } : {}),
    });
  }
  for (const [index, repository] of repositories.entries()) {
    const user = members[index % members.length];
    if (user && index % 20 === 0) repository.collaborators.set(user.id, "admin");
  }
  const names = ["all_repo_read", "all_repo_triage", "all_repo_write", "all_repo_maintain", "all_repo_admin"];
  acme.roles = [...names, "security_manager", "ci_cd_admin", "app_manager"].map((name, index) => {
    const held = new Set(members.slice(0, 2).map(({ id }) => id));
    return { id: index + 1, name, baseRole: null, users: held, teams: new Set([...acme.teams.keys()].slice(0, 1)) };
  });
  const invited = addUser(state, { login: "invited" });
  const inviterId = [...acme.members.keys()][0] ?? 0;
  const invitation = { id: 1, userId: invited.id, inviterId, role: "member", teamIds: [] } as const;
  acme.invitations.set(1, { ...invitation, createdAt: state.clock() });
}

/** What the App is granted where it may see of access all that there is. */
export const ALL_SHOWN: Permissions = {
  ...DEFAULT_PERMISSIONS,
  administration: "read",
  organization_administration: "read",
  organization_custom_org_roles: "read",
};

export interface SweepCount {
  /** Pages of the list of repositories. */
  readonly repositories: number;
  /** Who has which access: members, invitations, teams, organisation roles, Apps, the base permission, repositories. */
  readonly access: number;
  /** Requests for the open heads of many repositories each. */
  readonly openHeads: number;
  /** Requests about one head alone: none, once all are known. */
  readonly perHead: number;
  readonly all: number;
}

const ACCESS =
  /^graphql (Members|PendingMembers|Teams|TeamMembers|TeamRepositories|Collaborators)$|^\/orgs\/\{org\}(\/invitations|\/installations|\/teams|\/teams\/\{team_slug\}\/(members|repos)|\/organization-roles.*)?$/;

export function describeSweep(requests: readonly SeenRequest[]): SweepCount {
  const count = (route: RegExp) => requests.filter((request) => route.test(request.route)).length;
  return {
    repositories: count(/^\/installation\/repositories$/),
    access: count(ACCESS),
    openHeads: count(/^graphql ListOpenHeads$/),
    perHead: count(/^graphql Read(Head|Commits|PullRequest)$/),
    all: requests.length,
  };
}
