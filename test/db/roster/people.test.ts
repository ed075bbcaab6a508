import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { inTransaction } from "../../../src/db/client.ts";
import { createStores } from "../../../src/db/stores.ts";
import { canonicalJson } from "../../../src/domain/canonical-json.ts";
import { accountId, type PersonId } from "../../../src/domain/ids.ts";
import type { Account } from "../../../src/domain/stores/people.ts";
import { aNumber, anAccount, at, countBlocked, useStores } from "../../support/stores.ts";

describe("the people store", () => {
  const test = useStores();

  describe("ensure", () => {
    it("makes accounts known and gives a person to users only", async () => {
      const user = anAccount();
      const bot = anAccount({ type: "Bot" });

      const accounts = await test.stores.people.ensure([user, bot], at(0));

      expect(accounts).toEqual([
        { ...user, person: expect.stringMatching(/^[0-9a-f-]{36}$/) },
        { ...bot, person: null },
      ]);
    });

    it("changes nothing when it is told the same again", async () => {
      const user = anAccount();

      const first = await test.stores.people.ensure([user], at(0));
      const again = await test.stores.people.ensure([user, user], at(1));

      expect(again).toEqual(first);
      expect(await test.db.account.findUnique({ where: { id: BigInt(user.id) } })).toMatchObject({ updatedAt: at(0) });
    });

    it("keeps the person of an account whose login changed", async () => {
      const user = anAccount();
      const [before] = await test.stores.people.ensure([user], at(0));

      const [after] = await test.stores.people.ensure([{ ...user, login: "renamed" }], at(1));

      expect(after).toEqual({ ...before, login: "renamed" });
    });

    it("keeps the person of an account that is a user no more", async () => {
      const user = anAccount();
      const [before] = await test.stores.people.ensure([user], at(0));

      const [after] = await test.stores.people.ensure([{ ...user, type: "Mannequin" }], at(1));

      expect(after?.person).toBe(before?.person);
    });

    it("gives a person to an account that a pull request made known before", async () => {
      const user = anAccount();
      await test.db.account.create({
        data: { ...user, id: BigInt(user.id), createdAt: at(0), updatedAt: at(0) },
      });

      const [account] = await test.stores.people.ensure([user], at(1));

      expect(account?.person).not.toBeNull();
    });

    it("makes one person an account, and none besides, when many ask at once", async () => {
      const users = Array.from({ length: 20 }, () => anAccount());
      const people = await test.db.person.count();

      const answers = await Promise.all(
        Array.from({ length: 12 }, (_, turn) =>
          test.stores.people.ensure(turn % 2 === 0 ? users : users.toReversed(), at(0)),
        ),
      );

      expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
      expect(await test.db.person.count()).toBe(people + users.length);
    });

    it("leaves the person that another process is giving to the account at that moment", async () => {
      const user = anAccount();
      const people = await test.db.person.count();
      const processes = [test.stores, createStores(test.another())];
      const answers: Promise<readonly Account[]>[] = [];

      await inTransaction(test.another(), async (tx) => {
        await tx.$executeRaw`LOCK TABLE person IN SHARE MODE`;
        answers.push(...processes.map((stores) => stores.people.ensure([user], at(0))));
        await expect.poll(() => countBlocked(test.db)).toBe(2);
      });

      const [one, other] = await Promise.all(answers);
      expect(one).toEqual(other);
      expect(await test.db.person.count()).toBe(people + 1);
    });

    it("takes nobody for an answer", async () => {
      expect(await test.stores.people.ensure([], at(0))).toEqual([]);
    });
  });

  it("finds an account by its login whatever the case, and takes an underscore for itself", async () => {
    const managed = anAccount({ login: "Mira_acme" });
    await test.stores.people.ensure([managed, anAccount({ login: "miraXacme" })], at(0));

    expect(await test.stores.people.findAccountByLogin("mira_ACME")).toMatchObject({ id: managed.id });
    expect(await test.stores.people.findAccountByLogin("nobody")).toBeNull();
  });

  it("finds the later holder of a login that changed hands", async () => {
    const former = anAccount({ login: "passed-on" });
    const holder = anAccount({ login: "passed-on" });
    await test.stores.people.ensure([holder], at(1));
    await test.stores.people.ensure([former], at(0));

    expect(await test.stores.people.findAccountByLogin("passed-on")).toMatchObject({ id: holder.id });
  });

  it("lists the accounts of a person", async () => {
    const [account] = await test.stores.people.ensure([anAccount()], at(0));
    const second = anAccount();
    await test.stores.people.ensure([second], at(0));
    await test.db.account.update({ where: { id: BigInt(second.id) }, data: { personId: account!.person } });

    const accounts = await test.stores.people.accountsOf(account!.person!);

    expect(accounts.map(({ id }) => id)).toEqual([account!.id, second.id]);
  });

  describe("e-mail addresses", () => {
    it("name the account that GitHub verified them for, in lower case", async () => {
      const [account] = await test.stores.people.ensure([anAccount()], at(0));

      await test.stores.people.saveEmails(account!.id, ["Mira@Example.com", "mira@example.com"], at(1));

      const found = await test.stores.people.findByEmail(["MIRA@example.com", "unknown@example.com"]);
      expect(found).toEqual(new Map([["mira@example.com", account]]));
    });

    it("follow the person who verified them last", async () => {
      const [former, holder] = await test.stores.people.ensure([anAccount(), anAccount()], at(0));
      await test.stores.people.saveEmails(former!.id, ["shared@example.com"], at(1));

      await test.stores.people.saveEmails(holder!.id, ["shared@example.com"], at(2));

      expect((await test.stores.people.findByEmail(["shared@example.com"])).get("shared@example.com")).toEqual(holder);
    });
  });

  describe("identity", () => {
    it("commits to login and account ids under a salt", async () => {
      const [account] = await test.stores.people.ensure([anAccount()], at(0));

      const identity = await test.stores.people.identity(account!.person!);

      const row = await test.db.identity.findUniqueOrThrow({ where: { personId: account!.person! } });
      const disclosed = canonicalJson({ accounts: [account!.id], login: account!.login });
      const digest = createHash("sha256").update(row.salt).update(disclosed).digest("hex");
      expect(identity).toEqual({ person: account!.person, commitment: `sha256:${digest}`, prKey: row.prKey });
      expect(canonicalJson(row.disclosed)).toBe(disclosed);
      expect([row.salt.byteLength, row.prKey.byteLength]).toEqual([32, 32]);
    });

    it("is one and the same however many ask for it first", async () => {
      const [account] = await test.stores.people.ensure([anAccount()], at(0));

      const identities = await Promise.all(
        Array.from({ length: 8 }, () => test.stores.people.identity(account!.person!)),
      );

      expect(new Set(identities.map(({ commitment }) => commitment)).size).toBe(1);
    });

    it("differs between two people who disclose the same", async () => {
      const people = [crypto.randomUUID(), crypto.randomUUID()] as PersonId[];
      await test.db.person.createMany({ data: people.map((id) => ({ id, createdAt: at(0) })) });

      const [one, other] = await Promise.all(people.map((person) => test.stores.people.identity(person)));

      expect(one?.commitment).not.toBe(other?.commitment);
      expect(one?.prKey).not.toEqual(other?.prKey);
    });
  });

  it("refuses an id that a number cannot hold", async () => {
    const id = 2n ** 53n;
    await test.db.account.create({
      data: { id, login: "too-big", type: "User", createdAt: at(0), updatedAt: at(0) },
    });

    await expect(test.stores.people.findAccountByLogin("too-big")).rejects.toThrow(RangeError);
    expect(await test.stores.people.findAccounts([accountId(aNumber())])).toEqual([]);
  });
});
