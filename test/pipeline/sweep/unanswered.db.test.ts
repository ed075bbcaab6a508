import { describe, expect, it } from "vitest";
import { decisionId } from "../../../src/domain/ids.ts";
import type { PullRequest } from "../../../src/domain/pull-request.ts";
import type { SweepDeps } from "../../../src/pipeline/sweep/sweep.ts";
import { fileUnanswered } from "../../../src/pipeline/sweep/unanswered.ts";
import { useTransact } from "../../support/learning-db.ts";
import { at, saveOpenPullRequest, useStores } from "../../support/stores.ts";

const DAY_SECONDS = 86_400;

describe("an open head with a verdict that GitHub shows", () => {
  const test = useStores();
  const { transact, filed } = useTransact(test);

  async function filedFor({ now = at(60), listed = (pull: PullRequest) => [pull] } = {}) {
    const pull = await saveOpenPullRequest(test.stores);
    const shown = { checkRunId: 5, conclusion: "success", decisionId: decisionId("d1") };
    await test.stores.verdicts.save(pull, { evaluatedAt: at(0), ...shown });
    const repository = await test.stores.repositories.find(pull.repositoryId);
    if (!repository) throw new Error("It was saved");
    const held = await test.stores.pulls.listOpen(repository.installationId);
    const open = listed(pull).map((one) => ({
      pull: one,
      run: { externalId: "d1", conclusion: "success" },
      groupSha: null,
    }));
    const before = filed.length;
    const deps = { stores: test.stores, transact } as unknown as SweepDeps;
    await fileUnanswered(repository.installationId, { open, held, at: now }, deps);
    return filed.slice(before).map(({ subject }) => subject);
  }

  it("is left alone on the day of its verdict", async () => {
    expect(await filedFor({ now: at(DAY_SECONDS - 1) })).toEqual([]);
  });

  it("is looked at once a day, since what no delivery told may have changed it", async () => {
    expect(await filedFor({ now: at(DAY_SECONDS) })).toHaveLength(1);
  });

  it("is looked at when another pull request has joined it without a word", async () => {
    const subjects = await filedFor({ listed: (pull) => [pull, { ...pull, number: pull.number + 1 }] });

    expect(subjects).toHaveLength(1);
  });

  it("is looked at when its pull request has turned to another base without a word", async () => {
    expect(await filedFor({ listed: (pull) => [{ ...pull, baseRef: "release" }] })).toHaveLength(1);
  });
});
