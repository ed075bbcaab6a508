import { describe, expect, it } from "vitest";
import { orgId, repositoryId } from "../../../src/domain/ids.ts";
import type { AdminDeps } from "../../../src/pipeline/admin/deps.ts";
import type { RepositoryShow } from "../../../src/pipeline/admin/port.ts";
import { listRepositories } from "../../../src/pipeline/admin/repositories.ts";
import { DEFAULTS } from "../../../src/policy/defaults.ts";
import type { Policy } from "../../../src/policy/policy.ts";
import { anInstallation, aRepository, at } from "../../support/stores.ts";

const ORG = orgId(1);
const POLICY: Policy = {
  ...DEFAULTS,
  scopes: [{ repositories: ["pay-*"], mode: "block", from: "2026-06-01" }],
  boundary: { ...DEFAULTS.boundary, repositories: { include: ["*"], exclude: ["sandbox"] } },
};

function anOrganisation(names: readonly string[], report: unknown = null) {
  const repositories = names.map((name, index) => aRepository({ id: repositoryId(index + 1), name }));
  const run = report === null ? null : { id: "", orgId: ORG, holes: 1, report, observedAt: at(0) };
  const deps = {
    stores: {
      installations: { listActive: async () => [{ ...anInstallation({ orgId: ORG }), baselineAt: null }] },
      repositories: { listOf: async () => repositories },
      coverage: { newest: async () => run },
    },
    policies: { inForce: async () => ({ policy: POLICY, digest: "" }) },
    reading: { openHeads: async () => [{ repositoryId: repositoryId(2), open: 3, answered: 1 }] },
    clock: () => at(0),
  } as unknown as AdminDeps;
  return (asked: { search?: string; page?: number; show?: RepositoryShow } = {}) =>
    listRepositories(ORG, { search: "", show: null, page: 1, ...asked }, deps);
}

describe("repositories", () => {
  const hole = { kind: "not-required", repository: "pay-api", detail: "no rule asks for it", remedy: "Ask for it" };
  const REPORT = {
    sentence: "The gate is decoration.",
    repositories: [
      { id: 1, required: false, pinned: false },
      { id: 2, required: true, pinned: true },
      { id: 3, required: true, pinned: false },
    ],
    holes: [hole, { ...hole, kind: "suspended", repository: null }],
  };

  it("stand with their scope today and what the newest look found, those with unanswered heads first", async () => {
    const { rows, coverage } = await anOrganisation(["pay-api", "web", "sandbox", "new"], REPORT)();

    expect(coverage).toEqual({ sentence: "The gate is decoration.", observedAt: at(0), holes: 1 });
    expect(rows).toMatchObject([
      { name: "web", mode: "observe", scope: null, required: "pinned", openHeads: 3, answered: 1, holes: [] },
      { name: "new", required: null, openHeads: 0 },
      { name: "pay-api", mode: "block", scope: 1, from: "2026-06-01", required: "no", holes: [hole] },
      { name: "sandbox", inBoundary: false, required: "by-anybody" },
    ]);
  });

  it.each([
    ["block", ["pay-api"]],
    ["observe", ["web", "new"]],
    ["outside", ["sandbox"]],
    ["hole", ["pay-api"]],
    ["flag", []],
  ] as const)("are narrowed to %s", async (show, names) => {
    const { rows, total } = await anOrganisation(["pay-api", "web", "sandbox", "new"], REPORT)({ show });

    expect(rows.map(({ name }) => name)).toEqual(names);
    expect(total).toBe(names.length);
  });

  it.each([null, { of: "an older release" }])(
    "are told without a look where there is none to read: %j",
    async (report) => {
      const { rows, coverage } = await anOrganisation(["web"], report)();

      expect(coverage).toBeNull();
      expect(rows).toMatchObject([{ name: "web", required: null, holes: [] }]);
    },
  );

  it("come fifty to a page; beyond the last page there is the last", async () => {
    const list = anOrganisation(Array.from({ length: 120 }, (_, index) => `repository-${index}`));

    expect(await list()).toMatchObject({ total: 120, page: 1, pages: 3, rows: { length: 50 } });
    expect(await list({ page: 9 })).toMatchObject({ page: 3, rows: { length: 20 } });
    expect(await list({ search: "Y-11" })).toMatchObject({ total: 11, page: 1, pages: 1 });
  });
});
