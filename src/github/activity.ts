import { z } from "zod";
import { accountId } from "../domain/ids.ts";
import type { Repository } from "../domain/installation.ts";
import type { AccountName } from "../domain/pull-request.ts";
import type { ActivityKind } from "../domain/stores/landings.ts";
import type { Activity, ActivityReader, LeftBehind } from "../pipeline/landings/activity-port.ts";
import type { GitHubClient } from "./client.ts";
import { graphql } from "./graphql.ts";
import { PULL_FIELDS, RawPull } from "./head-query.ts";
import { toAuthor, toPull } from "./heads.ts";

const COMMITS_A_REQUEST = 25;

/** https://docs.github.com/en/rest/repos/repos#list-repository-activities */
const Kind = z.enum(["push", "force_push", "pr_merge", "merge_queue_merge"]) satisfies z.ZodType<ActivityKind>;

export function createActivityReader(github: GitHubClient): ActivityReader {
  return {
    async readActivity(repository, branch, isOld) {
      const { owner, name: repo } = repository;
      const asked = { owner, repo, ref: `refs/heads/${branch}`, per_page: 100 };
      return github.installation(repository.installationId).read(async (octokit) => {
        const found: Activity[] = [];
        for await (const { data } of octokit.paginate.iterator(octokit.rest.repos.listActivities, asked)) {
          const page = data.flatMap(toActivity);
          const old = page.findIndex(isOld);
          if (old >= 0) return [...found, ...page.slice(0, old)];
          found.push(...page);
        }
        return found;
      });
    },

    async readMergedPulls(repository, shas) {
      const client = github.installation(repository.installationId);
      const found: LeftBehind[] = [];
      for (let start = 0; start < shas.length; start += COMMITS_A_REQUEST) {
        const some = shas.slice(start, start + COMMITS_A_REQUEST);
        const { owner, name } = repository;
        const answer = Answer.parse(await graphql(client, mergesQuery(some), { owner, name }));
        found.push(...some.flatMap((sha, index) => leftBy(sha, answer.repository?.[`c${index}`], repository)));
      }
      return found;
    },
  };
}

type RawActivity = {
  id: number;
  activity_type: string;
  before: string;
  after: string;
  timestamp: string;
  actor: { id: number; login: string; type: string } | null;
};

/** What it is to make or delete a branch brings nothing onto it. */
function toActivity({ id, activity_type, before, after, timestamp, actor }: RawActivity): readonly Activity[] {
  const kind = Kind.safeParse(activity_type);
  if (!kind.success) return [];
  const who: AccountName | null = actor && { id: accountId(actor.id), login: actor.login, type: actor.type };
  return [{ activityId: id, kind: kind.data, before, after, at: new Date(timestamp), actor: who }];
}

const MERGED_PULL = `${PULL_FIELDS}
  mergedAt mergedBy { __typename login ... on User { databaseId } ... on Bot { databaseId } ... on Mannequin { databaseId } }
  mergeCommit { oid } repository { databaseId }`;

function mergesQuery(shas: readonly string[]): string {
  const parts = shas.map(
    (sha, index) => `c${index}: object(oid: ${JSON.stringify(sha)}) {
      ... on Commit { associatedPullRequests(first: 10) { nodes { ${MERGED_PULL} } } }
    }`,
  );
  return `query ReadMerges($owner: String!, $name: String!) {
    repository(owner: $owner, name: $name) { ${parts.join("\n")} }
  }`;
}

const Merged = RawPull.extend({
  mergedAt: z.string().nullable(),
  mergedBy: RawPull.shape.author,
  mergeCommit: z.object({ oid: z.string() }).nullable(),
  repository: z.object({ databaseId: z.number() }),
});
const Commit = z.object({
  associatedPullRequests: z.object({ nodes: z.array(Merged.nullable()).nullable() }).nullish(),
});
const Answer = z.object({ repository: z.record(z.string(), Commit.nullable()).nullable() });

/** A pull request whose own head was pushed to the base left just that. */
function leftBy(sha: string, commit: z.infer<typeof Commit> | null | undefined, repository: Repository) {
  return (commit?.associatedPullRequests?.nodes ?? []).flatMap((pull): readonly LeftBehind[] => {
    if (!pull?.merged || pull.mergedAt === null || pull.repository.databaseId !== repository.id) return [];
    if ((pull.mergeCommit?.oid ?? pull.headRefOid) !== sha) return [];
    const mergedAt = new Date(pull.mergedAt);
    return [{ sha, pull: toPull(repository, pull), mergedAt, mergedBy: toAuthor(pull.mergedBy) }];
  });
}
