import { z } from "zod";
import { installationId } from "../domain/ids.ts";
import type { DeliveryRecord, DeliveryStore } from "../domain/stores/github-state.ts";
import type { Db, Tx } from "./client.ts";
import type { DeliveryModel } from "./generated/models.ts";
import { toNumber } from "./rows.ts";

const Subjects = z.array(z.object({ queue: z.string(), key: z.string() }));

export function createDeliveryStore(db: Db | Tx): DeliveryStore {
  return {
    insert: (deliveries) => insertDeliveries(db, deliveries),
    async find(ids) {
      const rows = await db.delivery.findMany({ where: { id: { in: [...ids] } } });
      return rows.map(toDelivery);
    },
    async newestAt() {
      const row = await db.delivery.findFirst({ orderBy: { receivedAt: "desc" }, select: { receivedAt: true } });
      return row?.receivedAt ?? null;
    },
  };
}

/**
 * One statement for the whole group, whose text is the same for every size: it is planned once. In the order of
 * the ids, so that two groups with the same deliveries never wait for each other in a circle.
 */
async function insertDeliveries(db: Db | Tx, deliveries: readonly DeliveryRecord[]): Promise<ReadonlySet<string>> {
  const rows = await db.$queryRaw<{ id: string }[]>`
    INSERT INTO delivery (id, event, action, installation_id, subjects, body_sha256, body_bytes, received_at)
    SELECT id, event, action, "installationId", subjects, "bodySha256", "bodyBytes", "receivedAt"
    FROM jsonb_to_recordset(${JSON.stringify(deliveries)}::jsonb) AS told (
      id text, event text, action text, "installationId" bigint, subjects jsonb, "bodySha256" text, "bodyBytes" int,
      "receivedAt" timestamptz)
    ORDER BY id
    ON CONFLICT (id) DO NOTHING
    RETURNING id`;
  return new Set(rows.map(({ id }) => id));
}

function toDelivery(row: DeliveryModel): DeliveryRecord {
  return {
    id: row.id,
    event: row.event,
    action: row.action,
    installationId: row.installationId === null ? null : installationId(toNumber(row.installationId)),
    subjects: Subjects.parse(row.subjects),
    bodySha256: row.bodySha256,
    bodyBytes: row.bodyBytes,
    receivedAt: row.receivedAt,
  };
}
