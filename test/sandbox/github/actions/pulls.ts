import { addComment } from "../comments.ts";
import { fullName, pullOf, repositoryOf, userOf } from "../find.ts";
import { relistCommits } from "../git.ts";
import { leaveQueue } from "../merge-queue.ts";
import { addPull, moveHead, titleOf } from "../pulls.ts";
import type { Services } from "../rest/route.ts";
import type { Comment, PullRequest, Repository, State, User } from "../state.ts";
import { commentEvent, type PullAction, pullEvent } from "../webhooks/pull-events.ts";
import { addFork } from "../world-building.ts";
import type { CommitSpec } from "./commits.ts";
import { push } from "./pushing.ts";
import { refuse, requireRole } from "./refused.ts";

export interface OpenGiven {
  readonly as: string;
  readonly repository: string;
  /** Pushed to first, unless it is there and `commits` is not given; default: a fresh name. */
  readonly branch?: string;
  readonly commits?: readonly CommitSpec[];
  readonly base?: string;
  readonly draft?: boolean;
  /** From a fork of the person's own instead of a branch. */
  readonly fork?: boolean;
  readonly title?: string;
  readonly body?: string;
}

/** Which pull request, and who does it. */
export interface PullGiven {
  readonly as: string;
  readonly repository: string;
  readonly number: number;
}

/** Answers the live pull request: its `headSha` and `state` follow what happens to it later. */
export function openPullRequest(services: Services, given: OpenGiven): PullRequest {
  const { world, emit } = services;
  const { state } = world;
  const author = userOf(state, given.as);
  const repository = repositoryOf(state, given.repository);
  requireRole(state, author, repository, given.fork ? "read" : "write");
  const head = given.fork ? addFork(state, repository, author) : repository;
  const branch = given.branch ?? `${given.as.replace(/\W+/g, "-")}/change-${repository.nextNumber}`;
  if (given.commits || !head.branches.has(branch))
    push(services, {
      as: given.as,
      repository: fullName(state, head),
      branch,
      ...(given.commits ? { commits: given.commits } : {}),
    });
  const pull = addPull(state, {
    repository,
    head,
    headRef: branch,
    baseRef: given.base ?? repository.defaultBranch,
    author,
    title: given.title ?? titleOf(state, head.branches.get(branch) ?? ""),
    body: given.body ?? null,
    draft: given.draft ?? false,
  });
  emit(pullEvent(world, "opened", { pull, sender: author }));
  return pull;
}

interface Chosen {
  readonly state: State;
  readonly pull: PullRequest;
  readonly repository: Repository;
  readonly sender: User;
}

/** The author may always; others need write. */
export function choose({ world: { state } }: Services, given: PullGiven): Chosen {
  const sender = userOf(state, given.as);
  const repository = repositoryOf(state, given.repository);
  const pull = pullOf(repository, given.number);
  requireRole(state, sender, repository, pull.authorId === sender.id ? "read" : "write");
  return { state, pull, repository, sender };
}

function tell(
  { world, emit }: Services,
  action: PullAction,
  { pull, sender }: Chosen,
  extra: Readonly<Record<string, unknown>> = {},
): PullRequest {
  pull.updatedAt = world.state.clock();
  emit(pullEvent(world, action, { pull, sender, extra }));
  return pull;
}

export function closePullRequest(services: Services, given: PullGiven): PullRequest {
  const chosen = choose(services, given);
  if (chosen.pull.state === "closed") refuse("it is closed already");
  chosen.pull.state = "closed";
  chosen.pull.closedAt = chosen.state.clock();
  tell(services, "closed", chosen);
  leaveQueue(services, chosen.pull, "MANUAL", chosen.sender);
  return chosen.pull;
}

export function reopenPullRequest(services: Services, given: PullGiven): PullRequest {
  const chosen = choose(services, given);
  const { pull, state } = chosen;
  if (pull.mergedAt) refuse("a merged pull request cannot be reopened");
  if (!state.repositories.get(pull.headRepositoryId)?.branches.has(pull.headRef)) refuse("its branch is gone");
  pull.state = "open";
  pull.closedAt = null;
  // What was pushed while it was closed comes with it, and no `synchronize` tells of that.
  moveHead(state, pull);
  return tell(services, "reopened", chosen);
}

export function changeBase(services: Services, given: PullGiven & { readonly base: string }): PullRequest {
  const chosen = choose(services, given);
  const { pull, repository, state } = chosen;
  const tip = repository.branches.get(given.base) ?? refuse(`there is no branch ${given.base}`);
  leaveQueue(services, pull, "MANUAL", chosen.sender);
  const changes = { base: { ref: { from: pull.baseRef }, sha: { from: pull.baseSha } } };
  pull.baseRef = given.base;
  pull.baseSha = tip;
  relistCommits(state, pull);
  return tell(services, "edited", chosen, { changes });
}

export function changeTitle(services: Services, given: PullGiven & { readonly title: string }): PullRequest {
  const chosen = choose(services, given);
  const changes = { title: { from: chosen.pull.title } };
  chosen.pull.title = given.title;
  return tell(services, "edited", chosen, { changes });
}

export function markReady(services: Services, given: PullGiven): PullRequest {
  return setDraft(services, given, false);
}

export function convertToDraft(services: Services, given: PullGiven): PullRequest {
  return setDraft(services, given, true);
}

function setDraft(services: Services, given: PullGiven, draft: boolean): PullRequest {
  const chosen = choose(services, given);
  if (chosen.pull.draft === draft) refuse(draft ? "it is a draft already" : "it is no draft");
  chosen.pull.draft = draft;
  if (draft) leaveQueue(services, chosen.pull, "MANUAL", chosen.sender);
  return tell(services, draft ? "converted_to_draft" : "ready_for_review", chosen);
}

export function comment(services: Services, given: PullGiven & { readonly body: string }): Comment {
  const { state } = services.world;
  const user = userOf(state, given.as);
  const repository = repositoryOf(state, given.repository);
  requireRole(state, user, repository, "read");
  const added = addComment(state, pullOf(repository, given.number), user.id, given.body);
  services.emit(commentEvent(services.world, "created", added));
  return added;
}
