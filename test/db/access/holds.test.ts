import { randomUUID } from "node:crypto";
import { beforeAll, describe, expect, it } from "vitest";
import type { AccessObservation } from "../../../src/domain/access.ts";
import { type AccountId, accountId, decisionId, orgId, type PersonId, repositoryId } from "../../../src/domain/ids.ts";
import type { AccessRun } from "../../../src/domain/stores/access-gate.ts";
import type { Hold } from "../../../src/domain/stores/holds.ts";
import { useStores } from "../../support/stores.ts";

const at = (second: number) => new Date(Date.UTC(2026, 10, 23, 12, 0, second));

describe("what is kept of access that waits", () => {
  const opened = useStores();
  const people = new Map<AccountId, PersonId>();
  const org = orgId(70);

  beforeAll(async () => {
    const named = [1, 2, 3, 4].map((id) => ({ id: accountId(7_000 + id), login: `held${id}`, type: "User" }));
    for (const { id, person } of await opened.stores.people.ensure(named, at(0))) if (person) people.set(id, person);
  });

  const account = (id: number) => accountId(7_000 + id);
  function hold(id: number, change: Partial<Hold> = {}) {
    const person = people.get(account(id));
    if (!person) throw new Error(`There is no account ${id}`);
    return {
      id: randomUUID(),
      orgId: org,
      account: account(id),
      person,
      target: { kind: "team", teamId: 5, role: "member" } as const,
      cause: "new" as const,
      instead: null,
      missing: [{ layer: "developer", course: "owasp-top-10-2025", why: "never" as const }],
      openedAt: at(id),
      decisionId: decisionId("d"),
      accessFrom: at(0),
      ...change,
    };
  }
  function seen(id: number, change: Partial<AccessObservation>): AccessObservation {
    return {
      orgId: org,
      kind: "team-member",
      accountId: account(id),
      teamId: 5,
      repositoryId: null,
      role: "member",
      present: true,
      source: "event",
      deliveryId: null,
      externalId: null,
      observedAt: at(id),
      notBefore: null,
      recordedAt: at(id),
      ...change,
    };
  }

  it("waits once for each seat, and may wait again once that has ended", async () => {
    const { holds } = opened.stores;
    const first = hold(1);

    expect(await holds.open(first)).toBe(true);
    expect(await holds.open(hold(1))).toBe(false);
    expect(
      await holds.open(hold(1, { target: { kind: "repository", repositoryId: repositoryId(9), role: "admin" } })),
    ).toBe(true);
    expect(await holds.end(first.id, "granted", at(30))).toBe(true);
    expect(await holds.end(first.id, "dropped", at(31))).toBe(false);
    expect(await holds.open(hold(1, { openedAt: at(40) }))).toBe(true);

    expect(await holds.find(first.id)).toMatchObject({ ...first, ended: { at: at(30), how: "granted" } });
    expect((await holds.ofAccount(org, account(1))).map(({ target }) => target.kind)).toEqual(["repository", "team"]);
  });

  it("is listed in pages, oldest first, by whether it waits", async () => {
    const { holds } = opened.stores;
    await holds.open(hold(2));

    const first = await holds.list(org, { state: "all", after: null, limit: 2 });
    const rest = await holds.list(org, { state: "all", after: first.at(-1)?.id ?? null, limit: 10 });

    expect([...first, ...rest]).toHaveLength(4);
    expect(new Set([...first, ...rest].map(({ id }) => id)).size).toBe(4);
    expect((await holds.list(org, { state: "ended", after: null, limit: 10 })).length).toBe(1);
    expect(await holds.countWaiting(org)).toBe(3);
    expect(await holds.countSince(org, "new", at(2))).toBe(2);
  });

  it("is given in spite of what is missing at one admin's word, and not at a second one's", async () => {
    const { holds } = opened.stores;
    const asked = hold(3);
    await holds.open(asked);

    expect(await holds.release(asked.id, asked.person, at(50))).toBe(true);
    expect(await holds.release(asked.id, asked.person, at(51))).toBe(false);
    expect((await holds.find(asked.id))?.releasedAt).toEqual(at(50));
  });

  it("names accounts with a seat now, or something that waits, a page at a time", async () => {
    const { access, accessGates } = opened.stores;
    await access.record([
      seen(1, { observedAt: at(1) }),
      seen(4, { observedAt: at(1) }),
      seen(4, { observedAt: at(2), present: false }),
      seen(4, { kind: "collaborator", teamId: null, repositoryId: repositoryId(9), role: "write" }),
    ]);
    const page = (teams: number[], repositories: number[], after: number | null, limit = 10) =>
      accessGates.accountsIn(
        org,
        { teams, repositories: repositories.map(repositoryId) },
        { after: after === null ? null : account(after), limit },
      );

    expect(await page([5], [], null)).toEqual([1, 2, 3].map(account));
    expect(await page([5], [9], null, 2)).toEqual([1, 2].map(account));
    expect(await page([5], [9], 2)).toEqual([3, 4].map(account));
    expect(await accessGates.concerned([account(2), account(4)])).toEqual([{ orgId: org, account: account(2) }]);
  });

  it("allows what a run let through, or an admin released, and nothing of one that is held", async () => {
    const { accessRuns } = opened.stores;
    const run = (state: AccessRun["state"], second: number): AccessRun => ({
      id: randomUUID(),
      orgId: org,
      kind: "removals",
      at: at(second),
      asked: 1,
      taken: 0,
      cap: 5,
      digest: "d",
      state,
      endedAt: null,
      endedBy: null,
    });
    const ask = (key: string) => ({ account: account(2), key, cause: "lapse" as const, since: at(1) });
    const held = run("held", 10);
    await accessRuns.save(run("passed", 11), [ask("team:5")]);
    await accessRuns.save(held, [ask("team:6")]);

    expect(await accessRuns.allowed(org, account(2), at(5))).toEqual([ask("team:5")]);
    expect(await accessRuns.takenSince(org, "removals", at(5))).toBe(1);
    expect(await accessRuns.takenSince(org, "removals", at(11))).toBe(0);
    expect(await accessRuns.end(held.id, "released", people.get(account(1)) ?? null, at(20))).toBe(true);
    expect((await accessRuns.allowed(org, account(2), at(5))).map(({ key }) => key).sort()).toEqual([
      "team:5",
      "team:6",
    ]);
    expect(await accessRuns.listHeld(org)).toEqual([]);
  });

  it("waits for another role once somebody gave one, and is known as released once it was given", async () => {
    const { holds } = opened.stores;
    const [waits] = await holds.ofAccount(org, account(3));
    const id = waits?.id ?? "";

    await holds.update(id, { target: { kind: "team", teamId: 5, role: "maintainer" } });

    expect((await holds.find(id))?.target).toEqual({ kind: "team", teamId: 5, role: "maintainer" });
    expect(await holds.open(hold(3))).toBe(false);
    expect(await holds.releasedOf(org, account(3))).toEqual([]);
    await holds.end(id, "released", at(60));
    expect(await holds.releasedOf(org, account(3))).toMatchObject([{ id, releasedAt: at(50) }]);
    expect(await holds.releasedOf(org, account(1))).toEqual([]);
  });
});
