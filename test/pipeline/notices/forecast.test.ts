import { expect, it } from "vitest";
import { forecastLapses } from "../../../src/pipeline/notices/forecast.ts";

const TUESDAY = new Date("2026-11-03T12:00:00.000Z");
const ends = (person: string, at: string) => ({ person, layer: "developer", at: new Date(at) });

it("counts people by the weeks in which their training ends, from this week's Monday on", () => {
  const weeks = forecastLapses(
    [ends("a", "2026-11-04T00:00:00Z"), ends("b", "2026-11-08T23:59:59Z"), ends("c", "2026-11-09T00:00:00Z")],
    TUESDAY,
    14,
  );

  expect(weeks).toEqual([
    { from: "2026-11-02", people: 2 },
    { from: "2026-11-09", people: 1 },
    { from: "2026-11-16", people: 0 },
  ]);
});

it("counts nobody twice in a week, nor what has ended, nor what ends after its days", () => {
  const weeks = forecastLapses(
    [
      ends("a", "2026-11-05T00:00:00Z"),
      ends("a", "2026-11-06T00:00:00Z"),
      ends("b", "2026-11-03T11:00:00Z"),
      ends("c", "2026-11-18T00:00:00Z"),
    ],
    TUESDAY,
    14,
  );

  expect(weeks.map(({ people }) => people)).toEqual([1, 0, 0]);
});

it("looks 120 days ahead", () => {
  expect(forecastLapses([], TUESDAY)).toHaveLength(18);
});
