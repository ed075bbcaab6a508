import { commitOf } from "../find.ts";
import { nodeId, parseNodeId } from "../node-id.ts";
import type { World } from "../world.ts";
import { type Args, type Context, fields, problem, type RateLimitSeen, sees } from "./context.ts";
import { search } from "./search.ts";

export const queryFields = fields<undefined>({
  id: () => nodeId("Query", 0),
  rateLimit: (_, __, context) => context,
  repository: (_, args, context) => repository(args, context),
  organization: (_, { login }, { world, caller }) => {
    const owner = world.state.logins.get(String(login).toLowerCase());
    if (owner?.type !== "Organization" || owner.id !== caller.installation.accountId)
      throw problem("NOT_FOUND", `Could not resolve to an Organization with the login of '${login}'.`);
    return owner;
  },
  user: (_, { login }, { world }) => {
    const owner = world.state.logins.get(String(login).toLowerCase());
    if (owner?.type !== "User") throw problem("NOT_FOUND", `Could not resolve to a User with the login of '${login}'.`);
    return owner;
  },
  node: (_, { id }, context) => node(String(id), context),
  search: (_, args, context) => search(args, context),
  nodes: (_, { ids }, context) => (ids as string[]).map((id) => nodeOrError(id, context)),
});

function repository({ owner, name }: Args, context: Context) {
  const found = context.world.state.repositoryNames.get(`${owner}/${name}`.toLowerCase());
  if (found && sees(context, found)) return found;
  throw problem("NOT_FOUND", `Could not resolve to a Repository with the name '${owner}/${name}'.`);
}

/** In a list, one bad id is an error of that item alone. */
function nodeOrError(id: string, context: Context): unknown {
  try {
    return node(id, context);
  } catch (error) {
    return error;
  }
}

function node(id: string, context: Context): unknown {
  const found = find(id, context);
  if (!found) throw problem("NOT_FOUND", `Could not resolve to a node with the global id of '${id}'.`);
  return found;
}

function find(id: string, context: Context): unknown {
  const { world } = context;
  const { state } = world;
  const { kind, key } = parseNodeId(id);
  if (kind === "Commit") return commitNode(world, key, context);
  const number = Number(key);
  if (kind === "User" || kind === "Bot") return state.users.get(number);
  if (kind === "Organization") return state.organizations.get(number);
  if (kind === "RepositoryRuleset") return state.rulesets.get(number);
  if (kind === "Team") return [...state.organizations.values()].map(({ teams }) => teams.get(number)).find(Boolean);
  return repositoryNode(kind, number, context);
}

/** What lies in a repository is seen only by who sees the repository. */
function repositoryNode(kind: string, number: number, context: Context): unknown {
  for (const candidate of context.world.state.repositories.values()) {
    if (!sees(context, candidate)) continue;
    if (kind === "Repository" && candidate.id === number) return candidate;
    const pull = kind === "PullRequest" && [...candidate.pulls.values()].find(({ id }) => id === number);
    if (pull) return pull;
  }
  const { runs, suites } = context.world.state;
  const suite = kind === "CheckSuite" ? suites.get(number) : runs.get(number)?.suite;
  const home = suite && context.world.state.repositories.get(suite.repositoryId);
  if (!home || !sees(context, home)) return undefined;
  return kind === "CheckRun" ? runs.get(number) : suite;
}

function commitNode({ state }: World, key: string, context: Context): unknown {
  const [repositoryId, sha = ""] = key.split(":");
  const home = state.repositories.get(Number(repositoryId));
  return home && sees(context, home) && state.commits.has(sha)
    ? { commit: commitOf(state, sha), repository: home }
    : undefined;
}

export const rateLimitFields = fields<{ cost: number; nodeCount: number; rateLimit: RateLimitSeen }>({
  cost: ({ cost }) => cost,
  nodeCount: ({ nodeCount }) => nodeCount,
  limit: ({ rateLimit }) => rateLimit.limit,
  remaining: ({ rateLimit }) => rateLimit.remaining,
  used: ({ rateLimit }) => rateLimit.used,
  resetAt: ({ rateLimit }) => rateLimit.resetAt.toISOString(),
});
