import { describe, expect, it } from "vitest";
import { readPeriod, readPoint } from "../../src/evidence/period.ts";

const now = new Date("2026-03-31T12:00:00.000Z");

describe("a period of two days", () => {
  it("has both of them whole", () => {
    expect(readPeriod({ from: "2026-01-01", to: "2026-03-31" }, now)).toEqual({
      ok: true,
      period: { from: new Date("2026-01-01T00:00:00.000Z"), to: new Date("2026-04-01T00:00:00.000Z") },
    });
  });

  it("may be one day", () => {
    expect(readPeriod({ from: "2026-02-28", to: "2026-02-28" }, now)).toMatchObject({
      period: { to: new Date("2026-03-01T00:00:00.000Z") },
    });
  });

  it.each([
    ["2026-02-30", "2026-03-01", "from", /no day/],
    ["1.1.2026", "2026-03-01", "from", /no day: write it as/],
    ["2026-01-01", "yesterday", "to", /no day/],
    ["2026-03-02", "2026-03-01", "to", /before 2026-03-02/],
    ["2026-04-01", "2026-04-02", "from", /still to come/],
  ])("is not one from %s to %s", (from, to, option, problem) => {
    expect(readPeriod({ from, to }, now)).toMatchObject({ ok: false, option, problem: expect.stringMatching(problem) });
  });
});

describe("a point in time", () => {
  it.each([
    ["2026-02-28", "2026-02-28T23:59:59.999Z"],
    ["2026-03-31", "2026-03-31T23:59:59.999Z"],
    ["2026-02-28T09:30Z", "2026-02-28T09:30:00.000Z"],
    ["2026-02-28T09:30:15.250Z", "2026-02-28T09:30:15.250Z"],
  ])("is, of a day, its end, and of an instant that one: %s", (text, at) => {
    expect(readPoint(text, now)).toEqual({ ok: true, at: new Date(at) });
  });

  it.each([
    ["2026-02-30", /no time: write it as/],
    ["2026-02-30T09:00Z", /no time/],
    ["2026-02-28T09:00", /no time/],
    ["2026-04-01", /still to come/],
    ["2026-03-31T13:00Z", /still to come/],
  ])("is not %s", (text, problem) => {
    expect(readPoint(text, now)).toEqual({ ok: false, problem: expect.stringMatching(problem) });
  });
});
