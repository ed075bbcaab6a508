import { z } from "zod";
import { POLICY_PATH, type PolicyProposalReader } from "../pipeline/github-port.ts";
import type { GitHubClient, InstallationClient } from "./client.ts";
import { graphql } from "./graphql.ts";

/**
 * GitHub lists 3,000 changed files at most. The file is read by the head's SHA in the base repository: a fork's commits
 * are there too, whether or not we reach the fork.
 */
const QUERY = `query ReadProposedPolicy($owner: String!, $name: String!, $number: Int!, $file: String!, $after: String) {
  repository(owner: $owner, name: $name) {
    pullRequest(number: $number) {
      headRefOid
      files(first: 100, after: $after) { pageInfo { hasNextPage endCursor } nodes { path } }
    }
    object(expression: $file) { ... on Blob { text isTruncated } }
  }
}`;

const Files = z.object({
  pageInfo: z.object({ hasNextPage: z.boolean(), endCursor: z.string().nullable() }),
  nodes: z.array(z.object({ path: z.string() }).nullable()).nullable(),
});

const Answer = z.object({
  repository: z
    .object({
      pullRequest: z.object({ headRefOid: z.string(), files: Files.nullable() }).nullable(),
      object: z.object({ text: z.string().nullish(), isTruncated: z.boolean().optional() }).nullable(),
    })
    .nullable(),
});

export function createPolicyProposalReader(github: GitHubClient): PolicyProposalReader {
  return {
    async readProposal({ installationId, owner, name }, headSha, number) {
      const client = github.installation(installationId);
      const asked = { owner, name, number, file: `${headSha}:${POLICY_PATH}` };
      return readPages(client, asked, headSha, null);
    },
  };
}

/** Mostly one page: a pull request to the policy's repository is small. */
async function readPages(
  client: InstallationClient,
  asked: Readonly<Record<string, unknown>>,
  headSha: string,
  after: string | null,
): ReturnType<PolicyProposalReader["readProposal"]> {
  const { repository } = Answer.parse(await graphql(client, QUERY, { ...asked, after }));
  const pull = repository?.pullRequest;
  if (!pull?.files || pull.headRefOid !== headSha) return null;
  const { nodes, pageInfo } = pull.files;
  if (nodes?.some((file) => file?.path === POLICY_PATH)) return { text: textOf(repository?.object ?? null) };
  return pageInfo.hasNextPage ? readPages(client, asked, headSha, pageInfo.endCursor) : null;
}

/** What GitHub shows no text of is no policy either. */
function textOf(blob: { readonly text?: string | null | undefined } | null): string | null {
  return blob === null ? null : (blob.text ?? "\0");
}
