import { randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import { decisionId, type InstallationId } from "../../../src/domain/ids.ts";
import { createEntries } from "../../../src/pipeline/entries.ts";
import type { OpenHead } from "../../../src/pipeline/github-port.ts";
import { type SweepDeps, sweepInstallation } from "../../../src/pipeline/sweep/sweep.ts";
import { useTransact } from "../../support/learning-db.ts";
import { at, saveOpenPullRequest, useStores } from "../../support/stores.ts";

describe("a sweep beside the work of the day", () => {
  const test = useStores();
  const { transact, filed } = useTransact(test);

  /** An installation with one open pull request, whose head we know by `run`; GitHub lists it as `listed`. */
  async function swept(run: { id: number; externalId: string } | null, listed: OpenHead["run"]) {
    const pull = await saveOpenPullRequest(test.stores);
    const repository = await test.stores.repositories.find(pull.repositoryId);
    if (!repository) throw new Error("It was saved");
    const id = repository.installationId as InstallationId;
    await test.stores.installations.markBaseline(id, at(0));
    const noted = {
      evaluatedAt: at(0),
      checkRunId: run?.id ?? null,
      conclusion: run ? "action_required" : null,
      decisionId: run ? decisionId(run.externalId) : null,
      shownSha256: run ? "0".repeat(64) : null,
    };
    await test.stores.verdicts.save(pull, noted);
    const before = filed.length;
    const installations = {
      listInstallations: async () => [],
      listRepositories: async () => [repository],
      listOpenHeads: async () => [{ pull, run: listed, groupSha: null }],
      readAccess: async () => {
        throw new Error("The baseline is there");
      },
    };
    const entries = createEntries({ id: randomUUID(), version: "0.0.0" });
    const gateHistory = { readGateHistory: async () => null };
    const deps = {
      gateHistory,
      stores: test.stores,
      transact,
      entries,
      clock: () => at(60),
      installations,
    } as unknown as SweepDeps;
    await sweepInstallation(id, deps);
    return {
      verdict: await test.stores.verdicts.find(pull),
      filed: filed.slice(before).filter(({ subject }) => subject.kind === "head").length,
    };
  }

  it("leaves alone what GitHub shows as we wrote it", async () => {
    const { verdict, filed } = await swept(
      { id: 5, externalId: "d1" },
      { externalId: "d1", conclusion: "action_required" },
    );

    expect(filed).toBe(0);
    expect(verdict).toMatchObject({ checkRunId: 5, creatingAt: null });
  });

  it("does not forget a run that was made after GitHub wrote its list: or it would be made twice", async () => {
    const { verdict, filed } = await swept({ id: 5, externalId: "d1" }, null);

    expect(filed).toBe(1);
    expect(verdict).toMatchObject({ checkRunId: 5, conclusion: "action_required" });
    expect(verdict?.creatingAt).not.toBeNull();
  });

  it.each([
    ["another conclusion", { externalId: "d1", conclusion: "success" }],
    ["another decision", { externalId: "d0", conclusion: "action_required" }],
  ])("has GitHub asked again where it shows %s", async (_, listed) => {
    const { verdict, filed } = await swept({ id: 5, externalId: "d1" }, listed);

    expect(filed).toBe(1);
    expect(verdict?.creatingAt).not.toBeNull();
  });

  it("leaves a head alone on which nothing was to be shown, and nothing is", async () => {
    expect((await swept(null, null)).filed).toBe(0);
  });
});
