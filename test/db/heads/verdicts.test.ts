import { describe, expect, it } from "vitest";
import { accountId, decisionId } from "../../../src/domain/ids.ts";
import type { StoredDecision } from "../../../src/domain/stores/verdicts.ts";
import type { Head } from "../../../src/domain/subject.ts";
import { aNumber, aSha, at, saveOpenPullRequest, saveRepository, useStores } from "../../support/stores.ts";

describe("the verdict store", () => {
  const test = useStores();

  describe("save", () => {
    it("makes the first verdict on a head, empty where nothing was said", async () => {
      const head = await aHead();
      expect(await test.stores.verdicts.find(head)).toBeNull();

      await test.stores.verdicts.save(head, { rerunAt: at(1) });

      expect(await test.stores.verdicts.find(head)).toEqual({
        ...head,
        decisionId: null,
        outcome: null,
        verdictSha256: null,
        evaluatedAt: null,
        changesAt: null,
        checkRunId: null,
        conclusion: null,
        shownSha256: null,
        rerunAt: at(1),
        creatingAt: null,
      });
    });

    it("keeps what is left out and empties what is null", async () => {
      const head = await aHead();
      const verdict = {
        decisionId: decisionId("d-1"),
        outcome: "withhold",
        verdictSha256: aSha(),
        evaluatedAt: at(1),
        changesAt: at(9),
        checkRunId: aNumber(),
        conclusion: "action_required",
        shownSha256: aSha(),
        rerunAt: at(1),
        creatingAt: at(2),
      };
      await test.stores.verdicts.save(head, verdict);

      await test.stores.verdicts.save(head, { outcome: "allow", changesAt: null });
      expect(await test.stores.verdicts.find(head)).toEqual({ ...head, ...verdict, outcome: "allow", changesAt: null });

      await test.stores.verdicts.save(head, { checkRunId: null });
      expect(await test.stores.verdicts.find(head)).toMatchObject({ checkRunId: null, outcome: "allow" });
    });

    it("changes nothing when there is nothing to change", async () => {
      const head = await aHead();
      await test.stores.verdicts.save(head, { outcome: "flag" });

      await test.stores.verdicts.save(head, {});

      expect(await test.stores.verdicts.find(head)).toMatchObject({ outcome: "flag" });
    });

    it("settles two first verdicts at once in one row", async () => {
      const head = await aHead();

      await Promise.all(
        Array.from({ length: 8 }, () => test.stores.verdicts.save(head, { outcome: "allow", evaluatedAt: at(1) })),
      );

      expect(await test.stores.verdicts.find(head)).toMatchObject({ outcome: "allow" });
    });
  });

  it("finds the open heads that any of these people is on, each once", async () => {
    const [one, other] = [accountId(aNumber()), accountId(aNumber())];
    const open = await saveOpenPullRequest(test.stores);
    await saveOpenPullRequest(test.stores, { ...open, number: 2 });
    const closed = await saveOpenPullRequest(test.stores, { state: "closed" });
    await test.stores.verdicts.savePeople(open, [one, other]);
    await test.stores.verdicts.savePeople(closed, [one]);

    expect(await test.stores.verdicts.openHeadsOf([one, other])).toEqual([headOf(open)]);
    expect(await test.stores.verdicts.openHeadsOf([accountId(aNumber())])).toEqual([]);
    expect(await test.stores.verdicts.openHeadsOf([])).toEqual([]);
  });

  it("takes off a head who is on it no more", async () => {
    const [stays, goes, comes] = [accountId(aNumber()), accountId(aNumber()), accountId(aNumber())];
    const pull = await saveOpenPullRequest(test.stores);
    await test.stores.verdicts.savePeople(pull, [stays, goes]);

    await test.stores.verdicts.savePeople(pull, [stays, comes, comes]);

    expect(await test.stores.verdicts.openHeadsOf([goes])).toEqual([]);
    expect(await test.stores.verdicts.openHeadsOf([stays])).toHaveLength(1);
    expect(await test.stores.verdicts.openHeadsOf([comes])).toHaveLength(1);

    await test.stores.verdicts.savePeople(pull, []);
    expect(await test.stores.verdicts.openHeadsOf([stays, comes])).toEqual([]);
  });

  it("lists what is kept of the open heads of an installation", async () => {
    const { id: repositoryId, installationId } = await saveRepository(test.stores);
    await saveOpenPullRequest(test.stores, { repositoryId });
    const asked = await saveOpenPullRequest(test.stores, { repositoryId, number: 2 });
    const answered = await saveOpenPullRequest(test.stores, { repositoryId, number: 3 });
    const closed = await saveOpenPullRequest(test.stores, { repositoryId, number: 4, state: "closed" });
    await test.stores.verdicts.save(closed, { evaluatedAt: at(1) });
    await test.stores.verdicts.save(asked, { rerunAt: at(1) });
    await test.stores.verdicts.save(answered, { evaluatedAt: at(1) });

    const heads = await test.stores.verdicts.listOpen(installationId);

    expect(new Set(heads.map(({ headSha }) => headSha))).toEqual(new Set([asked.headSha, answered.headSha]));
  });

  describe("decisions", () => {
    it("come back as they were made", async () => {
      const decision = aDecision(await aHead());

      await test.stores.verdicts.saveDecision(decision);

      expect(await test.stores.verdicts.findDecision(decision.id)).toEqual(decision);
      expect(await test.stores.verdicts.findDecision(decisionId("unknown"))).toBeNull();
    });

    it("stay when their facts are erased", async () => {
      const decision = { ...aDecision(await aHead()), facts: null, tree: null };

      await test.stores.verdicts.saveDecision(decision);

      expect(await test.stores.verdicts.findDecision(decision.id)).toEqual(decision);
    });
  });

  it("lists a person's open pull requests, newest first, with the verdict on each", async () => {
    const { id: repositoryId, owner, name } = await saveRepository(test.stores);
    const own = await saveOpenPullRequest(test.stores, { repositoryId, githubUpdatedAt: at(1) });
    const account = own.author!.id;
    const joined = await saveOpenPullRequest(test.stores, { repositoryId, number: 2, githubUpdatedAt: at(2) });
    await saveOpenPullRequest(test.stores, { repositoryId, number: 3, author: own.author, state: "closed" });
    await saveOpenPullRequest(test.stores, { repositoryId, number: 4 });
    await test.stores.verdicts.savePeople(joined, [account]);
    const verdict = { outcome: "withhold", conclusion: "action_required", decisionId: decisionId("d-2") };
    await test.stores.verdicts.save(joined, verdict);

    const listed = await test.stores.verdicts.openPullRequestsOf([account]);

    expect(listed).toEqual([
      { repositoryId, owner, name, number: 2, ...verdict },
      { repositoryId, owner, name, number: 1, outcome: null, conclusion: null, decisionId: null },
    ]);
  });

  async function aHead(): Promise<Head> {
    return headOf(await saveOpenPullRequest(test.stores));
  }
});

