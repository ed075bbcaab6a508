import { randomUUID } from "node:crypto";
import { beforeEach, describe, expect, it } from "vitest";
import { inTransaction } from "../../../src/db/client.ts";
import { eraseByFate } from "../../../src/db/erasure/columns.ts";
import { eraseHookTold } from "../../../src/db/erasure/hook-told.ts";
import { type OrgId, orgId, type PersonId, personId } from "../../../src/domain/ids.ts";
import type { Hook } from "../../../src/domain/stores/hooks.ts";
import { compareHooks } from "../../../src/pipeline/hooks/compare-hooks.ts";
import type { Sent } from "../../../src/pipeline/hooks/sender.ts";
import { digestOfSecret, secretOf } from "../../../src/pipeline/hooks/sign.ts";
import { type HookDeps, hookSubject, tellHook } from "../../../src/pipeline/hooks/tell-hook.ts";
import { DEFAULTS } from "../../../src/policy/defaults.ts";
import { useTransact } from "../../support/learning-db.ts";
import { aNumber, anAccount, useStores } from "../../support/stores.ts";

const DAY_MS = 86_400_000;
const KEY = new Uint8Array(32).fill(1);
const TAKEN: Sent = { ok: true };
const SILENT: Sent = { ok: false, why: "it answered 503", isGone: false };

