import { addCommit, noreply } from "../sandbox/github/git.ts";
import { addUser } from "../sandbox/github/people.ts";
import { addPull } from "../sandbox/github/pulls.ts";
import type { SeenRequest } from "../sandbox/github/requests.ts";
import type { State } from "../sandbox/github/state.ts";
import { addOrganization, addRepository } from "../sandbox/github/world-building.ts";

/**
 * An organisation in which a few repositories have most of the open pull requests: 18 in every thirtieth, the others share
 * the rest. Nobody was told of any.
 */
export function seedRepositories(state: State, given: { repositories: number; heads: number }): void {
  const owner = addUser(state, { login: "sam", emails: ["sam@example.org"] });
  const acme = addOrganization(state, { login: "acme", name: "Acme", basePermission: "write" });
  acme.members.set(owner.id, "admin");
  const all = Array.from({ length: given.repositories }, (_, index) =>
    addRepository(state, { owner: acme, name: `service-${index}`, creator: owner }),
  );
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

export interface SweepCount {
  /** Pages of the list of repositories. */
  readonly repositories: number;
  /** Requests for the open heads of many repositories each. */
  readonly openHeads: number;
  /** Requests about one head alone: none, once all are known. */
  readonly perHead: number;
  readonly all: number;
}

export function describeSweep(requests: readonly SeenRequest[]): SweepCount {
  const count = (route: RegExp) => requests.filter((request) => route.test(request.route)).length;
  return {
    repositories: count(/^\/installation\/repositories$/),
    openHeads: count(/^graphql ListOpenHeads$/),
    perHead: count(/^graphql Read(Head|Commits|PullRequest)$/),
    all: requests.length,
  };
}
