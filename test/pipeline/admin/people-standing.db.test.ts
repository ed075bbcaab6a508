import { randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import type { AccessObservation } from "../../../src/domain/access.ts";
import type { Installation } from "../../../src/domain/installation.ts";
import type { Account } from "../../../src/domain/stores/people.ts";
import type { AdminDeps } from "../../../src/pipeline/admin/deps.ts";
import { peopleStanding } from "../../../src/pipeline/admin/people-standing.ts";
import { DEFAULTS } from "../../../src/policy/defaults.ts";
import type { Policy } from "../../../src/policy/policy.ts";
import { aNumber, anAccount, anInstallation, aRepository, aSha, at, useStores } from "../../support/stores.ts";

const COURSE = "owasp-top-10-2025";
const DAY = 86_400;
const POLICY: Policy = {
  ...DEFAULTS,
  boundary: { ...DEFAULTS.boundary, repositories: { include: ["*"], exclude: ["sandbox-*"] } },
  layers: { developer: { courses: [COURSE], valid_for: 365 }, pay: { courses: ["payments"], valid_for: 365 } },
  require: [
    { who: { access: "write" }, layers: ["developer"] },
    { who: { access: "write", repositories: ["payments-*"] }, layers: ["pay"] },
  ],
};

describe("where everybody stands", () => {
  const test = useStores();

  /** An organisation with three repositories, of which `sandbox-1` is outside of the boundary. */
  async function anOrganisation(policy = POLICY) {
    const installation: Installation = { ...anInstallation(), baselineAt: null };
    await test.stores.installations.save(installation, at(0));
    const [payments, web, sandbox] = ["payments-api", "web", "sandbox-1"].map((name) =>
      aRepository({ installationId: installation.id, name }),
    );
    await test.stores.repositories.save([payments!, web!, sandbox!], at(0));
    const see = (seen: Partial<AccessObservation> & Pick<AccessObservation, "kind">) =>
      test.stores.access.record([
        {
          ...{ orgId: installation.orgId, accountId: null, teamId: null, repositoryId: null, role: null },
          ...{ present: true, source: "baseline", deliveryId: null, externalId: null },
          ...{ observedAt: at(1), notBefore: null, recordedAt: at(1) },
          ...seen,
        },
      ]);
    const deps = {
      stores: test.stores,
      policies: { inForce: async () => ({ policy, digest: "" }) },
      courses: async () => [COURSE, "payments"].map((id) => ({ ...aCourse(id) })),
      clock: () => at(DAY),
    } as Partial<AdminDeps> as AdminDeps;
    const all = () => peopleStanding(installation, deps);
    const of = async (account: Account) => (await all()).find(({ person }) => person === account.person);
    return { installation, payments: payments!, web: web!, sandbox: sandbox!, see, all, of };
  }

  const aCourse = (id: string) => ({ id, version: "1.0.0", title: id, minutes: 0, testOutMinutes: 0 });
  async function somebody(told: Parameters<typeof anAccount>[0] = {}): Promise<Account> {
    return (await test.stores.people.ensure([anAccount(told)], at(0)))[0]!;
  }
  async function finish({ person }: Account, courseId: string, completedAt = at(10)) {
    const id = randomUUID();
    const completion = { id, courseId, courseVersion: "1.0.0", contentSha256: aSha(), completedAt };
    await test.stores.training.recordCompletion({
      ...{ ...completion, person: person!, method: "quiz", kind: "course", score: 100, attemptId: null },
    });
    await test.stores.training.attest(person!, courseId, id, {
      ...{ id: randomUUID(), statementSha256: aSha(), statementVersion: 1, statement: "", typedName: "" },
      ...{ sessionId: "", signedAt: completedAt },
    });
  }

  it("asks of each what the rules ask where they work, by their strongest access there", async () => {
    const { see, of, payments, web } = await anOrganisation();
    const [pays, writes, reads] = [await somebody(), await somebody(), await somebody()];
    for (const { id } of [pays, writes, reads]) await see({ kind: "member", accountId: id, role: "member" });
    await see({ kind: "collaborator", accountId: pays.id, repositoryId: payments.id, role: "write" });
    const teamId = aNumber();
    await see({ kind: "team", teamId, role: "frontend" });
    await see({ kind: "team-repository", teamId, repositoryId: web.id, role: "push" });
    await see({ kind: "team-member", teamId, accountId: writes.id, role: "member" });

    expect((await of(pays))?.layers.map(({ layer }) => layer)).toEqual(["developer", "pay"]);
    expect((await of(writes))?.layers.map(({ layer }) => layer)).toEqual(["developer"]);
    expect(await of(reads)).toMatchObject({ state: "not-asked", layers: [] });
  });

  it("is current until the training ends, then in grace, and missing where one layer is", async () => {
    const { see, of } = await anOrganisation();
    const [current, late, half] = [await somebody(), await somebody(), await somebody()];
    for (const { id } of [current, late, half]) await see({ kind: "member", accountId: id, role: "admin" });
    for (const course of [COURSE, "payments"]) await finish(current, course);
    for (const course of [COURSE, "payments"]) await finish(late, course, at(-366 * DAY));
    await finish(half, COURSE);

    expect(await of(current)).toMatchObject({ state: "current", layers: [{ until: at(10 + 365 * DAY) }, {}] });
    expect(await of(late)).toMatchObject({ state: "grace" });
    expect(await of(half)).toMatchObject({
      state: "missing",
      layers: [
        { layer: "developer", state: "met" },
        { layer: "pay", state: "missing", missing: ["payments"] },
      ],
    });
  });

  it("counts a waiver for all repositories, and none for single ones", async () => {
    const { see, of, installation } = await anOrganisation();
    const [spared, elsewhere, other] = [await somebody(), await somebody(), await somebody()];
    for (const { id } of [spared, elsewhere]) await see({ kind: "member", accountId: id, role: "admin" });
    for (const [account, repositories] of [
      [spared, []],
      [elsewhere, ["web"]],
    ] as const)
      for (const layer of ["developer", "pay"]) {
        const id = randomUUID();
        await test.stores.waivers.request({
          ...{ id, orgId: installation.orgId, person: account.person!, layer, repositories, reason: "why" },
          ...{ documentSha256: null, startsAt: at(0), endsAt: at(9 * DAY), salt: Uint8Array.of(1) },
          ...{ owner: other.person!, requestedBy: other.person!, requestedAt: at(0) },
        });
        await test.stores.waivers.approve(id, (await somebody()).person!, at(1), at(1));
      }

    expect(await of(spared)).toMatchObject({ state: "current", layers: [{ waived: true }, { waived: true }] });
    expect(await of(elsewhere)).toMatchObject({ state: "missing" });
  });

  it("leaves out bots, those who left, and those who work only outside of the boundary", async () => {
    const { see, all, sandbox } = await anOrganisation();
    const [bot, left, outside] = [await somebody({ type: "Bot" }), await somebody(), await somebody()];
    await see({ kind: "member", accountId: bot.id, role: "member" });
    await see({ kind: "member", accountId: left.id, role: "member" });
    await see({ kind: "team-member", teamId: aNumber(), accountId: left.id, role: "member" });
    await see({ kind: "member", accountId: left.id, present: false, observedAt: at(2) });
    await see({ kind: "collaborator", accountId: outside.id, repositoryId: sandbox.id, role: "admin" });

    expect(await all()).toEqual([]);
  });

  it("is one person with the access of all their accounts", async () => {
    const { see, all } = await anOrganisation();
    const [first, second] = [await somebody(), await somebody()];
    await test.db.account.update({ where: { id: BigInt(second.id) }, data: { personId: first.person } });
    await see({ kind: "member", accountId: first.id, role: "member" });
    await see({ kind: "member", accountId: second.id, role: "admin" });

    expect(await all()).toMatchObject([
      { person: first.person, logins: [first.login, second.login], state: "missing", layers: [{}, {}] },
    ]);
  });
});
