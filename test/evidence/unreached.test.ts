import { describe, expect, it } from "vitest";
import { exceptionsReport } from "../../src/evidence/reports/06-exceptions.ts";
import { allOf, SOMEBODY, someSources, subject } from "./some-sources.ts";

const period = { from: new Date("2026-01-10"), to: new Date("2026-02-01") };
const asOf = new Date("2026-01-31T00:00:00.000Z");

const notice = (day: string, told: object = {}) =>
  ({
    type: "notice.sent",
    occurred_at: `2026-01-${day}T00:00:00.000Z`,
    ...subject(SOMEBODY),
    notice_id: "notice-1",
    hold_id: "hold-1",
    kind: "hold",
    delivered: false,
    why: "cannot-read",
    ...told,
  }) as const;

const ended = (day: string) =>
  ({
    type: "hold.ended",
    occurred_at: `2026-01-${day}T00:00:00.000Z`,
    ...subject(SOMEBODY),
    hold_id: "hold-1",
    how: "granted",
  }) as const;

async function exceptionsIn(...entries: readonly object[]) {
  const report = exceptionsReport(someSources({ asOf, entries: entries as never }));
  const rows = await allOf(report.rows(period));
  return { rows, residuals: (await report.reconcile(period)).map(({ residual }) => residual) };
}

describe("a hold of which nobody heard", () => {
  it("is an exception until a notice reaches them", async () => {
    const { rows, residuals } = await exceptionsIn(
      notice("12"),
      notice("13", { delivered: true, channel: "mail" }),
      notice("14", { notice_id: "notice-2", kind: "granted", delivered: true }),
    );

    expect(rows).toEqual([expect.objectContaining({ type: "hold-untold", state: "closed", hours: 24 })]);
    expect(rows[0]?.cause).toBe("access was held and no notice reached them: cannot-read");
    expect(residuals.every((residual) => residual === 0)).toBe(true);
  });

  it("ends with the hold, and is open where neither came", async () => {
    expect((await exceptionsIn(notice("12"), ended("14"))).rows).toMatchObject([{ state: "closed", hours: 48 }]);
    expect((await exceptionsIn(notice("12"))).rows).toMatchObject([{ state: "open" }]);
  });

  it("is none where they were told at once, where nothing is held, or where it ended before the period", async () => {
    const { rows } = await exceptionsIn(
      notice("12", { delivered: true, channel: "repository" }),
      notice("12", { notice_id: "notice-2", kind: "ends", hold_id: undefined }),
      notice("05", { notice_id: "notice-3", hold_id: "hold-3" }),
      notice("06", { notice_id: "notice-3", hold_id: "hold-3", delivered: true }),
    );

    expect(rows).toEqual([]);
  });
});
