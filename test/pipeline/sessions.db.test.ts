import { createHash, randomBytes } from "node:crypto";
import { beforeEach, describe, expect, it } from "vitest";
import { accountId } from "../../src/domain/ids.ts";
import { createSessions, NotAPersonError } from "../../src/pipeline/sessions.ts";
import { useTransact } from "../support/learning-db.ts";
import { aNumber, anAccount, at, saveOpenPullRequest, useStores } from "../support/stores.ts";

const DAY_MS = 86_400_000;

describe("sessions", () => {
  const test = useStores();
  const { transact, filed, switches } = useTransact(test);
  let now = at(0);
  beforeEach(() => {
    now = at(0);
    filed.length = 0;
    switches.refuse = false;
  });
  const newToken = () => randomBytes(32).toString("base64url");
  const open = () => createSessions({ stores: test.stores, transact, clock: () => now, newToken });

  it("give a person to somebody who was never seen, and find them by the token", async () => {
    const account = anAccount();

    const token = await open().open(account, ["Mira@Example.com"]);

    const viewer = await open().find(token);
    const [known] = await test.stores.people.findAccounts([account.id]);
    expect(viewer).toEqual({ account: known, sessionId: createHash("sha256").update(token).digest("hex") });
    expect(known?.person).not.toBeNull();
    expect((await test.stores.people.findByEmail(["mira@example.com"])).get("mira@example.com")).toEqual(known);
  });

  it("store the token nowhere", async () => {
    const account = anAccount();
    const token = await open().open(account, []);

    const rows = await test.db.session.findMany({ where: { accountId: BigInt(account.id) } });

    expect(rows).toHaveLength(1);
    expect(JSON.stringify(rows.map(({ accountId: _, ...row }) => row))).not.toContain(token);
    expect(rows[0]?.id).not.toBe(token);
  });

  it("end after thirty days, and not before", async () => {
    const token = await open().open(anAccount(), []);

    now = new Date(at(0).getTime() + 30 * DAY_MS - 1);
    expect(await open().find(token)).not.toBeNull();
    now = new Date(at(0).getTime() + 30 * DAY_MS);
    expect(await open().find(token)).toBeNull();
  });

  it("end when they are closed, each by itself, or all when GitHub's permission is taken back", async () => {
    const account = anAccount();
    const [first, second] = [await open().open(account, []), await open().open(account, [])];

    await open().close(first);
    expect(await open().find(first)).toBeNull();
    expect(await open().find(second)).not.toBeNull();

    await test.stores.sessions.revokeAllOf(account.id, now);
    expect(await open().find(second)).toBeNull();
  });

  it("are not found by a token that was never given, nor by what the table holds", async () => {
    const token = await open().open(anAccount(), []);
    const viewer = await open().find(token);

    for (const wrong of ["", "x", newToken(), viewer?.sessionId ?? ""]) {
      expect(await open().find(wrong)).toBeNull();
      await open().close(wrong);
    }
    expect(await open().find(token)).toEqual(viewer);
  });

  it.each(["Bot", "Organization", "Mannequin"])("are refused to an account of type %s", async (type) => {
    const account = anAccount({ type });

    await expect(open().open(account, [])).rejects.toThrow(NotAPersonError);

    expect(await test.stores.people.findAccounts([account.id])).toEqual([]);
  });

  it("are refused to what was a person's account and is none any more", async () => {
    const account = anAccount();
    await open().open(account, []);

    await expect(open().open({ ...account, type: "Organization" }, [])).rejects.toThrow(NotAPersonError);
  });

  it("have the person's open heads looked at again when an address is new, and only then", async () => {
    const account = anAccount();
    const pull = await saveOpenPullRequest(test.stores);
    await test.stores.verdicts.savePeople(pull, [account.id]);
    const job = { subject: { kind: "head", repositoryId: pull.repositoryId, headSha: pull.headSha }, priority: 10 };
    const address = `${account.login}@example.com`;

    await open().open(account, [address]);
    expect(filed).toEqual([job]);
    await open().open(account, [address.toUpperCase()]);
    expect(filed).toEqual([job]);
    await open().open(account, [address, `other-${address}`]);
    expect(filed).toEqual([job, job]);
  });

  it("leave nothing behind when the jobs cannot be filed", async () => {
    const account = anAccount({ id: accountId(aNumber()) });
    switches.refuse = true;

    await expect(open().open(account, ["rolled-back@example.com"])).rejects.toThrow("the queue refused");

    expect(await test.stores.people.findAccounts([account.id])).toEqual([]);
    expect(await test.db.session.count({ where: { accountId: BigInt(account.id) } })).toBe(0);
  });
});
