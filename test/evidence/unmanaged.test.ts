import { describe, expect, it } from "vitest";
import { exceptionsReport } from "../../src/evidence/reports/06-exceptions.ts";
import { allOf, SOMEBODY, SOMEBODY_ELSE, someSources, subject } from "./some-sources.ts";

const period = { from: new Date("2026-01-01"), to: new Date("2026-02-01") };
const asOf = new Date("2026-01-31T00:00:00.000Z");

interface Told {
  readonly day: string;
  readonly person?: string;
  readonly seats: readonly object[];
  readonly mode?: string;
  readonly omitted?: number;
}

const decided = ({ day, person = SOMEBODY, seats, mode = "block", omitted }: Told) =>
  ({
    type: "access.decided",
    occurred_at: `2026-${day}T00:00:00.000Z`,
    ...subject(person),
    decision_id: `decision-${day}`,
    seats,
    ...(omitted !== undefined && { seats_omitted: omitted }),
    missing: [{ requirement: "developer/owasp-top-10-2025", why: "never" }],
    mode,
  }) as const;

const seat = (team: number, more: object = {}) => ({
  resource: { kind: "team", id: String(team) },
  role: "member",
  verdict: "unmanaged",
  outcome: "withhold",
  enforced: false,
  why: "managed",
  ...more,
});

async function exceptionsIn(...told: readonly Told[]) {
  const report = exceptionsReport(someSources({ asOf, entries: told.map(decided) }));
  const rows = await allOf(report.rows(period));
  return { rows, residuals: (await report.reconcile(period)).map(({ residual }) => residual) };
}

describe("somebody without training whose seat is left alone", () => {
  it("is an exception since the first decision that says so, and open until one does not", async () => {
    const { rows, residuals } = await exceptionsIn(
      { day: "01-05", seats: [seat(3)] },
      { day: "01-06", seats: [seat(3)] },
      { day: "01-07", seats: [seat(3, { outcome: "allow" })] },
      { day: "01-09", seats: [seat(3)] },
    );

    expect(rows).toEqual([
      expect.objectContaining({ type: "unmanaged-access", state: "closed", hours: 48, what: "team 3" }),
      expect.objectContaining({ type: "unmanaged-access", state: "open", hours: 22 * 24 }),
    ]);
    expect(rows[0]?.cause).toBe("the policy leaves the team to another system; lacks developer/owasp-top-10-2025");
    expect(residuals.every((residual) => residual === 0)).toBe(true);
  });

  it("is one exception for each team, and ends with the seat", async () => {
    const { rows } = await exceptionsIn(
      { day: "01-05", seats: [seat(3), seat(4, { why: "synced" })] },
      { day: "01-06", seats: [seat(4, { why: "synced" })] },
    );

    expect(rows.map(({ what, state }) => [what, state])).toEqual([
      ["team 3", "closed"],
      ["team 4", "open"],
    ]);
  });

  it.each([
    ["conflict", "somebody gives the access again each time that it is taken"],
    ["not-granted", "the App is not granted the permission to take it"],
  ])("is one also where the app would take it and does not: %s", async (why, cause) => {
    const { rows } = await exceptionsIn({ day: "01-05", seats: [seat(3, { verdict: "lapse", why })] });

    expect(rows).toEqual([
      expect.objectContaining({ type: "unmanaged-access", cause: expect.stringContaining(cause) }),
    ]);
  });

  it("is one exception as an owner, however many seats they have", async () => {
    const owner = { why: "owner" };

    const { rows } = await exceptionsIn({ day: "01-05", seats: [seat(3, owner), seat(4, owner)] });

    expect(rows).toEqual([
      expect.objectContaining({ type: "owner-unenforceable", state: "open", what: "the organisation" }),
    ]);
  });

  it("is not ended by what somebody else's decision says, nor by one that could not name all seats", async () => {
    const { rows } = await exceptionsIn(
      { day: "01-05", seats: [seat(3)] },
      { day: "01-06", person: SOMEBODY_ELSE, seats: [] },
      { day: "01-07", seats: [], omitted: 1 },
    );

    expect(rows).toEqual([expect.objectContaining({ what: "team 3", state: "open", opened: expect.any(String) })]);
  });

  it.each([
    ["who is trained", seat(3, { outcome: "allow" }), "block"],
    ["in grace", seat(3, { outcome: "flag" }), "block"],
    ["whose seat is held", seat(3, { verdict: "hold", why: undefined, enforced: true }), "block"],
    ["whose deadline has not come", seat(3, { verdict: "pre_existing", why: undefined }), "block"],
    ["where the scope does not block", seat(3), "observe"],
  ])("is not one %s", async (_, one, mode) => {
    expect((await exceptionsIn({ day: "01-05", seats: [one], mode })).rows).toEqual([]);
  });
});
