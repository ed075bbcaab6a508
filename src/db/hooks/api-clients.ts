import { orgId, personId } from "../../domain/ids.ts";
import type { ApiClient, ApiClientStore } from "../../domain/stores/api-clients.ts";
import type { Db, Tx } from "../client.ts";
import type { ApiClientModel } from "../generated/models.ts";
import { toNumber } from "../rows.ts";

const NO_PERSON = "00000000-0000-0000-0000-000000000000";

export function createApiClientStore(db: Db | Tx): ApiClientStore {
  return {
    async add({ orgId: org, ...client }) {
      await db.apiClient.create({ data: { ...client, orgId: BigInt(org) }, select: { id: true } });
    },
    async findByToken(tokenSha256) {
      const row = await db.apiClient.findUnique({ where: { tokenSha256, revokedAt: null } });
      return row && toClient(row);
    },
    async find(id) {
      const row = await db.apiClient.findUnique({ where: { id } });
      return row && toClient(row);
    },
    async list(org) {
      const rows = await db.apiClient.findMany({
        where: { orgId: BigInt(org) },
        orderBy: [{ name: "asc" }, { id: "asc" }],
      });
      const clientId = { in: rows.map(({ id }) => id) };
      const counts = await db.apiRead.groupBy({
        by: ["clientId"],
        where: { clientId },
        _count: true,
        _max: { readAt: true },
      });
      const seen = new Map(counts.map((one) => [one.clientId, { reads: one._count, lastReadAt: one._max.readAt }]));
      return rows.map((row) => ({ ...toClient(row), ...(seen.get(row.id) ?? { reads: 0, lastReadAt: null }) }));
    },
    async revoke(id, revokedBy, revokedAt) {
      const { count } = await db.apiClient.updateMany({
        where: { id, revokedAt: null },
        data: { revokedBy, revokedAt },
      });
      return count === 1;
    },
    async recordRead({ client: clientId, person, answered, at: readAt }) {
      await db.apiRead.create({ data: { clientId, personId: person, answered, readAt }, select: { id: true } });
    },
    async listPeople(org, { after, limit }) {
      const rows = await db.$queryRaw<{ id: string }[]>`
        SELECT person.id FROM person
        WHERE person.id > ${after ?? NO_PERSON}::uuid AND person.ended_at IS NULL AND (
          EXISTS (SELECT 1 FROM completion WHERE completion.person_id = person.id)
          OR EXISTS (SELECT 1 FROM waiver WHERE waiver.person_id = person.id AND waiver.org_id = ${BigInt(org)})
          OR EXISTS (
            SELECT 1 FROM account JOIN access_observation AS seen ON seen.account_id = account.id
            WHERE account.person_id = person.id AND seen.org_id = ${BigInt(org)}))
        ORDER BY person.id LIMIT ${limit}`;
      return rows.map(({ id }) => personId(id));
    },
    async leftAmong(people) {
      const where = { id: { in: [...people] }, endedAt: { not: null } };
      const rows = await db.person.findMany({ where, select: { id: true } });
      return rows.map(({ id }) => personId(id));
    },
  };
}

function toClient({ orgId: org, createdBy, ...row }: ApiClientModel): ApiClient {
  const { id, name, createdAt, revokedAt } = row;
  return { id, name, createdAt, revokedAt, orgId: orgId(toNumber(org)), createdBy: personId(createdBy) };
}
