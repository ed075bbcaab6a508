import { pullOf, repositoryOf, userOf } from "../find.ts";
import type { Services } from "../rest/route.ts";
import { simpleUser } from "../shapes/account.ts";
import type { PullRequest, Review, ReviewState } from "../state.ts";
import { type PullAction, pullEvent } from "../webhooks/pull-events.ts";
import { reviewEvent } from "../webhooks/review-events.ts";
import type { PullGiven } from "./pulls.ts";
import { refuse, requireRole } from "./refused.ts";

interface AssignGiven extends PullGiven {
  readonly user: string;
}

/** `as` assigns `user`, which takes triage. */
export function assign(services: Services, given: AssignGiven): PullRequest {
  const { pull, sender, user, state } = choose(services, given);
  if (pull.assigneeIds.includes(user.id)) refuse(`${user.login} is assigned already`);
  pull.assigneeIds = [...pull.assigneeIds, user.id];
  pull.assignments.push({ assigneeId: user.id, actorId: sender.id, at: state.clock() });
  return tell(services, "assigned", given);
}

export function unassign(services: Services, given: AssignGiven): PullRequest {
  const { pull, user } = choose(services, given);
  if (!pull.assigneeIds.includes(user.id)) refuse(`${user.login} is not assigned`);
  pull.assigneeIds = pull.assigneeIds.filter((id) => id !== user.id);
  return tell(services, "unassigned", given);
}

function tell(services: Services, action: PullAction, given: AssignGiven): PullRequest {
  const { world, emit } = services;
  const { pull, sender, user, state } = choose(services, given);
  pull.updatedAt = state.clock();
  emit(pullEvent(world, action, { pull, sender, extra: { assignee: simpleUser(world, user) } }));
  return pull;
}

function choose({ world: { state } }: Services, given: AssignGiven) {
  const sender = userOf(state, given.as);
  const repository = repositoryOf(state, given.repository);
  requireRole(state, sender, repository, "triage");
  return { state, sender, pull: pullOf(repository, given.number), user: userOf(state, given.user) };
}

interface ReviewGiven extends PullGiven {
  readonly state: Exclude<ReviewState, "DISMISSED">;
}

/** Anybody who can read may review, and nobody their own. It is about the head as it stands. */
export function review(services: Services, given: ReviewGiven): Review {
  const { world, emit } = services;
  const { state } = world;
  const sender = userOf(state, given.as);
  const repository = repositoryOf(state, given.repository);
  const pull = pullOf(repository, given.number);
  requireRole(state, sender, repository, "read");
  if (pull.authorId === sender.id && given.state !== "COMMENTED") refuse("Can not approve your own pull request");
  const added: Review = {
    id: state.nextId("review"),
    number: pull.number,
    repositoryId: repository.id,
    reviewerId: sender.id,
    sha: pull.headSha,
    body: null,
    state: given.state,
    submittedAt: state.clock(),
  };
  pull.reviews.push(added);
  pull.updatedAt = state.clock();
  emit(reviewEvent(world, "submitted", { review: added, sender }));
  return added;
}

/** Takes back what `user` said last. */
export function dismissReview(services: Services, given: AssignGiven): Review {
  const { world, emit } = services;
  const { state } = world;
  const sender = userOf(state, given.as);
  const repository = repositoryOf(state, given.repository);
  requireRole(state, sender, repository, "write");
  const pull = pullOf(repository, given.number);
  const reviewer = userOf(state, given.user);
  const last = pull.reviews.findLast(({ reviewerId }) => reviewerId === reviewer.id);
  const found = last ?? refuse(`${reviewer.login} has not reviewed it`);
  found.state = "DISMISSED";
  pull.updatedAt = state.clock();
  emit(reviewEvent(world, "dismissed", { review: found, sender }));
  return found;
}
