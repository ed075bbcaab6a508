import { z } from "zod";
import { AWARENESS_KINDS, AWARENESS_METHODS } from "../../domain/awareness.ts";
import { type OrgId, orgId, type PersonId, personId } from "../../domain/ids.ts";
import type {
  ActivityQuery,
  AwarenessActivity,
  AwarenessImport,
  AwarenessStore,
} from "../../domain/stores/awareness.ts";
import type { Db, Tx } from "../client.ts";
import type { AwarenessActivityModel, AwarenessImportModel } from "../generated/models.ts";
import { toJson, toNullableJson, toNumber } from "../rows.ts";
import { createRecipientStore } from "./recipients.ts";
import { createResultStore } from "./results.ts";

const Kind = z.enum(AWARENESS_KINDS);
const Method = z.enum(AWARENESS_METHODS);
const ImportKind = z.enum(["phishing", "incidents", "drills"]);
/** A row outlives the code that wrote it, so it is checked on the way out. */
const StoredOutcomes = z.strictObject({
  delivered: z.int(),
  reported: z.int(),
  clicked: z.int(),
  submitted: z.int(),
  medianMinutes: z.number().nullable(),
});
const StoredAnswers = z.array(z.strictObject({ question: z.string(), chosen: z.int(), right: z.boolean() }));

export function createAwarenessStore(db: Db | Tx): AwarenessStore {
  return {
    ...createRecipientStore(db),
    ...createResultStore(db),
    async hold(org) {
      await db.$queryRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`awareness:${org}`}, 0))::text`;
    },
    async byKeys(org, keySha256s) {
      const where = { orgId: BigInt(org), keySha256: { in: [...keySha256s] } };
      return (await db.awarenessActivity.findMany({ where })).map(toActivity);
    },
    async find(org, id) {
      const row = await db.awarenessActivity.findUnique({ where: { id } });
      return row && row.orgId === BigInt(org) ? toActivity(row) : null;
    },
    async add({ orgId: org, outcomes, salt, ...activity }) {
      const data = { ...activity, orgId: BigInt(org), outcomes: toNullableJson(outcomes), salt: Buffer.from(salt) };
      await db.awarenessActivity.create({ data, select: { id: true } });
    },
    async settle(id, { outcomes, ...counts }) {
      const data = { ...counts, outcomes: toNullableJson(outcomes) };
      await db.awarenessActivity.update({ where: { id }, data, select: { id: true } });
    },
    list: (query) => listActivities(db, query),
    async open() {
      const orderBy = [{ recordedAt: "asc" as const }, { id: "asc" as const }];
      return (await db.awarenessActivity.findMany({ where: { closedAt: null }, orderBy })).map(toActivity);
    },
    async sentAs(org, slug) {
      const orderBy = [{ happenedAt: "desc" as const }, { id: "desc" as const }];
      return (await db.awarenessActivity.findMany({ where: { orgId: BigInt(org), slug }, orderBy })).map(toActivity);
    },
    async addImport({ orgId: org, ...done }) {
      await db.awarenessImport.create({ data: { ...done, orgId: BigInt(org) }, select: { id: true } });
    },
    async imports(org, take) {
      const orderBy = [{ importedAt: "desc" as const }, { id: "asc" as const }];
      const rows = await db.awarenessImport.findMany({ where: { orgId: BigInt(org) }, orderBy, take });
      return rows.map(toImport);
    },
    async answer({ person, answers, ...answer }) {
      const data = [{ ...answer, personId: person, answers: toJson(answers) }];
      const { count } = await db.microQuizAnswer.createMany({ data, skipDuplicates: true });
      return count === 1;
    },
    async answerOf(person, quizSha256) {
      const row = await db.microQuizAnswer.findUnique({
        where: { personId_quizSha256: { personId: person, quizSha256 } },
      });
      if (!row) return null;
      const { personId: _, answers, ...answer } = row;
      return { ...answer, person, answers: StoredAnswers.parse(answers) };
    },
    rosterPeople: (org) => countRoster(db, org),
    peopleByMail: (org, addresses) => findByMail(db, org, addresses),
  };
}

async function listActivities(
  db: Db | Tx,
  { org, kind, search, before, limit }: ActivityQuery,
): Promise<readonly AwarenessActivity[]> {
  const rows = await db.awarenessActivity.findMany({
    where: {
      orgId: BigInt(org),
      closedAt: { not: null },
      ...(kind !== undefined && { kind }),
      ...(search !== undefined && search !== "" && { title: { contains: search, mode: "insensitive" } }),
      ...(before && {
        OR: [{ happenedAt: { lt: before.happenedAt } }, { happenedAt: before.happenedAt, id: { lt: before.id } }],
      }),
    },
    orderBy: [{ happenedAt: "desc" }, { id: "desc" }],
    take: limit,
  });
  return rows.map(toActivity);
}

async function countRoster(db: Db | Tx, org: OrgId): Promise<number> {
  const rows = await db.$queryRaw<{ count: number }[]>`
    SELECT count(DISTINCT person_id)::int AS count FROM roster_member
    WHERE org_id = ${BigInt(org)} AND ended_at IS NULL`;
  return rows[0]?.count ?? 0;
}

/** Whoever has left is found too: a simulation of last month was sent to them. */
async function findByMail(
  db: Db | Tx,
  org: OrgId,
  addresses: readonly string[],
): Promise<ReadonlyMap<string, PersonId>> {
  const rows = await db.$queryRaw<{ email: string; person: string }[]>`
    SELECT version.email, min(member.person_id::text) AS person
    FROM roster_version AS version JOIN roster_member AS member ON member.id = version.member_id
    WHERE member.org_id = ${BigInt(org)} AND version.email = ANY (${[...addresses]}::text[])
    GROUP BY version.email HAVING count(DISTINCT member.person_id) = 1`;
  return new Map(rows.map(({ email, person }) => [email, personId(person)]));
}

export function toActivity(row: AwarenessActivityModel): AwarenessActivity {
  return {
    ...row,
    orgId: orgId(toNumber(row.orgId)),
    kind: Kind.parse(row.kind),
    method: Method.parse(row.method),
    outcomes: row.outcomes === null ? null : StoredOutcomes.parse(row.outcomes),
    recordedBy: personId(row.recordedBy),
  };
}

function toImport(row: AwarenessImportModel): AwarenessImport {
  return {
    ...row,
    orgId: orgId(toNumber(row.orgId)),
    kind: ImportKind.parse(row.kind),
    importedBy: personId(row.importedBy),
  };
}
