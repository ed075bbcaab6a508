import { z } from "zod";
import { accountId, repositoryId } from "../domain/ids.ts";
import type { PullRequest } from "../domain/pull-request.ts";
import type { PullRequestStore } from "../domain/stores/github-state.ts";
import type { Db, Tx } from "./client.ts";
import { createCommitStore } from "./commits.ts";
import type { AccountModel, PullRequestModel } from "./generated/models.ts";
import { listOpenHeads, listOpenHeadsIn } from "./open-heads.ts";
import { toAccountName } from "./people.ts";
import { keyOf, toNumber } from "./rows.ts";
import { observePulls, savePushes } from "./told-pulls.ts";

const State = z.enum(["open", "closed", "merged"]);

const author = { author: true } as const;

export function createPullRequestStore(db: Db | Tx): PullRequestStore {
  return {
    observe: (pull, { read }) => observePulls(db, [pull], read),
    observeAll: (pulls, { read }) => observePulls(db, pulls, read),
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
  };
}
