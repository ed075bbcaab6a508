import { z } from "zod";
import { type AccountId, decisionId, type InstallationId, repositoryId } from "../../domain/ids.ts";
import type { HeadVerdict, StoredDecision, VerdictStore } from "../../domain/stores/verdicts.ts";
import type { Head } from "../../domain/subject.ts";
import type { Db, Tx } from "../client.ts";
import type { DecisionModel, HeadModel, PullRequestModel, RepositoryModel } from "../generated/models.ts";
import { keyOf, toHead, toNullableJson, toNumber } from "../rows.ts";
import { countUnansweredHeads, listOpenHeadsOf } from "./open-heads.ts";

type OpenPullRequest = Awaited<ReturnType<VerdictStore["openPullRequestsOf"]>>[number];
type OpenRow = Pick<HeadModel, "outcome" | "conclusion" | "decisionId"> &
  Pick<PullRequestModel, "repositoryId" | "number"> &
  Pick<RepositoryModel, "owner" | "name">;

export function createVerdictStore(db: Db | Tx): VerdictStore {
  return {
    async find(head) {
      const row = await db.head.findUnique({ where: { repositoryId_headSha: keyOf(head) } });
      return row && toHeadVerdict(row);
    },
    listOpen: (installation) => listOpenVerdicts(db, installation),
    save: (head, change) => saveVerdict(db, head, change),
    savePeople: (head, accounts) => savePeople(db, head, accounts),
    openHeadsOf: (accounts) => listOpenHeadsOf(db, accounts),
    async saveDecision({ id, outcome, mode, policyDigest, factsSha256, facts, tree, digests, decidedAt, ...head }) {
      const made = { id, ...keyOf(head), outcome, mode, policyDigest, factsSha256, decidedAt };
      const kept = { facts: toNullableJson(facts), tree: toNullableJson(tree) };
      const committed = digests ? { factsSalt: Buffer.from(digests.salt), factsDigests: digests.of } : {};
      const data = { ...made, ...kept, ...committed };
      await db.decision.create({ data, select: { id: true } });
    },
    async findDecision(id) {
      const row = await db.decision.findUnique({ where: { id } });
      return row && toDecision(row);
    },
    openPullRequestsOf: (accounts) => listOpenPullRequestsOf(db, accounts),
    unanswered: (now) => countUnansweredHeads(db, now),
  };
}

async function listOpenVerdicts(db: Db | Tx, installation: InstallationId): Promise<readonly HeadVerdict[]> {
  const open = { state: "open", repository: { installationId: BigInt(installation), removedAt: null } };
  const pulls = await db.pullRequest.findMany({ where: open, select: { repositoryId: true, headSha: true } });
  const isOpen = new Set(pulls.map((pull) => `${pull.repositoryId}:${pull.headSha}`));
  const rows = await db.head.findMany({ where: { headSha: { in: pulls.map(({ headSha }) => headSha) } } });
  return rows.filter((row) => isOpen.has(`${row.repositoryId}:${row.headSha}`)).map(toHeadVerdict);
}

async function saveVerdict(db: Db | Tx, head: Head, change: Parameters<VerdictStore["save"]>[1]): Promise<void> {
  const { checkRunId, ...told } = change;
  const columns =
    checkRunId === undefined ? told : { ...told, checkRunId: checkRunId === null ? null : BigInt(checkRunId) };
  const key = keyOf(head);
  await db.head.upsert({ where: { repositoryId_headSha: key }, create: { ...key, ...columns }, update: columns });
}

/** Who is no longer on the head is taken off it: the set is what the last look found. */
async function savePeople(db: Db | Tx, head: Head, accounts: readonly AccountId[]): Promise<void> {
  const { repositoryId, headSha } = keyOf(head);
  const ids = accounts.map(BigInt);
  await db.$executeRaw`
    WITH gone AS (
      DELETE FROM head_person
      WHERE repository_id = ${repositoryId} AND head_sha = ${headSha} AND account_id <> ALL (${ids}::bigint[])
    )
    INSERT INTO head_person (repository_id, head_sha, account_id)
    SELECT ${repositoryId}, ${headSha}, account_id FROM unnest(${ids}::bigint[]) AS told (account_id)
    ON CONFLICT DO NOTHING`;
}

async function listOpenPullRequestsOf(
  db: Db | Tx,
  accounts: readonly AccountId[],
): Promise<readonly OpenPullRequest[]> {
  const ids = accounts.map(BigInt);
  const rows = await db.$queryRaw<OpenRow[]>`
    SELECT pull.repository_id AS "repositoryId", repository.owner, repository.name, pull.number,
      head.outcome, head.conclusion, head.decision_id AS "decisionId"
    FROM pull_request AS pull
    JOIN repository ON repository.id = pull.repository_id AND repository.removed_at IS NULL
    LEFT JOIN head ON head.repository_id = pull.repository_id AND head.head_sha = pull.head_sha
    WHERE pull.state = 'open' AND (pull.author_id = ANY (${ids}::bigint[]) OR EXISTS (
      SELECT FROM head_person AS person
      WHERE person.repository_id = pull.repository_id AND person.head_sha = pull.head_sha
        AND person.account_id = ANY (${ids}::bigint[])))
    ORDER BY pull.github_updated_at DESC, pull.repository_id, pull.number`;
  return rows.map(toOpenPullRequest);
}

function toHeadVerdict(row: HeadModel): HeadVerdict {
  return {
    ...toHead(row),
    decisionId: row.decisionId === null ? null : decisionId(row.decisionId),
    outcome: row.outcome,
    verdictSha256: row.verdictSha256,
    evaluatedAt: row.evaluatedAt,
    changesAt: row.changesAt,
    checkRunId: row.checkRunId === null ? null : toNumber(row.checkRunId),
    conclusion: row.conclusion,
    shownSha256: row.shownSha256,
    rerunAt: row.rerunAt,
    creatingAt: row.creatingAt,
  };
}

const Digests = z.record(z.string(), z.string());

export function toDecision(row: DecisionModel): StoredDecision {
  const { factsSalt: salt, factsDigests } = row;
  return {
    ...toHead(row),
    id: decisionId(row.id),
    outcome: row.outcome,
    mode: row.mode,
    policyDigest: row.policyDigest,
    factsSha256: row.factsSha256,
    facts: row.facts,
    tree: row.tree,
    ...(salt && factsDigests !== null && { digests: { salt, of: Digests.parse(factsDigests) } }),
    decidedAt: row.decidedAt,
  };
}

function toOpenPullRequest(row: OpenRow): OpenPullRequest {
  return {
    repositoryId: repositoryId(toNumber(row.repositoryId)),
    owner: row.owner,
    name: row.name,
    number: row.number,
    outcome: row.outcome,
    conclusion: row.conclusion,
    decisionId: row.decisionId === null ? null : decisionId(row.decisionId),
  };
}
