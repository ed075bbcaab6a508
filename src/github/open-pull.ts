import { z } from "zod";
import { CHECK_NAME } from "../domain/check-name.ts";
import type { Repository } from "../domain/installation.ts";
import type { OpenHead } from "../pipeline/github-port.ts";
import { PULL_FIELDS, RawPull } from "./head-query.ts";
import { toPull } from "./heads.ts";

/** `...OpenPull`: a pull request with our newest run on its head and its place in a merge queue, as a sweep compares it. */
export function openPullFragment({ appId, withQueue }: { appId: number; withQueue: boolean }): string {
  const ours = `appId: ${appId}, checkName: ${JSON.stringify(CHECK_NAME)}`;
  return `fragment OpenPull on PullRequest {
    ${PULL_FIELDS}
    commits(last: 1) { nodes { commit {
      checkSuites(first: 1, filterBy: { ${ours} }) {
        nodes { checkRuns(first: 1, filterBy: { ${ours}, checkType: LATEST }) { nodes { externalId conclusion } } }
      }
    } } }
    ${withQueue ? "mergeQueueEntry { headCommit { oid } }" : ""}
  }`;
}

const nodesOf = <Node extends z.ZodType>(node: Node) =>
  z.object({ nodes: z.array(node.nullable()).nullable() }).nullable();

const Run = z.object({ externalId: z.string().nullable(), conclusion: z.string().nullable() });
const Head = z.object({ commit: z.object({ checkSuites: nodesOf(z.object({ checkRuns: nodesOf(Run) })) }) });

export const OpenPull = RawPull.extend({
  commits: nodesOf(Head),
  mergeQueueEntry: z.object({ headCommit: z.object({ oid: z.string() }).nullable() }).nullish(),
});
export type OpenPull = z.infer<typeof OpenPull>;

export function toOpenHead(repository: Pick<Repository, "id">, pull: OpenPull): OpenHead {
  const run = pull.commits?.nodes?.[0]?.commit.checkSuites?.nodes?.[0]?.checkRuns?.nodes?.[0];
  return {
    pull: toPull(repository, pull),
    run: run ? { externalId: run.externalId, conclusion: run.conclusion?.toLowerCase() ?? null } : null,
    groupSha: pull.mergeQueueEntry?.headCommit?.oid ?? null,
  };
}
