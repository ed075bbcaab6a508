import { z } from "zod";
import { toAccess } from "../domain/access.ts";
import { GitHubUnavailableError } from "../domain/errors.ts";
import type { Repository } from "../domain/installation.ts";
import { Account, type Look, nextOf, PageInfo, shown } from "./access-look.ts";
import type { InstallationClient } from "./client.ts";
import { graphql } from "./graphql.ts";

const Source = z.object({
  permission: z.string(),
  roleName: z.string().nullable(),
  source: z.object({ __typename: z.string() }),
});
const Collaborator = z.object({
  permission: z.string(),
  node: Account,
  permissionSources: z.array(Source).nullish(),
});
const Collaborators = z.object({ pageInfo: PageInfo, edges: z.array(Collaborator.nullable()).nullable() });
const DeployKeys = z.object({
  pageInfo: PageInfo,
  nodes: z.array(z.object({ id: z.string(), readOnly: z.boolean() }).nullable()).nullable(),
});
const RepositoryPage = z.record(
  z.string(),
  z.object({ collaborators: Collaborators.nullish(), deployKeys: DeployKeys.nullish() }).nullable(),
);
type Found = NonNullable<z.infer<typeof RepositoryPage>[string]>;

/** 50 repositories with 100 of each are 10,000 nodes; GitHub cuts a query off at 500,000. */
const REPOSITORIES_A_REQUEST = 50;

const PARTS = ["collaborators", "deployKeys"] as const;
type Part = (typeof PARTS)[number];

/** What is still to be read of a repository: of each part the cursor, null from its beginning. */
interface Task {
  readonly repository: Repository;
  readonly parts: ReadonlyMap<Part, string | null>;
}

/** Visibility, direct collaborators and, where they are shown, deploy keys; one request for each 50 repositories. */
export async function readRepositories(
  client: InstallationClient,
  { repositories, showsKeys }: { repositories: readonly Repository[]; showsKeys: boolean },
  look: Look,
): Promise<void> {
  for (const { id, visibility } of repositories) look.add("visibility", { repository: id }, visibility);
  let isKeyShown = showsKeys;
  const asked = PARTS.filter((part) => isKeyShown || part !== "deployKeys");
  let todo: readonly Task[] = repositories.map((repository) => ({
    repository,
    parts: new Map(asked.map((part) => [part, null])),
  }));
  while (todo.length > 0) {
    const batch = todo.slice(0, REPOSITORIES_A_REQUEST);
    const answer = await ask(client, batch);
    if (answer === "forbidden" && isKeyShown) {
      isKeyShown = false;
      todo = withoutKeys(todo);
      continue;
    }
    if (answer === "forbidden") throw new GitHubUnavailableError({ notShown: "collaborators" });
    const unfinished = batch.flatMap((task, index) => {
      const found = answer[`r${index}`];
      // Deleted since it was listed: then nobody has access to it.
      if (!found) return [];
      const parts = keep(found, task, look);
      return parts.size === 0 ? [] : [{ ...task, parts }];
    });
    todo = [...unfinished, ...todo.slice(REPOSITORIES_A_REQUEST)];
  }
  if (!isKeyShown) look.leaveOut("deploy-key");
}

/** A token allows for an hour what was granted when it was made: a permission that came since is refused meanwhile. */
async function ask(client: InstallationClient, batch: readonly Task[]) {
  try {
    return RepositoryPage.parse(await graphql(client, queryFor(batch), {}));
  } catch (error) {
    const types = error instanceof GitHubUnavailableError ? String(error.detail.errors ?? "") : "";
    if (/^FORBIDDEN(,FORBIDDEN)*$/.test(types)) return "forbidden";
    throw error;
  }
}

function withoutKeys(tasks: readonly Task[]): readonly Task[] {
  return tasks
    .map((task) => ({ ...task, parts: new Map([...task.parts].filter(([part]) => part !== "deployKeys")) }))
    .filter(({ parts }) => parts.size > 0);
}

/** Answers where to go on. */
function keep(found: Found, { repository, parts }: Task, look: Look): ReadonlyMap<Part, string> {
  const ends = [...parts.keys()].map((part) => [part, KEEP[part](found, repository, look)] as const);
  return new Map(ends.flatMap(([part, after]) => (after === null ? [] : [[part, after]])));
}

/** Each answers the cursor of what follows. */
const KEEP: Readonly<Record<Part, (found: Found, repository: Repository, look: Look) => string | null>> = {
  collaborators(found, { id, name }, look) {
    const { edges, pageInfo } = shown(found.collaborators, name);
    for (const edge of edges ?? [])
      if (edge) look.add("collaborator", { account: edge.node, repository: id }, ownRole(edge));
    return nextOf(pageInfo);
  },
  deployKeys(found, { id, name }, look) {
    const { nodes, pageInfo } = shown(found.deployKeys, name);
    for (const key of nodes ?? [])
      if (key) look.add("deploy-key", { repository: id, external: key.id }, key.readOnly ? "read" : "write");
    return nextOf(pageInfo);
  },
};

/**
 * `permission` of the edge is the strongest of all ways. The source's own knows four words; `roleName` knows them all,
 * and those of custom roles, which count as their base.
 */
function ownRole({ permission, permissionSources }: z.infer<typeof Collaborator>): string {
  const own = permissionSources?.find(({ source }) => source.__typename === "Repository");
  if (!own || permissionSources?.length === 1) return permission.toLowerCase();
  const named = own.roleName?.toLowerCase();
  return named && toAccess(named) === named ? named : own.permission.toLowerCase();
}

const FIELDS: Readonly<Record<Part, string>> = {
  collaborators: `edges { permission node { databaseId login } permissionSources { permission roleName source { __typename } } }`,
  deployKeys: "nodes { id readOnly }",
};
const ARGUMENTS: Readonly<Record<Part, string>> = {
  collaborators: "affiliation: DIRECT, first: 100",
  deployKeys: "first: 100",
};

function queryFor(batch: readonly Task[]): string {
  const repositories = batch.map(({ repository, parts }, index) => {
    const fields = [...parts].map(([part, after]) => {
      const from = after === null ? "" : `, after: ${JSON.stringify(after)}`;
      return `${part}(${ARGUMENTS[part]}${from}) { pageInfo { hasNextPage endCursor } ${FIELDS[part]} }`;
    });
    return `r${index}: repository(owner: ${JSON.stringify(repository.owner)}, name: ${JSON.stringify(repository.name)}) {
      ${fields.join("\n")} }`;
  });
  return `query Collaborators { ${repositories.join("\n")} }`;
}
