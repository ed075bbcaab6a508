import { z } from "zod";
import { AWARENESS_KINDS } from "../../domain/awareness.ts";
import type { PersonId } from "../../domain/ids.ts";
import type { AwarenessStore, DeliveredText } from "../../domain/stores/awareness.ts";
import type { Db, Tx } from "../client.ts";

const Kind = z.enum(AWARENESS_KINDS);

/** What people were sent, as they themselves look at it. */
export function createDeliveredReading(db: Db | Tx): Pick<AwarenessStore, "deliveredTo" | "deliveredText"> {
  return {
    async deliveredTo(person, limit) {
      const rows = await db.$queryRaw<StoredText[]>`
        SELECT * FROM (
          SELECT DISTINCT ON (activity.slug) activity.slug, activity.kind, activity.title, activity.happened_at AS "happenedAt"
          FROM awareness_recipient AS recipient JOIN awareness_activity AS activity ON activity.id = recipient.activity_id
          WHERE recipient.person_id = ${person}::uuid AND recipient.state = 'delivered' AND activity.slug IS NOT NULL
          ORDER BY activity.slug, activity.happened_at DESC
        ) AS newest
        ORDER BY "happenedAt" DESC, slug DESC LIMIT ${limit}`;
      return rows.map(toDelivered);
    },
    async deliveredText(person, slug) {
      const row = await db.awarenessActivity.findFirst({
        where: { ...sentTo(person), slug, text: { not: null } },
        orderBy: [{ happenedAt: "desc" }, { id: "desc" }],
        select: { kind: true, title: true, happenedAt: true, text: true },
      });
      return row && row.text !== null ? { ...toDelivered({ ...row, slug }), text: row.text } : null;
    },
  };
}

type StoredText = Omit<DeliveredText, "kind"> & { readonly kind: string };

const sentTo = (personId: PersonId) => ({ recipients: { some: { personId, state: "delivered" } } });

function toDelivered({ slug, title, kind, happenedAt }: StoredText): DeliveredText {
  return { slug, title, kind: Kind.parse(kind), happenedAt };
}
