import { z } from "zod";
import type { OrgId } from "../../domain/ids.ts";
import type { GithubLogFile, GithubLogStore, GithubLogSummary } from "../../domain/stores/github-log.ts";
import type { Db, Tx } from "../client.ts";
import { toJson, toNumber } from "../rows.ts";
import { compareLog } from "./github-log-compare.ts";

const Count = z.int();
const Summary: z.ZodType<GithubLogSummary> = z.object({
  events: Count,
  known: Count,
  counts: z.array(z.object({ action: z.string(), both: Count, github: Count, here: Count })),
  others: z.record(z.string(), Count),
  filled: Count,
});

export function createGithubLogStore(db: Db | Tx): GithubLogStore {
  const ofFile = ({ orgId, fileSha256 }: Omit<GithubLogFile, "id">) => ({
    orgId_fileSha256: { orgId: BigInt(orgId), fileSha256 },
  });
  return {
    async findSummary(org, fileSha256) {
      const row = await db.githubLog.findUnique({ where: ofFile({ orgId: org, fileSha256 }) });
      if (!row?.reconciledAt || !row.coversFrom || !row.coversTo) return null;
      return { from: row.coversFrom, to: row.coversTo, summary: Summary.parse(row.summary) };
    },
    async begin({ id, orgId, fileSha256 }) {
      await db.githubLog.deleteMany({ where: { orgId: BigInt(orgId), fileSha256, reconciledAt: null } });
      await db.githubLog.create({ data: { id, orgId: BigInt(orgId), fileSha256 } });
    },
    async addPending({ id, orgId }, events) {
      const data = events.map(({ person, actor, repositoryId, teamId, ...event }) => ({
        ...event,
        orgId: BigInt(orgId),
        logId: id,
        side: "pending",
        personId: person,
        actorId: actor,
        repositoryId: repositoryId === null ? null : BigInt(repositoryId),
        teamId: teamId === null ? null : BigInt(teamId),
      }));
      return (await db.githubLogEvent.createMany({ data, skipDuplicates: true })).count;
    },
    compare: (file, covered) => compareLog(db, file, covered),
    async finish({ id }, { from, to }, summary, at) {
      const data = { coversFrom: from, coversTo: to, reconciledAt: at, summary: toJson(summary) };
      await db.githubLog.update({ where: { id }, data });
    },
    async drop({ id }) {
      await db.githubLog.deleteMany({ where: { id } });
    },
    teams: (org) => listTeams(db, org),
  };
}

async function listTeams(db: Db | Tx, org: OrgId): Promise<ReadonlyMap<string, number>> {
  const rows = await db.$queryRaw<{ slug: string; id: bigint }[]>`
    SELECT DISTINCT ON (team_id) role AS slug, team_id AS id FROM access_observation
    WHERE org_id = ${BigInt(org)} AND kind = 'team' AND role IS NOT NULL
    ORDER BY team_id, observed_at DESC, id DESC`;
  return new Map(rows.map(({ slug, id }) => [slug, toNumber(id)]));
}
