import { randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import { createAdminReading } from "../../src/db/admin-reading.ts";
import { decisionId } from "../../src/domain/ids.ts";
import { anAccount, anInstallation, aPullRequest, aRepository, aSha, at, useStores } from "../support/stores.ts";

const test = useStores();

async function aPlace() {
  const installation = anInstallation();
  const repository = aRepository({ installationId: installation.id });
  await test.stores.installations.save(installation, at(0));
  await test.stores.repositories.save([repository], at(0));
  const open = async (number: number, conclusion: string | null) => {
    const pull = aPullRequest({ repositoryId: repository.id, number });
    await test.stores.pulls.observe(pull, { read: true });
    if (conclusion !== null) await test.stores.verdicts.save(pull, { conclusion, evaluatedAt: at(1) });
    return pull;
  };
  return { org: installation.orgId, repository, open, reading: createAdminReading(test.db) };
}

describe("what waits in an organisation", () => {
  it("counts open pull requests by what became of them, and those of no other organisation", async () => {
    const { org, open, reading, repository } = await aPlace();
    const other = await aPlace();
    await other.open(1, "action_required");
    for (const [index, conclusion] of ["action_required", "success", "failure", null].entries())
      await open(index + 1, conclusion);

    expect(await reading.openPulls(org)).toEqual({ open: 4, blocked: 1, undecided: 1, withoutVerdict: 1 });
    expect(await reading.openHeads(org)).toEqual([{ repositoryId: repository.id, open: 4, answered: 3 }]);
  });

  it("counts a request for a waiver until its last day is over", async () => {
    const { org, reading } = await aPlace();
    const [one, two] = await test.stores.people.ensure([anAccount(), anAccount()], at(0));
    await test.stores.waivers.request({
      ...{ id: randomUUID(), orgId: org, person: one!.person!, layer: "developer", repositories: [], reason: "why" },
      ...{ documentSha256: null, startsAt: at(0), endsAt: at(60), salt: Uint8Array.of(1) },
      ...{ owner: two!.person!, requestedBy: two!.person!, requestedAt: at(0) },
    });

    expect(await reading.waiting(org, at(59))).toEqual({ waivers: 1, breakGlass: 0, imports: 0 });
    expect(await reading.waiting(org, at(60))).toEqual({ waivers: 0, breakGlass: 0, imports: 0 });
  });
});

describe("what asks for an answer", () => {
  const nothing = {
    ...{ holds: 0, oldestHold: null, unreached: 0, stoppedRuns: 0, overdueReviews: 0, signedReviews: 0 },
    ...{ unmatched: 0, draftPolicies: 0 },
  };

  it("is nothing in an organisation where nothing happened", async () => {
    const { org, reading } = await aPlace();

    expect(await reading.openQuestions(org, at(0))).toEqual(nothing);
  });

  it("counts access that waits, and of it what nobody was told of", async () => {
    const { org, reading } = await aPlace();
    const { holds, notices } = test.stores;
    const [account] = await test.stores.people.ensure([anAccount()], at(0));
    const person = account!.person!;
    const aHold = (teamId: number) => ({
      ...{ id: randomUUID(), orgId: org, account: account!.id, person, cause: "new" as const, instead: null },
      ...{ target: { kind: "team", teamId, role: "member" } as const, missing: [], openedAt: at(teamId) },
      ...{ decisionId: decisionId("d"), accessFrom: null },
    });
    const [told, untold, ended] = [aHold(1), aHold(2), aHold(3)];
    for (const hold of [told, untold, ended]) await holds.open(hold);
    await holds.end(ended.id, "granted", at(9));
    const planned = await notices.plan(
      [told, untold].map(({ id: about }) => ({
        ...{ id: randomUUID(), orgId: org, person, kind: "hold" as const, about, plannedAt: at(3) },
      })),
    );
    for (const { id, about } of planned)
      await notices.complete([id], at(4), {
        ...{ delivered: about === told.id, channel: null, ref: null, why: null },
      });

    expect(await reading.openQuestions(org, at(9))).toEqual({ ...nothing, holds: 2, oldestHold: at(1), unreached: 1 });
  });

  it("counts a review from its end until it is signed, and then until it is approved", async () => {
    const { org, reading } = await aPlace();
    const { reviews, people } = test.stores;
    const [signer, approver] = await people.ensure([anAccount(), anAccount()], at(0));
    const named = (person: typeof signer) => ({ person: person!.person!, typedName: "Sam Sato", sessionId: null });
    const id = randomUUID();
    const opened = { openedAt: at(0), dueAt: at(60), salt: Uint8Array.of(1) };
    await reviews.open({ id, orgId: org, number: 1, sha256: aSha(), document: {}, ...opened });

    expect(await reading.openQuestions(org, at(59))).toEqual(nothing);
    expect(await reading.openQuestions(org, at(60))).toEqual({ ...nothing, overdueReviews: 1 });
    await reviews.sign(id, aSha(), named(signer), at(70));
    expect(await reading.openQuestions(org, at(71))).toEqual({ ...nothing, signedReviews: 1 });
    await reviews.approve(id, named(approver), at(80));
    expect(await reading.openQuestions(org, at(81))).toEqual(nothing);
  });

  it("counts the newest version of the training policy until it is approved, and no older draft", async () => {
    const { org, reading } = await aPlace();
    const { trainingPolicies, people } = test.stores;
    const [account] = await people.ensure([anAccount()], at(0));
    const issue = (version: number) => ({
      ...{ id: randomUUID(), orgId: org, version, sha256: aSha(), markdown: "", policySha256: aSha() },
      ...{ createdAt: at(version), approvedBy: null, approvedAt: null },
    });
    const newest = issue(2);
    for (const version of [issue(1), newest]) await trainingPolicies.add(version);

    expect(await reading.openQuestions(org, at(9))).toEqual({ ...nothing, draftPolicies: 1 });
    await trainingPolicies.approve(newest.id, { person: account!.person!, typedName: "Sam", sessionId: null }, at(9));
    expect(await reading.openQuestions(org, at(9))).toEqual(nothing);
  });
});

describe("decisions on somebody", () => {
  it("are those of heads that they are on, newest first, at most so many", async () => {
    const { org, open, reading, repository } = await aPlace();
    const [account] = await test.stores.people.ensure([anAccount()], at(0));
    const pull = await open(7, "success");
    await test.stores.verdicts.savePeople(pull, [account!.id]);
    const head = { repositoryId: repository.id, headSha: pull.headSha };
    const digest = { policyDigest: aSha(), factsSha256: aSha(), facts: null, tree: null, mode: "block" };
    const ids = [decisionId(aSha()), decisionId(aSha())];
    for (const [index, id] of ids.entries())
      await test.stores.verdicts.saveDecision({ ...head, ...digest, id, outcome: "allow", decidedAt: at(index) });
    const elsewhere = { repositoryId: repository.id, headSha: aSha() };
    await test.stores.verdicts.saveDecision({
      ...{ ...elsewhere, ...digest, id: decisionId(aSha()), outcome: "withhold", decidedAt: at(9) },
    });

    const found = await reading.decisionsOn(org, [account!.id], 5);

    expect(found.map(({ id }) => id)).toEqual(ids.toReversed());
    expect(found[0]).toMatchObject({ number: 7, repository: `acme/${repository.name}`, at: at(1) });
    expect(await reading.decisionsOn(org, [account!.id], 1)).toHaveLength(1);
    expect(await reading.decisionsOn((await aPlace()).org, [account!.id], 5)).toEqual([]);
  });
});

describe("who was seen in an organisation", () => {
  it("is known of those who left, and of nobody else", async () => {
    const { org, reading } = await aPlace();
    const [left, stranger] = [anAccount(), anAccount()];
    await test.stores.access.record([
      {
        ...{ orgId: org, kind: "member", accountId: left.id, teamId: null, repositoryId: null, role: null },
        ...{ present: false, source: "event", deliveryId: null, externalId: null },
        ...{ observedAt: at(1), notBefore: null, recordedAt: at(1) },
      },
    ]);

    expect(await reading.wasSeenIn(org, [left.id])).toBe(true);
    expect(await reading.wasSeenIn(org, [stranger.id])).toBe(false);
  });
});
