import { describe, expect, it } from "vitest";
import { orgId } from "../../../src/domain/ids.ts";
import type { Report, Row } from "../../../src/evidence/report.ts";
import { createAuditing } from "../../../src/pipeline/auditor/auditing.ts";
import type { AuditDeps } from "../../../src/pipeline/auditor/deps.ts";
import { UNMAPPED } from "../../../src/training/mapping/mapping.ts";

const ORG = orgId(7_001);
const SCOPE = { org: ORG, period: { from: new Date("2026-11-02T00:00Z"), to: new Date("2026-11-23T00:00Z") } };

function aReport(id: string, rows: readonly Row[]): Report {
  return {
    ...{ id, name: "some", title: "Some", question: "?", clauses: [{ framework: "f", ref: "1" }], query: "." },
    columns: Object.keys(rows[0] ?? { one: 1 }).map((name) => ({ name, means: "." })),
    async *rows() {
      yield* rows;
    },
    reconcile: async () => [],
  };
}

/** `open` counts the readings that are open now. */
function anAuditing(reports: readonly Report[], deps: Partial<AuditDeps> = {}) {
  const open = { now: 0 };
  const refuse = () => Promise.reject(new Error("Not expected to be read"));
  const reading = {
    ...{ counts: async () => [], search: refuse, find: refuse, neighbours: refuse, repositoriesNamed: refuse },
    ...{ repositoryNames: refuse, disclosures: refuse, coverageLooks: async () => [] },
  };
  const auditing = createAuditing({
    stores: {} as AuditDeps["stores"],
    reading,
    openReports: async () => {
      open.now += 1;
      const close = async () => {
        open.now -= 1;
      };
      return { reports, close, accessHistory: () => ({ columns: [], rows: async function* () {} }) };
    },
    openPack: async () => null,
    openSample: () => {
      throw new Error("No sample is taken here");
    },
    prove: async () => null,
    vkey: () => "",
    taught: { mapping: UNMAPPED, curriculum: () => ({ layers: [] }) },
    clock: () => new Date(0),
    ...deps,
  });
  return { auditing, open };
}

describe("merges over time", () => {
  it("are counted by week and result, and the totals are all rows", async () => {
    const rows = [
      { landed_at: "2026-11-03T10:00:00.000Z", result: "allowed" },
      { landed_at: "2026-11-08T23:59:59.999Z", result: "allowed" },
      { landed_at: "2026-11-09T00:00:00.000Z", result: "bypassed" },
      { landed_at: "2026-11-22T10:00:00.000Z", result: "allowed" },
    ];
    const { auditing, open } = anAuditing([aReport("R-21", rows)]);

    const { counts, totals, step, counted } = await auditing.merges(SCOPE);

    expect(step).toBe("week");
    expect(counts.map(({ key, count }) => `${key} ${count}`)).toEqual([
      ...["allowed 2", "bypassed 0"],
      ...["allowed 0", "bypassed 1"],
      ...["allowed 1", "bypassed 0"],
    ]);
    expect([...totals]).toEqual([
      ["allowed", 3],
      ["bypassed", 1],
    ]);
    expect(counted).toEqual({ rows: 4, isAll: true });
    expect(open.now).toBe(0);
  });
});

describe("exceptions over time", () => {
  it("that began before the period stand in its first step, those of an unknown time in its last", async () => {
    const rows = [
      { opened: "2026-01-01T00:00:00.000Z", type: "gate-paused" },
      { opened: null, type: "untrained-access" },
    ];
    const { auditing } = anAuditing([aReport("R-06", rows)]);

    const { counts } = await auditing.exceptions(SCOPE);

    expect(
      counts.filter(({ count }) => count > 0).map(({ key, from }) => [key, from.toISOString().slice(0, 10)]),
    ).toEqual([
      ["gate-paused", "2026-11-02"],
      ["untrained-access", "2026-11-16"],
    ]);
  });
});

describe("a report", () => {
  const many = aReport(
    "R-04",
    Array.from({ length: 1_500 }, (_, at) => ({ at })),
  );

  it("is counted in the list no further than a page can wait for", async () => {
    const { auditing } = anAuditing([many, aReport("R-09", [])]);

    const lines = await auditing.reports(SCOPE);

    expect(lines.map(({ id, counted }) => ({ id, ...counted }))).toEqual([
      { id: "R-04", rows: 1_000, isAll: false },
      { id: "R-09", rows: 0, isAll: true },
    ]);
  });

  it("is counted to its end by itself, with its first rows and what agrees", async () => {
    const { auditing } = anAuditing([many]);

    const report = await auditing.report(SCOPE, "R-04");

    expect(report?.counted).toEqual({ rows: 1_500, isAll: true });
    expect(report?.rows).toHaveLength(20);
    expect(report?.reconciliations).toEqual([]);
    expect(await auditing.report(SCOPE, "R-99")).toBeNull();
  });

  it("holds nothing open before its bytes are asked for, nor after somebody stopped reading them", async () => {
    const { auditing, open } = anAuditing([many]);
    const download = await auditing.download(SCOPE, "R-04", "jsonl");
    expect(download?.name).toBe("R-04-some.jsonl");
    expect(open.now).toBe(0);

    for await (const chunk of download?.bytes ?? []) {
      expect(Buffer.from(chunk).toString()).toMatch(/^\{"at":0\}\n/);
      expect(open.now).toBe(1);
      break;
    }

    expect(open.now).toBe(0);
  });

  it("of another number is not there", async () => {
    const { auditing, open } = anAuditing([many]);

    expect(await auditing.download(SCOPE, "R-99", "csv")).toBeNull();
    expect(await auditing.sample(SCOPE, "R-99", { n: 1, seed: "a" })).toBeNull();
    expect(open.now).toBe(0);
  });
});
