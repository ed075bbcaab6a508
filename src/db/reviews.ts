import { type OrgId, orgId, personId } from "../domain/ids.ts";
import type { TypedSignature } from "../domain/stores/policy-documents.ts";
import type { Review, ReviewStore } from "../domain/stores/reviews.ts";
import type { Db, Tx } from "./client.ts";
import type { ProgrammeReviewModel } from "./generated/models.ts";
import { toJson, toNumber } from "./rows.ts";

export function createReviewStore(db: Db | Tx): ReviewStore {
  const newest = (org: OrgId) => ({ where: { orgId: BigInt(org) }, orderBy: { number: "desc" as const } });
  return {
    async hold(org) {
      await db.$queryRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`review:${org}`}, 0))::text`;
    },
    async latest(org) {
      const row = await db.programmeReview.findFirst(newest(org));
      return row && toReview(row);
    },
    async find(org, id) {
      const row = await db.programmeReview.findFirst({ where: { id, orgId: BigInt(org) } });
      return row && toReview(row);
    },
    async list(org) {
      return (await db.programmeReview.findMany(newest(org))).map(toReview);
    },
    async open({ orgId: org, document, salt, ...review }) {
      const data = { ...review, orgId: BigInt(org), document: toJson(document), salt: Buffer.from(salt) };
      await db.programmeReview.create({ data, select: { id: true } });
    },
    async settle(id, { item, ...said }) {
      await db.programmeReviewItem.upsert({
        where: { reviewId_item: { reviewId: id, item } },
        create: { reviewId: id, item, ...said },
        update: said,
        select: { item: true },
      });
    },
    async settledOf(id) {
      const rows = await db.programmeReviewItem.findMany({ where: { reviewId: id }, orderBy: { item: "asc" } });
      return rows.map(({ reviewId: _, ...row }) => ({ ...row, settledBy: personId(row.settledBy) }));
    },
    async sign(id, signedSha256, signature, at) {
      const { count } = await db.programmeReview.updateMany({
        where: { id, signedAt: null },
        data: { signedBy: signature.person, signedAt: at, signedSha256 },
      });
      if (count === 1) await keep(db, id, "signed", signature);
      return count === 1;
    },
    async approve(id, signature, at) {
      const { count } = await db.programmeReview.updateMany({
        where: { id, approvedAt: null, signedAt: { not: null }, signedBy: { not: signature.person } },
        data: { approvedBy: signature.person, approvedAt: at },
      });
      if (count === 1) await keep(db, id, "approved", signature);
      return count === 1;
    },
  };
}

async function keep(db: Db | Tx, id: string, part: string, { person, typedName, sessionId }: TypedSignature) {
  const data = { reviewId: id, part, personId: person, typedName, sessionId };
  await db.programmeReviewSignature.create({ data, select: { part: true } });
}

function toReview(row: ProgrammeReviewModel): Review {
  return {
    ...row,
    orgId: orgId(toNumber(row.orgId)),
    signedBy: row.signedBy === null ? null : personId(row.signedBy),
    approvedBy: row.approvedBy === null ? null : personId(row.approvedBy),
  };
}
