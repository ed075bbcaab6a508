import type { OrgId } from "../../domain/ids.ts";
import { noticeOf } from "../../domain/stores/policy-documents.ts";
import { type PolicyDocumentSource, textKey } from "../../evidence/policy-sources.ts";
import type { Db, Tx } from "../client.ts";
import { createAcknowledgementStore } from "../training/acknowledgements.ts";

export function createPolicyDocumentSource(db: Db | Tx, org: OrgId): PolicyDocumentSource {
  const orgId = BigInt(org);
  const store = createAcknowledgementStore(db);
  return {
    async versions(numbers) {
      const rows = await db.trainingPolicyVersion.findMany({
        where: { orgId, version: { in: [...numbers] } },
        select: { version: true, markdown: true, approval: { select: { typedName: true } } },
      });
      return new Map(
        rows.map(({ version, markdown, approval }) => [
          version,
          { version, markdown, approverName: approval?.typedName ?? null },
        ]),
      );
    },
    async reviewNames(reviews) {
      const rows = await db.programmeReviewSignature.findMany({ where: { reviewId: { in: [...reviews] } } });
      return new Map(rows.map(({ reviewId, part, typedName }) => [`${reviewId} ${part}`, typedName]));
    },
    async titles(texts) {
      const rows = await db.policyAnnouncement.findMany({
        where: { orgId, OR: texts.map(({ policyId, sha256 }) => ({ policyId, sha256 })) },
        select: { policyId: true, sha256: true, title: true },
      });
      return new Map(rows.map((row) => [textKey(row), row.title]));
    },
    accepted: async (text) => (await store.count(org, text, {})).done,
    async told(text) {
      const where = { orgId, kind: "policy", about: noticeOf(text) };
      const count = (delivered: boolean) => db.notice.count({ where: { ...where, delivered } });
      return { delivered: await count(true), undeliverable: await count(false) };
    },
    async acknowledgements(signed) {
      const rows = await db.policyAcknowledgement.findMany({
        where: { OR: signed.map(({ person, policyId, sha256 }) => ({ personId: person, policyId, sha256 })) },
        select: { id: true, personId: true, policyId: true, sha256: true, typedName: true },
      });
      return new Map(rows.map((row) => [`${row.personId} ${textKey(row)}`, { id: row.id, typedName: row.typedName }]));
    },
  };
}