describe("heads without an answer", () => {
  const test = useStores();

  it("are counted once each, with the age of the oldest", async () => {
    expect(await test.stores.verdicts.unanswered(at(0))).toEqual({ count: 0, oldestSeconds: 0 });

    const old = await saveOpenPullRequest(test.stores, { githubUpdatedAt: at(0) });
    await saveOpenPullRequest(test.stores, { ...old, number: 2, githubUpdatedAt: at(5) });
    const young = await saveOpenPullRequest(test.stores, { githubUpdatedAt: at(8) });
    await saveOpenPullRequest(test.stores, { state: "merged" });
    expect(await test.stores.verdicts.unanswered(at(10))).toEqual({ count: 2, oldestSeconds: 10 });

    await test.stores.verdicts.save(old, { evaluatedAt: at(9) });
    expect(await test.stores.verdicts.unanswered(at(10))).toEqual({ count: 1, oldestSeconds: 2 });
    expect(await test.stores.verdicts.unanswered(at(7))).toEqual({ count: 1, oldestSeconds: 0 });

    await test.stores.repositories.remove([young.repositoryId], at(9));
    expect(await test.stores.verdicts.unanswered(at(10))).toEqual({ count: 0, oldestSeconds: 0 });
  });
});

function headOf({ repositoryId, headSha }: Head): Head {
  return { repositoryId, headSha };
}

function aDecision(head: Head): StoredDecision {
  return {
    ...head,
    id: decisionId(crypto.randomUUID()),
    outcome: "withhold",
    mode: "block",
    policyDigest: aSha(),
    factsSha256: aSha(),
    facts: { asOf: at(0).toISOString(), people: [{ login: "mira", person: null }] },
    tree: { outcome: "withhold" },
    decidedAt: at(1),
  };
}
