import { type OrgId, orgId, type RepositoryId, repositoryId as toRepositoryId } from "../../domain/ids.ts";
import type { BranchTip, LandingMark, LandingRecord, LandingStore } from "../../domain/stores/landings.ts";
import type { Db, Tx } from "../client.ts";
import type { LandingMarkModel } from "../generated/models.ts";
import { toNumber } from "../rows.ts";

export function createLandingStore(db: Db | Tx): LandingStore {
  return {
    async add({ record, before, after, orgId: org, repositoryId, ...landing }) {
      const told = {
        orgId: BigInt(org),
        repositoryId: BigInt(repositoryId),
        activityId: record === null ? null : BigInt(record.activityId),
        activityKind: record?.kind ?? null,
        beforeSha: before,
        afterSha: after,
      };
      return (await db.landing.createMany({ data: [{ ...landing, ...told }], skipDuplicates: true })).count === 1;
    },
    async isExplained(repository, after) {
      const where = { repositoryId: BigInt(repository), afterSha: after };
      return (await db.landing.findFirst({ where, select: { id: true } })) !== null;
    },
    async knownAmong(repository, activityIds) {
      const rows = await db.landing.findMany({
        where: { repositoryId: BigInt(repository), activityId: { in: activityIds.map(BigInt) } },
        select: { activityId: true },
      });
      return new Set(rows.flatMap(({ activityId }) => (activityId === null ? [] : toNumber(activityId))));
    },
    link: (repository, record, number) => link(db, repository, record, number),
    async mark(repository) {
      const row = await db.landingMark.findUnique({ where: { repositoryId: BigInt(repository) } });
      return row && toMark(row);
    },
    async saveMark({ repositoryId, orgId: org, activityId, ...mark }) {
      const told = { ...mark, orgId: BigInt(org), activityId: activityId === null ? null : BigInt(activityId) };
      const where = { repositoryId: BigInt(repositoryId) };
      await db.landingMark.upsert({ where, create: { ...where, ...told }, update: told });
    },
    noteTips: (org, tips, at) => noteTips(db, org, tips, at),
  };
}

/** Of several pull requests that left one commit the record goes to the first. */
async function link(
  db: Db | Tx,
  repository: RepositoryId,
  { activityId, kind, before, after }: LandingRecord,
  number: number | null,
): Promise<boolean> {
  const linked = await db.$executeRaw`
    UPDATE landing SET activity_id = ${BigInt(activityId)}, activity_kind = ${kind}, before_sha = ${before}, after_sha = ${after}
    WHERE id = (
      SELECT id FROM landing
      WHERE repository_id = ${BigInt(repository)} AND activity_id IS NULL AND (after_sha = ${after} OR number = ${number}::integer)
      ORDER BY number LIMIT 1 FOR UPDATE)`;
  return linked === 1;
}

async function noteTips(
  db: Db | Tx,
  org: OrgId,
  tips: readonly BranchTip[],
  at: Date,
): Promise<readonly RepositoryId[]> {
  const told = JSON.stringify(tips);
  await db.$executeRaw`
    INSERT INTO landing_mark (repository_id, org_id, branch, head_sha, since, looked_at)
    SELECT "repositoryId", ${BigInt(org)}, branch, "headSha", ${at}::timestamptz, ${at}::timestamptz
    FROM jsonb_to_recordset(${told}::jsonb) AS told ("repositoryId" bigint, branch text, "headSha" text)
    ORDER BY 1
    ON CONFLICT (repository_id) DO NOTHING`;
  const moved = await db.$queryRaw<{ id: bigint }[]>`
    SELECT mark.repository_id AS id
    FROM jsonb_to_recordset(${told}::jsonb) AS told ("repositoryId" bigint, branch text, "headSha" text)
    JOIN landing_mark AS mark ON mark.repository_id = told."repositoryId"
    WHERE (mark.branch, mark.head_sha) <> (told.branch, told."headSha")
    ORDER BY 1`;
  return moved.map(({ id }) => toRepositoryId(toNumber(id)));
}

function toMark({ repositoryId, orgId: org, activityId, ...mark }: LandingMarkModel): LandingMark {
  return {
    ...mark,
    repositoryId: toRepositoryId(toNumber(repositoryId)),
    orgId: orgId(toNumber(org)),
    activityId: activityId === null ? null : toNumber(activityId),
  };
}
