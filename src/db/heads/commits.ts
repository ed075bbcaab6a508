import { z } from "zod";
import { accountId } from "../../domain/ids.ts";
import type { CommitRange, PullRequestCommit } from "../../domain/pull-request.ts";
import type { PullRequestStore } from "../../domain/stores/github-state.ts";
import type { Db, Tx } from "../client.ts";
import type { CommitRangeModel } from "../generated/models.ts";
import { keyOf, toHead, toJson } from "../rows.ts";

const Identity = z.object({
  account: z.object({ id: z.int().transform(accountId), login: z.string(), type: z.string() }).nullable(),
  email: z.string(),
  name: z.string(),
});

const Commits: z.ZodType<readonly PullRequestCommit[]> = z.array(
  z.object({
    sha: z.string(),
    author: Identity,
    coAuthors: z.array(Identity),
    signedByGitHub: z.boolean(),
    parents: z.int(),
    mergedHeads: z.array(z.string()),
  }),
);

type CommitStore = Pick<PullRequestStore, "saveRange" | "findRange" | "saveMerged" | "mergedAmong">;

/** The part of the pull request store that is about commits. */
export function createCommitStore(db: Db | Tx): CommitStore {
  return {
    async saveRange(range, at) {
      const key = { ...keyOf(range), baseRef: range.baseRef };
      const read = { commits: toJson(range.commits), readAt: at };
      const where = { repositoryId_headSha_baseRef: key };
      await db.commitRange.upsert({ where, create: { ...key, ...read }, update: read, select: { headSha: true } });
    },
    async findRange(head, baseRef) {
      const key = { ...keyOf(head), baseRef };
      const row = await db.commitRange.findUnique({ where: { repositoryId_headSha_baseRef: key } });
      return row && toCommitRange(row);
    },
    async saveMerged(repository, number, shas, at) {
      const data = shas.map((sha) => ({ repositoryId: BigInt(repository), sha, number, mergedAt: at }));
      await db.mergedCommit.createMany({ data, skipDuplicates: true });
    },
    async mergedAmong(repository, shas) {
      const rows = await db.mergedCommit.findMany({
        where: { repositoryId: BigInt(repository), sha: { in: [...shas] } },
        select: { sha: true },
      });
      return new Set(rows.map(({ sha }) => sha));
    },
  };
}

function toCommitRange(row: CommitRangeModel): CommitRange {
  return { ...toHead(row), baseRef: row.baseRef, commits: Commits.parse(row.commits) };
}
