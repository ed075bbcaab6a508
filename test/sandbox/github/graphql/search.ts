import type { PullRequest, State } from "../state.ts";
import { type Connection, connect } from "./connections.ts";
import { type Args, type Context, fields, problem, requireNeed, sees } from "./context.ts";

/** GitHub gives no more of a search, however many pages are asked for. */
const FOUND_AT_MOST = 1_000;

/** `Query.search` for open pull requests of one account, as far as `user:`, `is:`, `archived:`, `updated:>=` and `sort:` go. */
export function search(args: Args, context: Context): Connection<PullRequest> {
  if (args.type !== "ISSUE")
    throw problem("UNPROCESSABLE", "The stand-in searches for issues and pull requests alone.");
  requireNeed(context, "pull_requests:read");
  const asked = readQuery(String(args.query));
  const found = [...pullsSeen(context)].filter((pull) => fits(pull, asked, context.world.state));
  found.sort((a, b) => b.updatedAt.getTime() - a.updatedAt.getTime());
  return connect(args, found.slice(0, FOUND_AT_MOST), (pull) => pull);
}

interface Asked {
  readonly user: string;
  readonly since: Date;
}

const FIXED = ["is:pr", "is:open", "archived:false", "sort:updated-desc"];

function readQuery(text: string): Asked {
  const terms = text.split(/\s+/);
  const missing = FIXED.filter((term) => !terms.includes(term));
  if (missing.length > 0) throw problem("UNPROCESSABLE", `The stand-in searches with ${missing.join(" ")} alone.`);
  const [user, since, ...unknown] = terms
    .filter((term) => !FIXED.includes(term))
    .toSorted()
    .reverse();
  const time = since?.replace(/^updated:>=/, "") ?? "";
  if (!user?.startsWith("user:") || Number.isNaN(Date.parse(time)) || unknown.length > 0)
    throw problem("UNPROCESSABLE", `The stand-in does not understand the search: ${text}`);
  return { user: user.replace("user:", "").toLowerCase(), since: new Date(time) };
}

function* pullsSeen(context: Context): Generator<PullRequest> {
  for (const repository of context.world.state.repositories.values()) {
    if (sees(context, repository)) yield* repository.pulls.values();
  }
}

function fits(pull: PullRequest, { user, since }: Asked, state: State): boolean {
  const repository = state.repositories.get(pull.repositoryId);
  if (!repository || repository.archived || state.logins.get(user)?.id !== repository.ownerId) return false;
  return pull.state === "open" && pull.updatedAt >= since;
}

export const searchConnectionFields = fields<Connection<PullRequest>>({
  nodes: ({ edges }) => edges.map(({ node }) => node),
  pageInfo: ({ pageInfo }) => pageInfo,
  edges: ({ edges }) => edges,
  issueCount: ({ totalCount }) => totalCount,
});
