import { describe, expect, it } from "vitest";
import { stepsOf } from "../../../src/pipeline/auditor/steps.ts";

const day = (text: string) => new Date(`${text}T00:00:00.000Z`);
const told = (from: string, to: string) => {
  const { step, steps } = stepsOf({ from: day(from), to: day(to) });
  return {
    step,
    steps: steps.map((one) => `${one.from.toISOString().slice(0, 10)}/${one.to.toISOString().slice(0, 10)}`),
  };
};

describe("the steps of a period", () => {
  it("are weeks from Monday on, the first and the last cut to the period", () => {
    expect(told("2026-11-04", "2026-11-18")).toEqual({
      step: "week",
      steps: ["2026-11-04/2026-11-09", "2026-11-09/2026-11-16", "2026-11-16/2026-11-18"],
    });
  });

  it("begin with a whole week on a Monday", () => {
    expect(told("2026-11-02", "2026-11-09").steps).toEqual(["2026-11-02/2026-11-09"]);
  });

  it("are months where there are more weeks than a chart takes", () => {
    const { step, steps } = told("2025-11-15", "2027-01-01");

    expect(step).toBe("month");
    expect(steps.at(0)).toBe("2025-11-15/2025-12-01");
    expect(steps.at(-1)).toBe("2026-12-01/2027-01-01");
    expect(steps).toHaveLength(14);
  });

  it("leave nothing out and count nothing twice", () => {
    const { steps } = stepsOf({ from: day("2026-01-01"), to: day("2026-12-31") });

    expect(steps.slice(1).map(({ from }) => from)).toEqual(steps.slice(0, -1).map(({ to }) => to));
    expect([steps.at(0)?.from, steps.at(-1)?.to]).toEqual([day("2026-01-01"), day("2026-12-31")]);
  });
});
