import { z } from "zod";
import type { Installation, Repository } from "../domain/installation.ts";
import type { OpenHead } from "../pipeline/github-port.ts";
import type { InstallationClient } from "./client.ts";
import { graphql } from "./graphql.ts";
import { mayReadQueues } from "./open-heads.ts";
import { OpenPull, openPullFragment, toOpenHead } from "./open-pull.ts";

const SEARCH = `query ListRecentHeads($asked: String!, $after: String) {
  search(type: ISSUE, query: $asked, first: 100, after: $after) {
    pageInfo { hasNextPage endCursor }
    nodes { ... on PullRequest { ...OpenPull repository { databaseId } } }
  }
}`;

const Found = OpenPull.extend({ repository: z.object({ databaseId: z.number().nullable() }) });
const Answer = z.object({
  search: z.object({
    pageInfo: z.object({ hasNextPage: z.boolean(), endCursor: z.string().nullable() }),
    nodes: z.array(Found.nullable()).nullable(),
  }),
});

/**
 * Open pull requests that changed since, in the repositories given: one request for each 100, whatever the number of
 * repositories. GitHub's search may lag behind and gives 1,000 at most, so this finds soon what it finds, and the full
 * look finds the rest: https://docs.github.com/en/rest/search/search#about-search
 */
export async function readRecentHeads(
  client: InstallationClient,
  installation: Pick<Installation, "orgLogin" | "permissions">,
  { repositories, since, appId }: { repositories: readonly Repository[]; since: Date; appId: number },
): Promise<readonly OpenHead[]> {
  const byId = new Map<number, Repository>(repositories.map((repository) => [repository.id, repository]));
  const query = `${SEARCH}\n${openPullFragment({ appId, withQueue: mayReadQueues(installation) })}`;
  const from = `${since.toISOString().slice(0, 19)}Z`;
  const asked = `user:${installation.orgLogin} is:pr is:open archived:false updated:>=${from} sort:updated-desc`;
  const heads: OpenHead[] = [];
  for (let after: string | null = null; ; ) {
    const { search } = Answer.parse(await graphql(client, query, { asked, after }));
    for (const pull of search.nodes ?? []) {
      const repository = byId.get(pull?.repository.databaseId ?? 0);
      if (pull && repository) heads.push(toOpenHead(repository, pull));
    }
    if (!search.pageInfo.hasNextPage) return heads;
    after = search.pageInfo.endCursor;
  }
}
