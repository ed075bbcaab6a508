import { z } from "zod";
import { type OrgId, orgId, type PersonId, personId } from "../../domain/ids.ts";
import {
  type NewNotice,
  type Notice,
  type NoticeStore,
  type Outcome,
  PERSON_NOTICES,
} from "../../domain/stores/notices.ts";
import type { Db, Tx } from "../client.ts";
import type { NoticeModel } from "../generated/models.ts";
import { toNumber } from "../rows.ts";
import { accessOf, addressesOf, findTeam, managersOf } from "./notice-recipients.ts";

const Kind = z.enum([...PERSON_NOTICES, "digest", "unreached", "manager"]);
const Channel = z.enum(["repository", "mail"]).nullable();
/** Why something reached nobody; a row outlives the code that wrote it, so it is checked on the way out. */
export const Why = z
  .enum([
    "no-channel",
    "not-granted",
    "no-repository",
    "no-issues",
    "gated",
    "no-account",
    "cannot-read",
    "no-address",
    "address-refused",
    "mail-server",
  ])
  .nullable();

const NEWEST_FIRST = [{ plannedAt: "desc" }, { id: "asc" }] as const;

export function createNoticeStore(db: Db | Tx): NoticeStore {
  return {
    async ofPerson(org, person) {
      const rows = await db.notice.findMany({
        where: { orgId: BigInt(org), personId: person },
        orderBy: [...NEWEST_FIRST],
      });
      return rows.map(toNotice);
    },
    async newest(org, kind, take) {
      const rows = await db.notice.findMany({
        where: { orgId: BigInt(org), kind },
        orderBy: [...NEWEST_FIRST],
        take,
      });
      return rows.map(toNotice);
    },
    plan: (notices) => plan(db, notices),
    async complete(ids, sentAt, { delivered, ...outcome }: Outcome) {
      const data = { ...outcome, sentAt, delivered, settled: delivered };
      await db.notice.updateMany({ where: { id: { in: [...ids] } }, data });
    },
    async settle(ids) {
      await db.notice.updateMany({ where: { id: { in: [...ids] } }, data: { settled: true } });
    },
    async unreached(org, kinds, take) {
      const rows = await db.notice.findMany({
        where: {
          orgId: BigInt(org),
          delivered: false,
          settled: false,
          personId: { not: null },
          kind: { in: [...kinds] },
        },
        orderBy: [{ plannedAt: "asc" }, { id: "asc" }],
        take,
      });
      return rows.map(toNotice).flatMap(({ person, ...notice }) => (person === null ? [] : [{ ...notice, person }]));
    },
    async peopleWaiting(org, after, take) {
      const rows = await db.notice.findMany({
        where: { orgId: BigInt(org), settled: false, personId: { not: null, ...(after !== null && { gt: after }) } },
        distinct: ["personId"],
        orderBy: { personId: "asc" },
        select: { personId: true },
        take,
      });
      return rows.flatMap((row) => (row.personId === null ? [] : [personId(row.personId)]));
    },
    async findThread(org, repository, person) {
      const row = await db.noticeThread.findFirst({ where: threadKey(org, repository, person) });
      return row?.number ?? null;
    },
    async saveThread(org, repository, person, number) {
      const where = threadKey(org, repository, person);
      const { count } = await db.noticeThread.updateMany({ where, data: { number } });
      if (count === 0) await db.noticeThread.createMany({ data: [{ ...where, number }], skipDuplicates: true });
    },
    addressesOf: (org, people) => addressesOf(db, org, people),
    managersOf: (org, people) => managersOf(db, org, people),
    accessOf: (org, accounts) => accessOf(db, org, accounts),
    findTeam: (org, slug) => findTeam(db, org, slug),
  };
}

function threadKey(org: OrgId, repository: number, person: PersonId | null) {
  return { orgId: BigInt(org), repositoryId: BigInt(repository), personId: person };
}

async function plan(db: Db | Tx, notices: readonly NewNotice[]): Promise<readonly Notice[]> {
  const data = notices.map(({ orgId: org, person, ...notice }) => ({
    ...notice,
    orgId: BigInt(org),
    personId: person,
  }));
  await db.notice.createMany({ data, skipDuplicates: true });
  const keys = data.map(({ orgId: org, personId: whose, kind, about }) => ({
    orgId: org,
    personId: whose,
    kind,
    about,
  }));
  const rows = await db.notice.findMany({ where: { OR: keys }, orderBy: [...NEWEST_FIRST] });
  return rows.map(toNotice);
}

function toNotice(row: NoticeModel): Notice {
  const { id, about, plannedAt, sentAt, delivered, ref, settled } = row;
  return {
    id,
    about,
    plannedAt,
    sentAt,
    orgId: orgId(toNumber(row.orgId)),
    person: row.personId === null ? null : personId(row.personId),
    kind: Kind.parse(row.kind),
    outcome:
      delivered === null ? null : { delivered, ref, channel: Channel.parse(row.channel), why: Why.parse(row.why) },
    isSettled: settled,
  };
}
