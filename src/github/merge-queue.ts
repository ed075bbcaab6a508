import { z } from "zod";
import type { Repository } from "../domain/installation.ts";
import type { MergeQueueReader, QueueEntry } from "../pipeline/github-port.ts";
import type { GitHubClient, InstallationClient } from "./client.ts";
import { graphql } from "./graphql.ts";
import { PULL_WITH_BACKING, RawPull } from "./head-query.ts";
import { toPull } from "./heads.ts";

const ENTRIES_QUERY = `query ReadMergeQueue($owner: String!, $name: String!, $branch: String!, $after: String) {
  repository(owner: $owner, name: $name) {
    mergeQueue(branch: $branch) {
      entries(first: 100, after: $after) {
        totalCount pageInfo { hasNextPage endCursor }
        nodes { id position state headCommit { oid } pullRequest { ${PULL_WITH_BACKING} } }
      }
    }
  }
}`;

const Entry = z.object({
  id: z.string(),
  position: z.number(),
  state: z.string(),
  headCommit: z.object({ oid: z.string() }).nullable(),
  pullRequest: RawPull.nullable(),
});
type Entry = z.infer<typeof Entry>;

const Page = z.object({
  totalCount: z.number(),
  pageInfo: z.object({ hasNextPage: z.boolean(), endCursor: z.string().nullable() }),
  nodes: z.array(Entry.nullable()).nullable(),
});
type Page = z.infer<typeof Page>;

const Answer = z.object({
  repository: z.object({ mergeQueue: z.object({ entries: Page.nullable() }).nullable() }).nullable(),
});

/** A branch without a queue has nothing waiting. */
const NOTHING: Page = { totalCount: 0, pageInfo: { hasNextPage: false, endCursor: null }, nodes: [] };

export function createMergeQueueReader(github: GitHubClient): MergeQueueReader {
  return {
    async readEntries(repository, baseRef) {
      const client = github.installation(repository.installationId);
      const pages = await readPages(client, repository, { branch: baseRef, after: null });
      const nodes = (pages ?? []).flatMap(({ nodes }) => nodes ?? []).filter((entry) => entry !== null);
      const entries = [...new Map(nodes.map((entry) => [entry.id, entry])).values()];
      // Pages are read one after the other, and the queue moves meanwhile.
      return entries.length === pages?.at(-1)?.totalCount ? inOrder(repository, entries) : null;
    },
  };
}

interface Asked {
  readonly branch: string;
  readonly after: string | null;
}

async function readPages(
  client: InstallationClient,
  repository: Repository,
  asked: Asked,
): Promise<readonly Page[] | null> {
  const page = await readPage(client, repository, asked);
  if (!page?.pageInfo.hasNextPage) return page && [page];
  const rest = await readPages(client, repository, { ...asked, after: page.pageInfo.endCursor });
  return rest && [page, ...rest];
}

async function readPage(client: InstallationClient, { owner, name }: Repository, asked: Asked): Promise<Page | null> {
  const { repository } = Answer.parse(await graphql(client, ENTRIES_QUERY, { owner, name, ...asked }));
  if (repository === null) return null;
  return repository.mergeQueue === null ? NOTHING : repository.mergeQueue.entries;
}

function inOrder(repository: Repository, entries: readonly Entry[]): readonly QueueEntry[] {
  return entries
    .toSorted((a, b) => a.position - b.position)
    .map(({ state, headCommit, pullRequest }) => ({
      groupSha: headCommit?.oid ?? null,
      leaving: state === "UNMERGEABLE",
      pull: pullRequest && toPull(repository, pullRequest),
    }));
}
