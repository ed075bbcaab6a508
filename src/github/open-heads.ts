import { z } from "zod";
import { GitHubUnavailableError } from "../domain/errors.ts";
import type { Installation, Repository } from "../domain/installation.ts";
import type { BranchTip } from "../domain/stores/landings.ts";
import type { OpenHead } from "../pipeline/github-port.ts";
import type { InstallationClient } from "./client.ts";
import { graphql } from "./graphql.ts";
import { OpenPull, openPullFragment, toOpenHead } from "./open-pull.ts";

/**
 * GitHub charges for what a query could return: three connections a pull request, a hundredth of a point each, of 5,000
 * points an hour. So a request has room for 1,000 pull requests (31 points; 4,100 of the 500,000 nodes): most
 * repositories have few open ones, and are done with after a short first page of many repositories at once. See
 * https://docs.github.com/en/graphql/overview/rate-limits-and-node-limits-for-the-graphql-api
 */
const PULLS_A_REQUEST = 1_000;
const FIRST_PAGE = 10;
const NEXT_PAGES = 100;
/** A request that GitHub cannot finish in its ten seconds is asked in halves, down to this. */
const FEWEST_REPOSITORIES = 10;

interface Ask {
  readonly repository: Repository;
  readonly after: string | null;
}

interface Wanted {
  readonly repositories: readonly Repository[];
  readonly appId: number;
  /** Hears where each default branch stands: the first request about a repository tells it too. */
  readonly tell?: (tip: BranchTip) => void;
}

/** Every open pull request of these repositories, with our run on its head. */
export async function readOpenHeads(
  client: InstallationClient,
  installation: Pick<Installation, "permissions">,
  { repositories, appId, tell }: Wanted,
): Promise<readonly OpenHead[]> {
  const fragment = openPullFragment({ appId, withQueue: mayReadQueues(installation) });
  const heads: OpenHead[] = [];
  let todo: readonly Ask[] = repositories.map((repository) => ({ repository, after: null }));
  for (let size = FIRST_PAGE; todo.length > 0; size = NEXT_PAGES) {
    const next: Ask[] = [];
    for (const asks of inGroups(todo, PULLS_A_REQUEST / size)) {
      const page = await readPage(client, asks, {
        size,
        fragment,
        withTips: tell !== undefined && size === FIRST_PAGE,
      });
      heads.push(...page.heads);
      next.push(...page.next);
      if (tell) for (const tip of page.tips) tell(tip);
    }
    todo = next;
  }
  return heads;
}

/** To installations that have not granted it GitHub answers the whole query with an error. */
export function mayReadQueues({ permissions }: Pick<Installation, "permissions">): boolean {
  return permissions.merge_queues !== undefined;
}

interface PageOptions {
  readonly size: number;
  readonly fragment: string;
  readonly withTips: boolean;
}

interface Page {
  readonly heads: readonly OpenHead[];
  readonly next: readonly Ask[];
  readonly tips: readonly BranchTip[];
}

const PullPage = z.object({
  pageInfo: z.object({ hasNextPage: z.boolean(), endCursor: z.string().nullable() }),
  nodes: z.array(OpenPull.nullable()).nullable(),
});
/** A repository without a commit has no default branch. */
const Tip = z.object({ name: z.string(), target: z.object({ oid: z.string() }).nullable() }).nullish();
const Answer = z.record(z.string(), z.object({ pullRequests: PullPage, defaultBranchRef: Tip }).nullable());

/** In an outage the first half fails like the whole, and the rest is not asked any more. */
async function readPage(client: InstallationClient, asks: readonly Ask[], options: PageOptions): Promise<Page> {
  try {
    return toPage(asks, Answer.parse(await graphql(client, pageQuery(asks, options), {})));
  } catch (error) {
    if (!(error instanceof GitHubUnavailableError) || asks.length <= FEWEST_REPOSITORIES) throw error;
    const middle = Math.ceil(asks.length / 2);
    const first = await readPage(client, asks.slice(0, middle), options);
    const second = await readPage(client, asks.slice(middle), options);
    return {
      heads: [...first.heads, ...second.heads],
      next: [...first.next, ...second.next],
      tips: [...first.tips, ...second.tips],
    };
  }
}

/** A repository that is gone meanwhile is null, and has no open pull requests. */
function toPage(asks: readonly Ask[], answer: z.infer<typeof Answer>): Page {
  const pages = asks.flatMap(({ repository }, index) => {
    const told = answer[`r${index}`];
    return told ? [{ repository, page: told.pullRequests, branch: told.defaultBranchRef }] : [];
  });
  return {
    heads: pages.flatMap(({ repository, page }) =>
      (page.nodes ?? []).flatMap((pull) => (pull ? toOpenHead(repository, pull) : [])),
    ),
    next: pages.flatMap(({ repository, page: { pageInfo } }) =>
      pageInfo.hasNextPage ? { repository, after: pageInfo.endCursor } : [],
    ),
    tips: pages.flatMap(({ repository, branch }) =>
      branch?.target ? { repositoryId: repository.id, branch: branch.name, headSha: branch.target.oid } : [],
    ),
  };
}

/** Newest first by creation, an order in which nothing moves while it is paged through. */
function pageQuery(asks: readonly Ask[], { size, fragment, withTips }: PageOptions): string {
  const parts = asks.map(({ repository, after }, index) => {
    const from = after === null ? "" : `, after: ${JSON.stringify(after)}`;
    const { owner, name } = repository;
    return `r${index}: repository(owner: ${JSON.stringify(owner)}, name: ${JSON.stringify(name)}) {
      ${withTips ? "defaultBranchRef { name target { oid } }" : ""}
      pullRequests(states: OPEN, first: ${size}${from}, orderBy: { field: CREATED_AT, direction: DESC }) {
        pageInfo { hasNextPage endCursor } nodes { ...OpenPull }
      }
    }`;
  });
  return `query ListOpenHeads { ${parts.join("\n")} }\n${fragment}`;
}

function inGroups<T>(list: readonly T[], size: number): readonly (readonly T[])[] {
  return Array.from({ length: Math.ceil(list.length / size) }, (_, index) =>
    list.slice(index * size, (index + 1) * size),
  );
}
