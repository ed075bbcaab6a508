import { randomBytes, randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import { type OrgId, orgId } from "../../src/domain/ids.ts";
import { createEntries } from "../../src/pipeline/entries.ts";
import { createExceptions } from "../../src/pipeline/exceptions/exceptions.ts";
import type { Actor, ImportPreview } from "../../src/pipeline/exceptions/port.ts";
import { DEFAULTS } from "../../src/policy/defaults.ts";
import { useTransact } from "../support/learning-db.ts";
import { aNumber, anAccount, aSha, at, useStores } from "../support/stores.ts";

const MOST_ROWS = 5_000;

describe("an import", () => {
  const test = useStores();
  const { transact, switches } = useTransact(test);

  async function anActor(): Promise<Actor> {
    const [account] = await test.stores.people.ensure([anAccount()], at(0));
    return { person: account!.person!, account: account!.id, login: account!.login, via: "cli" };
  }
  const importsFor = (admins: readonly Actor[]) => {
    const admin = { accounts: admins.map(({ account }) => account) };
    return createExceptions({
      stores: test.stores,
      transact,
      entries: createEntries({ id: randomUUID(), version: "0.0.0-test" }),
      policies: { inForce: async () => ({ policy: { ...DEFAULTS, roles: { admin } } }) },
      clock: () => at(60),
      courses: async () => [],
      statements: async () => new Map(),
      newId: randomUUID,
      newSalt: () => randomBytes(32),
    }).imports;
  };
  async function aPreview(org: OrgId, rows: number): Promise<ImportPreview> {
    const accounts = await test.stores.people.ensure(
      Array.from({ length: rows }, () => anAccount()),
      at(0),
    );
    const course = { externalCourse: "A", courseId: "a", courseVersion: "1.0.0", completedAt: at(0) };
    const candidates = accounts.map(({ person, login }, index) => ({
      ...{
        ...course,
        line: index + 2,
        person: person!,
        login,
        score: null,
        certificate: null,
        signedAt: null,
        listedAs: null,
      },
      rowSha256: aSha().padStart(64, "0"),
    }));
    return {
      org,
      source: "x",
      method: "import",
      fileSha256: "f".repeat(64),
      candidates,
      rejected: [],
      known: 0,
      passedOver: 0,
    };
  }

  it("of as many rows as one file may bring is recorded in one transaction", async () => {
    const [brings, approves] = [await anActor(), await anActor()];
    const imports = importsFor([approves]);
    const preview = await aPreview(orgId(aNumber()), MOST_ROWS);

    const asked = await imports.request(brings, preview);
    expect(asked).toMatchObject({ ok: true });
    expect(await imports.approve(approves, asked.ok ? asked.id : "")).toMatchObject({ ok: true });

    const persons = preview.candidates.map(({ person }) => person);
    expect(await test.db.completion.count({ where: { personId: { in: persons } } })).toBe(MOST_ROWS);
  });

  it("of one row more is refused, with the way out", async () => {
    const preview = await aPreview(orgId(aNumber()), 1);
    const candidates = Array.from({ length: MOST_ROWS + 1 }, () => preview.candidates[0]!);

    expect(await importsFor([]).request(await anActor(), { ...preview, candidates })).toMatchObject({
      ok: false,
      why: expect.stringContaining("Split it"),
    });
  });

  it("leaves nothing behind where it cannot be recorded whole", async () => {
    const [brings, approves] = [await anActor(), await anActor()];
    const imports = importsFor([approves]);
    const org = orgId(aNumber());
    const preview = await aPreview(org, 2);
    const asked = await imports.request(brings, preview);
    switches.refuse = true;

    await expect(imports.approve(approves, asked.ok ? asked.id : "")).rejects.toThrow("the queue refused");
    switches.refuse = false;

    expect(await imports.list(org)).toMatchObject([{ state: "pending" }]);
    const persons = preview.candidates.map(({ person }) => person);
    expect(await test.db.completion.count({ where: { personId: { in: persons } } })).toBe(0);
  });
});
