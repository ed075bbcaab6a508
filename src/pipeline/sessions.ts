import { createHash } from "node:crypto";
import type { Clock } from "../domain/clock.ts";
import { GateError } from "../domain/errors.ts";
import { type AccountId, accountId } from "../domain/ids.ts";
import type { OutsideStores, Transact, TxStores } from "../domain/stores/index.ts";
import { fileOpenHeads } from "./learning/attest.ts";
import type { Sessions } from "./learning/port.ts";
import { fileRoster } from "./roster/keep-roster.ts";

export interface SessionDeps {
  readonly stores: OutsideStores;
  readonly transact: Transact;
  readonly clock: Clock;
  /** 32 random bytes, base64url. */
  readonly newToken: () => string;
}

/** Training is done by people: an account of another kind gets no session. */
export class NotAPersonError extends GateError {
  override readonly name = "NotAPersonError";
  override readonly remedy = "operator";

  constructor(detail: GateError["detail"]) {
    super("The account that signed in is not a person's", detail);
  }
}

const LIFETIME_MS = 30 * 86_400_000;

/** Who is signed in. Only the token's SHA-256 is stored, so that a copy of the table signs nobody in. */
export function createSessions(deps: SessionDeps): Sessions {
  const { stores, transact, clock, newToken } = deps;
  return {
    async open({ id, login, type }, emails) {
      if (type !== "User") throw new NotAPersonError({ account: id, type });
      const token = newToken();
      const createdAt = clock();
      const expiresAt = new Date(createdAt.getTime() + LIFETIME_MS);
      await transact(async (tx) => {
        const [account] = await tx.people.ensure([{ id: accountId(id), login, type }], createdAt);
        if (!account?.person) throw new NotAPersonError({ account: id, type });
        const isNews = await keepEmails(tx, account.id, emails, createdAt);
        await tx.sessions.create({ id: digest(token), account: account.id, createdAt, expiresAt });
        // Commits under a new address are theirs from now on. Heads of others, where they are not known to be on, are
        // left to the next look.
        if (isNews) {
          await fileOpenHeads(tx, account.person);
          // Somebody of the roster may have been waiting for just this address.
          await fileRoster(tx, await tx.installations.listActive(), false);
        }
      });
      return token;
    },

    async find(token) {
      const session = await stores.sessions.find(digest(token), clock());
      if (!session?.account.person) return null;
      const { id, account } = session;
      return { account: { ...account, person: session.account.person }, sessionId: id };
    },

    async close(token) {
      await stores.sessions.revoke(digest(token), clock());
    },
  };
}

/** True if any of them was not known as this account's. */
async function keepEmails(stores: TxStores, account: AccountId, emails: readonly string[], at: Date): Promise<boolean> {
  const known = await stores.people.findByEmail(emails);
  await stores.people.saveEmails(account, emails, at);
  return emails.some((address) => known.get(address.toLowerCase())?.id !== account);
}

function digest(token: string): string {
  return createHash("sha256").update(token, "utf8").digest("hex");
}
