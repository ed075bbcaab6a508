import { addComment } from "../comments.ts";
import { notFound } from "../refusal.ts";
import { commentShape } from "../shapes/comment.ts";
import { issueShape } from "../shapes/issue.ts";
import type { Issue } from "../state.ts";
import { commentEvent } from "../webhooks/pull-events.ts";
import { paged } from "./paging.ts";
import { type Call, created, numberIn, repositoryIn, route } from "./route.ts";

const READ = { as: "installation", needs: ["issues:read"] } as const;
const WRITE = { as: "installation", needs: ["issues:write"], creates: true } as const;
const COMMENT = { as: "installation", needs: ["issues:write", "pull_requests:write"], creates: true } as const;

export const issueRoutes = [
  route("GET /repos/{owner}/{repo}/issues", READ, list),
  route("POST /repos/{owner}/{repo}/issues", WRITE, open),
  route("POST /repos/{owner}/{repo}/issues/{issue_number}/comments", COMMENT, comment),
];

/** Newest first. Who was mentioned only in a comment is mentioned too. */
function list(call: Call) {
  const { state } = call.world;
  const { mentioned } = call.query;
  const own = [...state.issues.values()].filter(({ repositoryId }) => repositoryId === repositoryIn(call).id);
  const named = mentioned === undefined ? own : own.filter((issue) => textsOf(call, issue).includes(`@${mentioned}`));
  return paged(
    call,
    named.sort((a, b) => b.number - a.number),
    (issue) => issueShape(call.world, issue),
  );
}

function textsOf({ world: { state } }: Call, { body, repositoryId, number }: Issue): string {
  const comments = [...state.comments.values()].filter(
    (one) => one.repositoryId === repositoryId && one.number === number,
  );
  return [body, ...comments.map((one) => one.body)].join("\n");
}

function open(call: Call) {
  const { state, app } = call.world;
  const repository = repositoryIn(call);
  const { title, body = "" } = call.body as { title: string; body?: string };
  const issue: Issue = {
    id: state.nextId("issue"),
    number: repository.nextNumber++,
    repositoryId: repository.id,
    userId: app.botId,
    title,
    body,
    createdAt: state.clock(),
  };
  state.issues.set(issue.id, issue);
  return created(issueShape(call.world, issue));
}

/** On an issue or a pull request: both are numbered together. The stand-in delivers the events of the latter alone. */
function comment(call: Call) {
  const { state, app } = call.world;
  const repository = repositoryIn(call);
  const number = numberIn(call, "issue_number");
  const { body } = call.body as { body: string };
  const pull = repository.pulls.get(number);
  const issue = [...state.issues.values()].find((one) => one.repositoryId === repository.id && one.number === number);
  const target = pull ?? issue;
  if (!target) throw notFound();
  const added = addComment(state, target, app.botId, body);
  if (pull) call.emit(commentEvent(call.world, "created", added));
  return created(commentShape(call.world, added));
}