describe("one hook and one person", () => {
  const test = useStores();
  const { transact } = useTransact(test);
  let org: OrgId;
  let now: Date;
  let isAsked: boolean;
  let sent: { readonly id: string; readonly type: string; readonly data: { readonly person: string } }[];
  let answer: Sent;
  let hook: Hook;

  beforeEach(async () => {
    org = orgId(aNumber());
    now = new Date("2026-11-20T12:00:00.000Z");
    isAsked = false;
    sent = [];
    answer = TAKEN;
    hook = await aHook(KEY);
  });

  const deps = (): HookDeps => ({
    stores: test.stores,
    transact,
    policies: { inForce: async () => ({ policy, digest: "d", since: now }) },
    courses: async () => [],
    clock: () => now,
    newId: randomUUID,
    hookKey: KEY,
    sender: {
      async send({ headers, body }) {
        sent.push({ ...JSON.parse(body), id: headers["webhook-id"] });
        return answer;
      },
    },
  });
  /** Nothing is asked of anybody, and so everybody is eligible; or something is, and nobody has it. */
  const policy = {
    ...DEFAULTS,
    get require() {
      return isAsked ? DEFAULTS.require : [{ who: { role: ["finance"] }, layers: ["developer"] }];
    },
  };

  async function aHook(key: Uint8Array): Promise<Hook> {
    const id = randomUUID();
    const by = { createdBy: personId(randomUUID()), createdAt: now };
    const client = { id: randomUUID(), orgId: org, name: "Okta", ...by };
    await test.stores.apiClients.add({ ...client, tokenSha256: randomUUID() });
    const secretSha256 = digestOfSecret(secretOf(key, id));
    await test.stores.hooks.add({
      id,
      clientId: client.id,
      url: "https://a.example/",
      layers: [],
      secretSha256,
      ...by,
    });
    const made = await test.stores.hooks.find(id);
    if (!made) throw new Error("the hook was just added");
    return made;
  }

  async function somebody(): Promise<PersonId> {
    const [account] = await test.stores.people.ensure([anAccount()], now);
    if (!account?.person) throw new Error("a user has a person");
    return account.person;
  }

  const tell = (person: PersonId, to = hook) => tellHook(hookSubject(to, person), deps());
  const toldOf = async (person: PersonId) => (await test.stores.hooks.toldOf(hook.id, [person])).get(person);
  const types = () => sent.map(({ type }) => type);

  it("say something when it changes, and only then", async () => {
    const person = await somebody();

    for (const asked of [false, false, true, true, false]) {
      isAsked = asked;
      await tell(person);
    }

    expect(types()).toEqual(["person.current", "person.lapsed", "person.current"]);
    expect((await test.stores.hooks.find(hook.id))?.taken).toBe(3);
  });

  it("say nothing where no policy is in force, or it has not the layer: what is not known changes nothing", async () => {
    const person = await somebody();
    await tell(person);
    const unknown = { ...deps(), policies: { inForce: async () => null } };

    await tellHook(hookSubject(hook, person), unknown);

    expect(types()).toEqual(["person.current"]);
  });

  it("are tried for three days, under one id, and then given up until there is news or the hook answers", async () => {
    const person = await somebody();
    answer = SILENT;
    await expect(tell(person)).rejects.toMatchObject({ name: "HookSilentError", remedy: "retry" });
    now = new Date(now.getTime() + 3 * DAY_MS - 1);
    await expect(tell(person)).rejects.toMatchObject({ detail: { why: "it answered 503" } });
    now = new Date(now.getTime() + 1);

    await tell(person);

    expect(new Set(sent.map(({ id }) => id)).size).toBe(1);
    expect((await toldOf(person))?.givenUpAt).toEqual(now);
    expect(await test.stores.hooks.troubles(org)).toMatchObject([
      { waiting: 1, givenUp: 1, problem: "it answered 503" },
    ]);
    expect(await compareHooks(org, deps())).toBe(0);
    await test.stores.hooks.answered(hook.id, now);
    expect(await compareHooks(org, deps())).toBe(1);
  });

  it("tell that somebody is no longer eligible, even if nobody knows whether the hook took that they were", async () => {
    const person = await somebody();
    answer = SILENT;
    await tell(person).catch(() => undefined);
    isAsked = true;
    answer = TAKEN;

    await tell(person);

    expect(types()).toEqual(["person.current", "person.lapsed"]);
    expect(new Set(sent.map(({ id }) => id)).size).toBe(2);
  });

  it("are not told with a secret that nobody was given", async () => {
    const person = await somebody();
    const older = await aHook(new Uint8Array(32).fill(2));

    await expect(tell(person, older)).rejects.toMatchObject({
      detail: { why: expect.stringContaining("SESSION_KEY") },
    });

    expect(sent).toEqual([]);
  });

  it("tell of who was erased by our id alone, and of who left, that they are not eligible", async () => {
    const [erased, gone] = [await somebody(), await somebody()];
    for (const person of [erased, gone]) await tell(person);
    const traces = await test.stores.erasure.tracesOf(erased);
    await inTransaction(test.db, async (tx) => {
      await eraseHookTold(tx, traces);
      await eraseByFate(tx, traces);
    });
    await test.db.person.update({ where: { id: gone }, data: { endedAt: now } });

    for (const person of [erased, gone]) await tell(person);

    expect(sent.slice(2)).toEqual([
      expect.objectContaining({
        type: "person.lapsed",
        data: { person: erased, github: [], eligible: false, layers: [], changes_at: null },
      }),
      expect.objectContaining({
        type: "person.lapsed",
        data: expect.objectContaining({ person: gone, eligible: false }),
      }),
    ]);
  });

  it("are compared page by page, whoever was told of and whoever is to be", async () => {
    const accounts = Array.from({ length: 450 }, () => anAccount());
    const people = (await test.stores.people.ensure(accounts, now)).flatMap(({ person }) => person ?? []);
    await test.stores.access.record(
      accounts.slice(0, 300).map(({ id: accountId }) => ({
        ...({ orgId: org, kind: "member", role: "member", present: true, source: "event", accountId } as const),
        ...{ teamId: null, repositoryId: null, externalId: null, deliveryId: null, notBefore: null },
        ...{ observedAt: now, recordedAt: now },
      })),
    );
    for (const person of people.slice(300))
      await test.stores.hooks.note(hook.id, person, {
        message: { id: randomUUID(), accounts: [], since: now },
        changesAt: null,
      });

    expect(await compareHooks(org, deps())).toBe(450);
  });
});
