import { describe, expect, it } from "vitest";
import {
  type CoverageLook,
  coverageIntervals,
  type RepositoryLook,
  type Surroundings,
} from "../../src/evidence/coverage-intervals.ts";

const HOUR = 3_600_000;
const hour = (hours: number) => new Date(Date.UTC(2026, 6, 1) + hours * HOUR);

const SOUND: RepositoryLook = {
  id: 1,
  name: "payments",
  mode: "block",
  required: true,
  pinned: true,
  openHeads: 3,
  answered: 3,
  bypass: [],
  holes: [],
};

const look = (
  at: number,
  repositories: readonly Partial<RepositoryLook>[],
  holes: readonly string[] = [],
): CoverageLook => ({
  at: hour(at),
  repositories: repositories.map((one) => ({ ...SOUND, ...one })),
  holes,
  sha256: String(at),
});

async function intervals(looks: readonly CoverageLook[], around: Partial<Surroundings> = {}) {
  async function* all() {
    yield* looks;
  }
  const given = { period: { from: hour(0), to: hour(100) }, pauses: [], silences: [], ...around };
  const told = [];
  for await (const { seen, from, to, status, causes } of coverageIntervals(all(), given)) {
    const hours = [from, to].map((at) => (at.getTime() - hour(0).getTime()) / HOUR).join("-");
    told.push([seen.name, hours, status, ...causes].join(" "));
  }
  return told;
}

describe("how repositories stood", () => {
  it("is one interval while each look finds the same, however many heads were open", async () => {
    const looks = [look(0, [{}]), look(24, [{ openHeads: 9, answered: 9 }]), look(48, [{}])];

    expect(await intervals(looks, { period: { from: hour(0), to: hour(60) } })).toEqual(["payments 0-60 covered"]);
  });

  it("changes with the look that finds something else, and says what is wrong", async () => {
    const looks = [look(0, [{}]), look(20, [{ required: false, holes: ["not-required"] }]), look(30, [{}])];

    expect(await intervals(looks, { period: { from: hour(0), to: hour(40) } })).toEqual([
      "payments 0-20 covered",
      "payments 20-30 gap not-required",
      "payments 30-40 covered",
    ]);
  });

  it("is not known once a day has passed without a look; and says where no server ran", async () => {
    const looks = [look(0, [{}]), look(70, [{}])];
    const silences = [{ from: hour(40), to: hour(70) }];

    expect(await intervals(looks, { period: { from: hour(0), to: hour(80) }, silences })).toEqual([
      "payments 0-26 covered",
      "payments 26-40 unknown nobody looked",
      "payments 40-70 unknown no server ran",
      "payments 70-80 covered",
    ]);
  });

  it("is a gap while the gate was paused, to the minute", async () => {
    const pauses = [{ from: hour(3), to: hour(4.5) }];

    expect(await intervals([look(0, [{}])], { period: { from: hour(0), to: hour(10) }, pauses })).toEqual([
      "payments 0-3 covered",
      "payments 3-4.5 gap paused",
      "payments 4.5-10 covered",
    ]);
  });

  it("says of flag and observe that no more is asked there; a pause concerns only what is not observed", async () => {
    const looks = [look(0, [{ mode: "flag" }, { id: 2, name: "crm", mode: "observe", holes: ["unanswered"] }])];
    const pauses = [{ from: hour(2), to: hour(10) }];

    expect(await intervals(looks, { period: { from: hour(0), to: hour(10) }, pauses })).toEqual([
      "payments 0-2 flagging",
      "payments 2-10 gap paused",
      "crm 0-10 observing",
    ]);
  });

  it("has a hole everywhere where something is wrong with the App", async () => {
    const looks = [look(0, [{}], ["suspended"]), look(10, [{}])];

    expect(await intervals(looks, { period: { from: hour(0), to: hour(20) } })).toEqual([
      "payments 0-10 gap app: suspended",
      "payments 10-20 covered",
    ]);
  });

  it("begins and ends with the repository, and is cut to the period", async () => {
    const looks = [look(-10, [{}]), look(5, [{}, { id: 2, name: "new" }]), look(12, [{ id: 2, name: "new" }])];

    expect(await intervals(looks, { period: { from: hour(0), to: hour(20) } })).toEqual([
      "payments 0-12 covered",
      "new 5-20 covered",
    ]);
  });
});
