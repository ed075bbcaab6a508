import { z } from "zod";
import { accountId, repositoryId } from "../../domain/ids.ts";
import type { Backing, PullRequest } from "../../domain/pull-request.ts";
import type { PullRequestStore } from "../../domain/stores/github-state.ts";
import type { Db, Tx } from "../client.ts";
import type { AccountModel, PullRequestModel } from "../generated/models.ts";
import { toAccountName } from "../roster/people.ts";
import { keyOf, toNumber } from "../rows.ts";
import { createCommitStore } from "./commits.ts";
import { listOpenHeads, listOpenHeadsIn } from "./open-heads.ts";
import { observePulls, savePushes } from "./told-pulls.ts";

const State = z.enum(["open", "closed", "merged"]);

const Account = z.object({ id: z.int().transform(accountId), login: z.string(), type: z.string() });
const StoredBacking: z.ZodType<Backing> = z.object({
  assigned: z.array(z.object({ account: Account, by: z.int().transform(accountId).nullable(), still: z.boolean() })),
  approved: z.array(z.object({ account: Account, sha: z.string() })),
});

const author = { author: true } as const;

export function createPullRequestStore(db: Db | Tx): PullRequestStore {
  return {
    observe: (pull, look) => observePulls(db, [pull], look),
    observeAll: (pulls, look) => observePulls(db, pulls, look),
    async forgetBacking(repository, number, at) {
      await db.pullRequest.updateMany({
        where: { repositoryId: BigInt(repository), number },
        data: { backingToldAt: at },
      });
    },
    async withHead(head) {
      const rows = await db.pullRequest.findMany({ where: keyOf(head), include: author, orderBy: { number: "asc" } });
      return rows.map((row) => ({ ...toPullRequest(row), needsRead: row.needsRead }));
    },
    async find(repository, number) {
      const key = { repositoryId: BigInt(repository), number };
      const row = await db.pullRequest.findUnique({ where: { repositoryId_number: key }, include: author });
      return row && toPullRequest(row);
    },
    openHeads: (installation) => listOpenHeads(db, installation),
    openHeadsIn: (repositories) => listOpenHeadsIn(db, repositories),
    async markForRead(repository, number) {
      await db.pullRequest.updateMany({
        where: { repositoryId: BigInt(repository), number },
        data: { needsRead: true },
      });
    },
    async listOpen(installation) {
      const rows = await db.pullRequest.findMany({
        where: { state: "open", repository: { installationId: BigInt(installation), removedAt: null } },
        include: author,
        orderBy: [{ repositoryId: "asc" }, { number: "asc" }],
      });
      return rows.map(toPullRequest);
    },
    async markMergeObserved(repository, number, observedAt) {
      const data = [{ repositoryId: BigInt(repository), number, observedAt }];
      return (await db.observedMerge.createMany({ data, skipDuplicates: true })).count === 1;
    },
    savePushes: (pushes) => savePushes(db, pushes),
    async pushersOf(repository, shas) {
      const rows = await db.headPush.findMany({
        where: { repositoryId: BigInt(repository), headSha: { in: [...shas] } },
        distinct: ["pusherId"],
        orderBy: { pusherId: "asc" },
      });
      return rows.map((row) => accountId(toNumber(row.pusherId)));
    },
    ...createCommitStore(db),
  };
}

function toPullRequest(row: PullRequestModel & { readonly author: AccountModel | null }): PullRequest {
  return {
    repositoryId: repositoryId(toNumber(row.repositoryId)),
    number: row.number,
    state: State.parse(row.state),
    draft: row.draft,
    headSha: row.headSha,
    headRef: row.headRef,
    baseRef: row.baseRef,
    author: row.author && toAccountName(row.author),
    githubUpdatedAt: row.githubUpdatedAt,
    ...backingOf(row),
  };
}

/** What a look told that began before something was heard of it may lack just that. */
function backingOf({ backing, backingReadAt, backingToldAt }: PullRequestModel): Pick<PullRequest, "backing"> {
  if (backing === null || backingReadAt === null) return {};
  return backingToldAt !== null && backingToldAt >= backingReadAt ? {} : { backing: StoredBacking.parse(backing) };
}
