import { z } from "zod";
import type { Repository } from "../domain/installation.ts";
import type { MergeQueueReader, QueueEntry } from "../pipeline/github-port.ts";
import type { GitHubClient } from "./client.ts";
import { graphql } from "./graphql.ts";
import { PULL_FIELDS, RawPull } from "./head-query.ts";
import { toPull } from "./heads.ts";

const ENTRIES_QUERY = `query ReadMergeQueue($owner: String!, $name: String!, $branch: String!, $after: String) {
  repository(owner: $owner, name: $name) {
    mergeQueue(branch: $branch) {
      entries(first: 100, after: $after) {
        totalCount pageInfo { hasNextPage endCursor }
        nodes { id position state headCommit { oid } pullRequest { ${PULL_FIELDS} } }
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

const Answer = z.object({
  repository: z
    .object({
      mergeQueue: z
        .object({
          entries: z
            .object({
              totalCount: z.number(),
              pageInfo: z.object({ hasNextPage: z.boolean(), endCursor: z.string().nullable() }),
              nodes: z.array(Entry.nullable()).nullable(),
            })
            .nullable(),
        })
        .nullable(),
    })
    .nullable(),
});

export function createMergeQueueReader(github: GitHubClient): MergeQueueReader {
  return {
    async readEntries(repository, baseRef) {
      const { owner, name } = repository;
      const client = github.installation(repository.installationId);
      const entries = new Map<string, Entry>();
      for (let after: string | null = null; ; ) {
        const variables = { owner, name, branch: baseRef, after };
        const answer = Answer.parse(await graphql(client, ENTRIES_QUERY, variables));
        if (answer.repository?.mergeQueue === null) return [];
        const page = answer.repository?.mergeQueue.entries;
        if (!page) return null;
        for (const entry of page.nodes ?? []) if (entry) entries.set(entry.id, entry);
        if (!page.pageInfo.hasNextPage) return entries.size === page.totalCount ? inOrder(repository, entries) : null;
        after = page.pageInfo.endCursor;
      }
    },
  };
}

function inOrder(repository: Repository, entries: ReadonlyMap<string, Entry>): readonly QueueEntry[] {
  return [...entries.values()]
    .sort((a, b) => a.position - b.position)
    .map(({ state, headCommit, pullRequest }) => ({
      groupSha: headCommit?.oid ?? null,
      leaving: state === "UNMERGEABLE",
      pull: pullRequest && toPull(repository, pullRequest),
    }));
}
