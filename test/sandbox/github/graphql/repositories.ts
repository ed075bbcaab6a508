import { collaboratorsOf, type Source } from "../access.ts";
import { commitOf, fullName, ownerById, resolveRef } from "../find.ts";
import { nodeId } from "../node-id.ts";
import type { DeployKey, Repository, Role } from "../state.ts";
import { htmlUrl } from "../world.ts";
import type { CommitSource } from "./commits.ts";
import { connect } from "./connections.ts";
import { type Args, type Context, fields, int32, problem, requireNeed } from "./context.ts";
import { type BlobSource, blobAt } from "./files.ts";
import { mergeQueue } from "./merge-queues.ts";
import { chosenPulls } from "./pulls.ts";
import { protectionOf, rulesOf } from "./rules.ts";

export interface RefSource {
  readonly repository: Repository;
  readonly name: string;
}

export const repositoryFields = fields<Repository>({
  id: ({ id }) => nodeId("Repository", id),
  databaseId: ({ id }) => int32(id),
  name: ({ name }) => name,
  nameWithOwner: (repository, _, { world }) => fullName(world.state, repository),
  owner: ({ ownerId }, _, { world }) => ownerById(world.state, ownerId),
  url: (repository, _, { world }) => htmlUrl(world, `/${fullName(world.state, repository)}`),
  visibility: ({ visibility }) => visibility.toUpperCase(),
  isPrivate: ({ visibility }) => visibility !== "public",
  isArchived: ({ archived }) => archived,
  isFork: ({ parentId }) => parentId !== null,
  createdAt: ({ createdAt }) => createdAt.toISOString(),
  pushedAt: ({ pushedAt }) => pushedAt.toISOString(),
  defaultBranchRef: (repository): RefSource => ({ repository, name: repository.defaultBranch }),
  ref: (repository, { qualifiedName }): RefSource | null => {
    const name = String(qualifiedName).replace(/^refs\/heads\//, "");
    return repository.branches.has(name) ? { repository, name } : null;
  },
  object,
  pullRequest,
  pullRequests: (repository, args, context) => {
    requireNeed(context, "pull_requests:read");
    return connect(args, chosenPulls(repository.pulls.values(), args), (pull) => pull);
  },
  collaborators,
  deployKeys: ({ deployKeys }, args, context) => {
    requireNeed(context, "administration:read");
    return connect(args, [...deployKeys.values()], (key) => key);
  },
  mergeQueue,
});

/** Commits, and files as `<rev>:<path>`: the stand-in keeps no trees. */
function object(repository: Repository, args: Args, context: Context): CommitSource | BlobSource | null {
  requireNeed(context, "contents:read");
  const { expression } = args;
  if (typeof expression === "string" && expression.includes(":"))
    return blobAt(context.world.state, repository, expression);
  const commit = resolveRef(context.world.state, repository, String(args.oid ?? args.expression));
  return commit ? { commit, repository } : null;
}

function pullRequest(repository: Repository, { number }: Args, context: Context) {
  requireNeed(context, "pull_requests:read");
  const pull = repository.pulls.get(Number(number));
  if (!pull) throw problem("NOT_FOUND", `Could not resolve to a PullRequest with the number of ${number}.`);
  return pull;
}

function collaborators(repository: Repository, args: Args, context: Context) {
  const { state } = context.world;
  requireNeed(context, "metadata:read");
  const members = state.organizations.get(repository.ownerId)?.members;
  const chosen = collaboratorsOf(state, repository).filter(({ user }) => {
    const direct = repository.collaborators.has(user.id);
    if (args.login != null && user.login !== args.login) return false;
    if (args.affiliation === "DIRECT") return direct;
    return args.affiliation === "OUTSIDE" ? direct && !members?.has(user.id) : true;
  });
  return connect(
    args,
    chosen,
    ({ user }) => user,
    ({ role, sources }) => ({
      permission: role.toUpperCase(),
      permissionSources: sources.map((source) => ({ ...source, repository })),
    }),
  );
}

/** The four words of `DefaultRepositoryPermissionField`; the exact role is in `roleName`. */
const SOURCE_WORD: Readonly<Record<Role, string>> = {
  none: "NONE",
  read: "READ",
  triage: "READ",
  write: "WRITE",
  maintain: "WRITE",
  admin: "ADMIN",
};

export const permissionSourceFields = fields<Source & { readonly repository: Repository }>({
  permission: ({ role }) => SOURCE_WORD[role],
  roleName: ({ role }) => role,
  source: ({ from }) => from,
  organization: ({ repository }, _, { world }) => world.state.organizations.get(repository.ownerId),
});

export const deployKeyFields = fields<DeployKey>({
  id: ({ id }) => nodeId("DeployKey", id),
  title: ({ title }) => title,
  readOnly: ({ readOnly }) => readOnly,
});

export const refFields = fields<RefSource>({
  id: ({ repository, name }) => nodeId("Ref", `${repository.id}:${name}`),
  name: ({ name }) => name,
  prefix: () => "refs/heads/",
  rules: rulesOf,
  branchProtectionRule: protectionOf,
  target: ({ repository, name }, _, { world }): CommitSource | null => {
    const sha = repository.branches.get(name);
    return sha ? { commit: commitOf(world.state, sha), repository } : null;
  },
});
