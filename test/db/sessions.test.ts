import { describe, expect, it } from "vitest";
import { anAccount, aSha, at, useStores } from "../support/stores.ts";

describe("the session store", () => {
  const test = useStores();

  async function signIn(expiresAt = at(60)) {
    const [account] = await test.stores.people.ensure([anAccount()], at(0));
    const id = aSha();
    await test.stores.sessions.create({ id, account: account!.id, createdAt: at(0), expiresAt });
    return { id, account: account! };
  }

  it("finds a session with its account", async () => {
    const { id, account } = await signIn();

    expect(await test.stores.sessions.find(id, at(59))).toEqual({ id, account, createdAt: at(0) });
  });

  it("does not find a session from the instant at which it ends", async () => {
    const { id } = await signIn(at(60));

    expect(await test.stores.sessions.find(id, at(60))).toBeNull();
  });

  it("does not find a session that was revoked, and keeps when it was first", async () => {
    const { id } = await signIn();

    await test.stores.sessions.revoke(id, at(1));
    await test.stores.sessions.revoke(id, at(2));

    expect(await test.stores.sessions.find(id, at(3))).toBeNull();
    expect(await test.db.session.findUnique({ where: { id } })).toMatchObject({ revokedAt: at(1) });
  });

  it("revokes every session of an account and no other", async () => {
    const { id, account } = await signIn();
    const other = await signIn();

    await test.stores.sessions.revokeAllOf(account.id, at(1));

    expect(await test.stores.sessions.find(id, at(2))).toBeNull();
    expect(await test.stores.sessions.find(other.id, at(2))).not.toBeNull();
  });
});
