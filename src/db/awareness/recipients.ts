import { type OrgId, type PersonId, personId } from "../../domain/ids.ts";
import type { AwarenessStore, Recipient, RecipientCounts } from "../../domain/stores/awareness.ts";
import type { Db, Tx } from "../client.ts";
import { Prisma } from "../generated/client.ts";
import { createDeliveredReading } from "./delivered.ts";

type RecipientStore = Pick<
  AwarenessStore,
  | "audience"
  | "recipients"
  | "addRecipients"
  | "reachedBy"
  | "deliveredTo"
  | "deliveredText"
  | "waiting"
  | "claim"
  | "giveUp"
  | "isBeingSent"
  | "mark"
  | "countRecipients"
>;

export function createRecipientStore(db: Db | Tx): RecipientStore {
  return {
    audience: (org, { roles, after, limit }) =>
      listRecipients(db, org, {
        who: Prisma.sql`
          SELECT DISTINCT member.person_id FROM roster_member AS member
          JOIN roster_version AS version ON version.member_id = member.id AND version.recorded_to IS NULL
          WHERE member.org_id = ${BigInt(org)} AND member.ended_at IS NULL
            AND ${roles ? Prisma.sql`lower(version.role) = ANY (${[...roles]}::text[])` : Prisma.sql`TRUE`}
            AND ${after ? Prisma.sql`member.person_id > ${after}::uuid` : Prisma.sql`TRUE`}
          ORDER BY member.person_id LIMIT ${limit}`,
      }),
    recipients: (org, people) =>
      listRecipients(db, org, {
        who: Prisma.sql`SELECT id AS person_id FROM person WHERE id = ANY (${[...people]}::uuid[])`,
      }),
    async addRecipients(activityId, people) {
      const data = people.map((person) => ({ activityId, personId: person, state: "waiting" }));
      await db.awarenessRecipient.createMany({ data, skipDuplicates: true });
    },
    async reachedBy(org, textSha256, people) {
      const rows = await db.awarenessRecipient.findMany({
        where: {
          personId: { in: [...people] },
          state: "delivered",
          activity: { orgId: BigInt(org), textSha256 },
        },
        select: { personId: true },
      });
      return new Set(rows.map((row) => personId(row.personId)));
    },
    ...createDeliveredReading(db),
    async waiting(activityId, { after, limit: take }) {
      const where = { activityId, state: "waiting", ...(after !== undefined && { personId: { gt: after } }) };
      const rows = await db.awarenessRecipient.findMany({ where, orderBy: { personId: "asc" }, take });
      return rows.map((row) => personId(row.personId));
    },
    async claim(activityId, person, at) {
      const where = { activityId, personId: person, state: "waiting" };
      const data = { state: "sending", sendingAt: at };
      return (await db.awarenessRecipient.updateMany({ where, data })).count === 1;
    },
    async giveUp(activityId, before) {
      const where = { activityId, state: "sending", sendingAt: { lt: before } };
      await db.awarenessRecipient.updateMany({ where, data: { state: "unknown" } });
    },
    async isBeingSent(activityId) {
      const where = { activityId, state: "sending" };
      return (await db.awarenessRecipient.findFirst({ where, select: { personId: true } })) !== null;
    },
    async mark(activityId, state, people) {
      await db.awarenessRecipient.updateMany({ where: { activityId, personId: { in: [...people] } }, data: { state } });
    },
    countRecipients: (activity) => countRecipients(db, activity),
  };
}

interface RecipientRow extends Omit<Recipient, "person"> {
  readonly person: string;
}

/** With the name and the address that the roster has of them, else an address that GitHub verified; by person. */
async function listRecipients(
  db: Db | Tx,
  org: OrgId,
  { who }: { readonly who: Prisma.Sql },
): Promise<readonly Recipient[]> {
  const rows = await db.$queryRaw<RecipientRow[]>`
    WITH asked AS (${who})
    SELECT asked.person_id::text AS person, roster.name, coalesce(roster.email, verified.address) AS email,
      ARRAY(SELECT login FROM account WHERE account.person_id = asked.person_id ORDER BY account.id) AS logins
    FROM asked
    LEFT JOIN LATERAL (
      SELECT version.name, version.email FROM roster_member AS member
      JOIN roster_version AS version ON version.member_id = member.id AND version.recorded_to IS NULL
      WHERE member.person_id = asked.person_id AND member.org_id = ${BigInt(org)} AND member.ended_at IS NULL
      ORDER BY version.email NULLS LAST, member.source LIMIT 1
    ) AS roster ON TRUE
    LEFT JOIN LATERAL (
      SELECT address FROM account_email JOIN account ON account.id = account_email.account_id
      WHERE account.person_id = asked.person_id ORDER BY address LIMIT 1
    ) AS verified ON TRUE
    ORDER BY asked.person_id`;
  return rows.map(({ person, ...row }) => ({ ...row, person: personId(person) as PersonId }));
}

async function countRecipients(db: Db | Tx, activity: string): Promise<RecipientCounts> {
  const rows = await db.$queryRaw<RecipientCounts[]>`
    SELECT (count(*) FILTER (WHERE state = 'delivered'))::int AS delivered,
      (count(*) FILTER (WHERE state = 'undeliverable'))::int AS undeliverable,
      (count(*) FILTER (WHERE state = 'unknown'))::int AS unknown,
      (count(*) FILTER (WHERE state = 'delivered' AND EXISTS (
        SELECT FROM roster_member AS member
        WHERE member.person_id = recipient.person_id AND member.org_id = activity.org_id AND member.ended_at IS NULL
      )))::int AS covered
    FROM awareness_recipient AS recipient JOIN awareness_activity AS activity ON activity.id = recipient.activity_id
    WHERE recipient.activity_id = ${activity}::uuid`;
  return rows[0] ?? { delivered: 0, undeliverable: 0, unknown: 0, covered: 0 };
}
