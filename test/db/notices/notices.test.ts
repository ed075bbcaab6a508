import { randomUUID } from "node:crypto";
import { beforeAll, describe, expect, it } from "vitest";
import { accountId, orgId, type PersonId, personId, repositoryId } from "../../../src/domain/ids.ts";
import type { NoticeKind, Outcome } from "../../../src/domain/stores/notices.ts";
import { aNumber, useStores } from "../../support/stores.ts";

const AT = new Date("2026-11-02T09:00:00.000Z");
const REACHED: Outcome = { delivered: true, channel: "mail", ref: null, why: null };
const NOT_REACHED: Outcome = { delivered: false, channel: null, ref: null, why: "no-address" };

describe("notices", () => {
  const test = useStores();
  const org = orgId(aNumber());
  let jo: PersonId;

  async function somebody(login: string): Promise<PersonId> {
    const [account] = await test.stores.people.ensure([{ id: accountId(aNumber()), login, type: "User" }], AT);
    if (!account?.person) throw new Error("A user has a person");
    return account.person;
  }
  beforeAll(async () => {
    jo = await somebody("jo");
  });

  const aNotice = (kind: NoticeKind, about: string, person: PersonId | null = jo) => ({
    ...{ id: randomUUID(), orgId: org, person, kind, about },
    plannedAt: AT,
  });

  it.each(["somebody", "those who run this app"])("planned twice for %s are one", async (whom) => {
    const again = () => aNotice("ends", "twice", whom === "somebody" ? jo : null);
    const first = await test.stores.notices.plan([again()]);
    const second = await test.stores.notices.plan([again()]);

    expect(second).toEqual(first);
  });

  it("that reached nobody are listed until they did, or need not any more", async () => {
    const { notices } = test.stores;
    const noor = await somebody("noor");
    const planned = await notices.plan([aNotice("hold", "a", noor), aNotice("hold", "b", noor)]);
    const [one = "", other = ""] = planned.map(({ id }) => id);
    const listed = async () => (await notices.unreached(org, ["hold", "moved"], 10)).map(({ id }) => id).sort();
    expect(await listed()).toEqual([]);

    await notices.complete([one, other], AT, NOT_REACHED);
    expect(await listed()).toEqual([one, other].sort());

    await notices.complete([one], AT, REACHED);
    await notices.settle([other]);
    expect(await listed()).toEqual([]);
    expect((await notices.ofPerson(org, noor)).find(({ id }) => id === one)?.outcome).toEqual(REACHED);
  });

  it("have one thread for each person and repository, and one for those who run this app", async () => {
    const { notices } = test.stores;
    const repository = repositoryId(aNumber());
    await notices.saveThread(org, repository, jo, 4);
    await notices.saveThread(org, repository, null, 5);
    await notices.saveThread(org, repository, jo, 6);

    expect(await notices.findThread(org, repository, jo)).toBe(6);
    expect(await notices.findThread(org, repository, null)).toBe(5);
    expect(await notices.findThread(org, repositoryId(aNumber()), jo)).toBeNull();
  });

  describe("of people on a roster", () => {
    const people = { boss: personId(randomUUID()), worker: personId(randomUUID()) };

    beforeAll(async () => {
      const { db } = test;
      const snapshotId = randomUUID();
      await db.person.createMany({ data: Object.values(people).map((id) => ({ id, createdAt: AT })) });
      const requested = { requestedBy: people.boss, requestedAt: AT, partial: false, header: [], fileSha256: "x" };
      await db.rosterSnapshot.create({
        data: { id: snapshotId, orgId: BigInt(org), source: "hris", ...requested },
      });
      for (const [name, manager, email] of [
        ["boss", null, "boss@acme.example"],
        ["worker", "BOSS@acme.example", null],
      ] as const) {
        const id = randomUUID();
        const member = { id, orgId: BigInt(org), source: "hris", key: name, personId: people[name] };
        await db.rosterMember.create({ data: member });
        await db.rosterVersion.create({
          data: {
            ...{ memberId: id, recordedFrom: AT, snapshotId, name, email, manager, kind: "employee" },
            ...{ recordSha256: "x", salt: Buffer.alloc(32) },
          },
        });
      }
    });

    it("go to the roster's address before one that was proved at sign-in", async () => {
      const { stores } = test;
      const account = accountId(aNumber());
      await stores.people.ensure([{ id: account, login: "boss", type: "User" }], AT);
      await test.db.account.update({ where: { id: BigInt(account) }, data: { personId: people.boss } });
      await stores.people.saveEmails(account, ["boss@home.example"], AT);
      const [own] = await stores.people.accountsOf(jo);
      await stores.people.saveEmails(own?.id ?? accountId(0), ["7+jo@users.noreply.github.com", "jo@acme.example"], AT);

      const found = await stores.notices.addressesOf(org, [people.boss, people.worker, jo]);

      expect(found).toEqual(
        new Map([
          [people.boss, "boss@acme.example"],
          [jo, "jo@acme.example"],
        ]),
      );
    });

    it("have a manager by address or by key, in the same source", async () => {
      const { notices } = test.stores;
      const expected = {
        ...{ person: people.worker, name: "worker" },
        ...{ manager: people.boss, managerAddress: "boss@acme.example" },
      };
      expect(await notices.managersOf(org, [people.boss, people.worker])).toEqual([expected]);

      await test.db.rosterVersion.updateMany({ where: { name: "worker" }, data: { manager: "boss" } });
      expect(await notices.managersOf(org, [people.worker])).toEqual([expected]);
      expect(await notices.managersOf(orgId(aNumber()), [people.worker])).toEqual([]);
    });
  });
});
