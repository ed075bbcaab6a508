import { z } from "zod";
import type { Repository } from "../domain/installation.ts";
import type { ChangedFiles, HeadAsked } from "../pipeline/github-port.ts";
import type { InstallationClient } from "./client.ts";
import { graphql } from "./graphql.ts";

/**
 * How many files one request reads; GitHub allows 100 a page, and lists 3,000 at most. Of a file that was renamed it
 * gives the new path alone: https://docs.github.com/en/graphql/reference/objects#pullrequestchangedfile
 */
const FILES_A_PAGE = 100;

/** Of a pull request: how many files it changes, and a page of them. */
export function filesOf(argument: string): string {
  return `
  changedFiles
  files(first: ${FILES_A_PAGE}${argument}) { pageInfo { hasNextPage endCursor } nodes { path } }`;
}

const FILES_QUERY = `query ReadFiles($owner: String!, $name: String!, $number: Int!, $after: String) {
  repository(owner: $owner, name: $name) { pullRequest(number: $number) { headRefOid ${filesOf(", after: $after")} } }
}`;

/** Absent where the query does not ask. */
export const RawFiles = z.object({
  changedFiles: z.number().optional(),
  files: z
    .object({
      pageInfo: z.object({ hasNextPage: z.boolean(), endCursor: z.string().nullable() }),
      nodes: z.array(z.object({ path: z.string() }).nullable()).nullable(),
    })
    .nullish(),
});

const FilesAnswer = z.object({
  repository: z.object({ pullRequest: RawFiles.extend({ headRefOid: z.string() }).nullable() }).nullable(),
});

interface FirstPage extends z.infer<typeof RawFiles> {
  readonly number: number;
  readonly headRefOid: string;
}

/** Page by page while more is wanted. Nothing is told where the head moved meanwhile. */
export async function readFiles(
  client: InstallationClient,
  { owner, name }: Pick<Repository, "owner" | "name">,
  first: FirstPage,
  wantsMore: NonNullable<HeadAsked["wantsMore"]>,
): Promise<ChangedFiles> {
  const { number, headRefOid } = first;
  const paths = new Set<string>();
  let page: z.infer<typeof RawFiles> = first;
  for (;;) {
    if (!page.files?.nodes) return { number, paths: null, isAll: false };
    const found = page.files.nodes.flatMap((file) => file?.path ?? []);
    for (const path of found) paths.add(path);
    const { hasNextPage, endCursor } = page.files.pageInfo;
    const goesOn = wantsMore(number, found) && hasNextPage;
    if (!goesOn) return { number, paths: [...paths], isAll: !hasNextPage && paths.size >= (first.changedFiles ?? 0) };
    const variables = { owner, name, number, after: endCursor };
    const { repository } = FilesAnswer.parse(await graphql(client, FILES_QUERY, variables));
    const next = repository?.pullRequest;
    if (next?.headRefOid !== headRefOid) return { number, paths: null, isAll: false };
    page = next;
  }
}
