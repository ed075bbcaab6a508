import type { SessionStore } from "../domain/stores/people.ts";
import type { Db, Tx } from "./client.ts";
import type { AccountModel, SessionModel } from "./generated/models.ts";
import { toAccount } from "./roster/people.ts";

type Session = NonNullable<Awaited<ReturnType<SessionStore["find"]>>>;

export function createSessionStore(db: Db | Tx): SessionStore {
  return {
    async create({ account, ...session }) {
      await db.session.create({ data: { ...session, accountId: BigInt(account) }, select: { id: true } });
    },
    async find(id, now) {
      const row = await db.session.findUnique({
        where: { id, revokedAt: null, expiresAt: { gt: now } },
        include: { account: true },
      });
      return row && toSession(row);
    },
    async revoke(id, at) {
      await db.session.updateMany({ where: { id, revokedAt: null }, data: { revokedAt: at } });
    },
    async revokeAllOf(account, at) {
      await db.session.updateMany({
        where: { accountId: BigInt(account), revokedAt: null },
        data: { revokedAt: at },
      });
    },
    async deleteEnded(now) {
      const isOver = [{ expiresAt: { lte: now } }, { revokedAt: { not: null } }];
      return (await db.session.deleteMany({ where: { OR: isOver } })).count;
    },
  };
}

function toSession(row: SessionModel & { readonly account: AccountModel }): Session {
  return { id: row.id, account: toAccount(row.account), createdAt: row.createdAt };
}
