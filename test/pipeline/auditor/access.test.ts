import { describe, expect, it } from "vitest";
import { orgId, personId, repositoryId } from "../../../src/domain/ids.ts";
import type { Report, Row } from "../../../src/evidence/report.ts";
import type { PointAsked } from "../../../src/evidence/reports/05-point-in-time.ts";
import { downloadAccess, readAccess, readAccessHistory } from "../../../src/pipeline/auditor/access.ts";
import type { AuditDeps } from "../../../src/pipeline/auditor/deps.ts";
import type { AccessAsked } from "../../../src/pipeline/auditor/port.ts";

const MIRA = personId("00000000-0000-4000-8000-00000000000a");
const PERIOD = { from: new Date("2026-01-01"), to: new Date("2026-02-01") };
const ASKED: AccessAsked = {
  ...{ org: orgId(1), period: PERIOD, at: null, knownAt: null, login: null, repository: null, after: null },
};

const rowAt = (place: number): Row => ({ person_key: MIRA, kind: "person", external_id: null, repository_id: place });
const historyAt = (place: number): Row => ({
  ...{ log_epoch: 1, log_seq: place, kind: "member", team: null, repository: null },
});

function aDesk(rows: number) {
  const points: (PointAsked | undefined)[] = [];
  const open = { now: 0 };
  async function* each(of: (place: number) => Row) {
    for (let place = 0; place < rows; place++) yield of(place);
  }
  const report = {
    ...{ id: "R-05", name: "point-in-time", title: "", question: "", clauses: [], query: "" },
    columns: ["person_key", "kind", "external_id", "repository_id"].map((name) => ({ name, means: "" })),
    ...{ rows: () => each(rowAt), reconcile: async () => [] },
  } satisfies Report;
  const deps = {
    stores: {
      people: {
        findAccountByLogin: async (login: string) => (login === "mira" ? { person: MIRA } : null),
        accountsOfAll: async () => [{ person: MIRA, login: "mira" }],
      },
    },
    reading: { repositoriesNamed: async (_: unknown, name: string) => (name === "web" ? [repositoryId(7)] : []) },
    openReports: async (_: unknown, point?: PointAsked) => {
      points.push(point);
      open.now += 1;
      const close = async () => {
        open.now -= 1;
      };
      return { reports: [report], accessHistory: () => ({ columns: [], rows: () => each(historyAt) }), close };
    },
    clock: () => new Date("2026-03-01"),
  } as unknown as AuditDeps;
  return { deps, points, open };
}

describe("access for auditors", () => {
  it("comes in pages that follow each other, and each row stands on one of them", async () => {
    const { deps, open } = aDesk(120);
    const seen: unknown[] = [];
    const sizes: number[] = [];

    for (let after: string | null = null; ; ) {
      const { rows, next }: Awaited<ReturnType<typeof readAccess>> = await readAccess({ ...ASKED, after }, deps);
      sizes.push(rows.length);
      seen.push(...rows.map(({ repository_id }) => repository_id));
      after = next;
      if (after === null) break;
    }

    expect(sizes).toEqual([50, 50, 20]);
    expect(seen).toEqual(Array.from({ length: 120 }, (_, place) => place));
    expect(open.now).toBe(0);
  });

  it("asks by ids, and says what the rows are about", async () => {
    const { deps, points } = aDesk(1);
    const at = new Date("2026-01-15");

    const view = await readAccess({ ...ASKED, at, login: "mira", repository: "web" }, deps);

    expect(points).toEqual([{ at, knownAt: null, person: MIRA, repository: 7 }]);
    expect(view).toMatchObject({ at, knownAt: new Date("2026-03-01"), person: MIRA, unknown: null });
  });

  it("has no rows and no file of who or what is not known", async () => {
    const { deps } = aDesk(3);

    expect(await readAccess({ ...ASKED, login: "nobody" }, deps)).toMatchObject({ rows: [], unknown: "login" });
    expect(await readAccess({ ...ASKED, repository: "gone" }, deps)).toMatchObject({ rows: [], unknown: "repository" });
    expect(await downloadAccess({ ...ASKED, login: "nobody" }, "csv", deps)).toBeNull();
  });

  it("is a file of all rows, named by its day, and holds nothing open before it is read nor after", async () => {
    const { deps, open } = aDesk(120);

    const file = await downloadAccess({ ...ASKED, at: new Date("2026-01-15") }, "jsonl", deps);
    expect([file?.name, open.now]).toEqual(["R-05-access-2026-01-15.jsonl", 0]);
    let text = "";
    for await (const chunk of file?.bytes ?? []) text += Buffer.from(chunk).toString();

    expect(text.trimEnd().split("\n")).toHaveLength(120);
    expect(open.now).toBe(0);
  });

  it("has the history of one person in pages, and none of whom nothing was observed", async () => {
    const { deps, open } = aDesk(60);

    const first = await readAccessHistory(ASKED, MIRA, null, deps);
    const second = await readAccessHistory(ASKED, MIRA, first?.next ?? null, deps);

    expect([first?.rows.length, second?.rows.length, second?.next]).toEqual([50, 10, null]);
    expect(first?.login).toBe("mira");
    expect(await readAccessHistory(ASKED, MIRA, null, aDesk(0).deps)).toBeNull();
    expect(open.now).toBe(0);
  });
});
