import { ownerById, resolveRef } from "../find.ts";
import { pullsWithCommit } from "../git.ts";
import { invalid, notFound } from "../refusal.ts";
import { reactionShape } from "../shapes/comment.ts";
import { commitShape } from "../shapes/commit.ts";
import { pullFull, pullSimple } from "../shapes/pull-request.ts";
import type { PullRequest, Reaction } from "../state.ts";
import { paged } from "./paging.ts";
import { type Call, created, numberIn, ok, repositoryIn, route } from "./route.ts";

const READ = { as: "installation", needs: ["pull_requests:read"] } as const;
const COMMENT = { as: "installation", needs: ["issues:write", "pull_requests:write"], creates: true } as const;
/** The REST list ends here; longer pull requests need GraphQL or a comparison. */
const COMMITS_LISTED = 250;

export const pullRoutes = [
  route("GET /repos/{owner}/{repo}/pulls", READ, list),
  route("GET /repos/{owner}/{repo}/pulls/{pull_number}", READ, (call) => ok(pullFull(call.world, pullIn(call)))),
  route("GET /repos/{owner}/{repo}/pulls/{pull_number}/commits", READ, (call) => {
    const { state } = call.world;
    const commits = pullIn(call).commits.slice(0, COMMITS_LISTED);
    return paged(call, commits, (sha) => commitShape(call.world, repositoryIn(call), state.commits.get(sha)!));
  }),
  route("GET /repos/{owner}/{repo}/commits/{commit_sha}/pulls", READ, (call) => {
    const repository = repositoryIn(call);
    const commit = resolveRef(call.world.state, repository, call.params.commit_sha ?? "");
    if (!commit) throw invalid(`No commit found for SHA: ${call.params.commit_sha}`);
    return paged(call, pullsWithCommit(call.world.state, repository, commit.sha), (pull) =>
      pullSimple(call.world, pull),
    );
  }),
  route("POST /repos/{owner}/{repo}/issues/comments/{comment_id}/reactions", COMMENT, react),
];

function pullIn(call: Call): PullRequest {
  const pull = repositoryIn(call).pulls.get(numberIn(call, "pull_number"));
  if (!pull) throw notFound();
  return pull;
}

function list(call: Call) {
  const { state = "open", head, base, sort = "created", direction } = call.query;
  const repository = repositoryIn(call);
  const chosen = [...repository.pulls.values()].filter(
    (pull) =>
      (state === "all" || pull.state === state) &&
      (base === undefined || pull.baseRef === base) &&
      (head === undefined || labelOf(call, pull) === head),
  );
  const time = (pull: PullRequest) => (sort === "updated" ? pull.updatedAt : pull.createdAt).getTime();
  const down = direction ? direction === "desc" : sort === "created" || sort === "updated";
  chosen.sort((a, b) => (time(a) - time(b) || a.number - b.number) * (down ? -1 : 1));
  return paged(call, chosen, (pull) => pullSimple(call.world, pull));
}

function labelOf({ world: { state } }: Call, pull: PullRequest): string {
  const head = state.repositories.get(pull.headRepositoryId);
  return `${head ? ownerById(state, head.ownerId).login : "unknown"}:${pull.headRef}`;
}

/** A repeat of one's own reaction is answered 200 with the one that is there. */
function react(call: Call) {
  const { state, app } = call.world;
  const target = state.comments.get(numberIn(call, "comment_id"));
  if (!target || target.repositoryId !== repositoryIn(call).id) throw notFound();
  const { content } = call.body as { content: string };
  const known = target.reactions.find((one) => one.userId === app.botId && one.content === content);
  if (known) return ok(reactionShape(call.world, known));
  const reaction: Reaction = { id: state.nextId("reaction"), userId: app.botId, content, createdAt: state.clock() };
  target.reactions.push(reaction);
  return created(reactionShape(call.world, reaction));
}
