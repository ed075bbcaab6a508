import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type LayerStanding, type StandingQuestion, standingOf } from "../../src/training/standing.ts";

const DAY = 86_400_000;
const start = Date.parse("2026-01-01T00:00:00Z");
/** The instant so many days after the first of January, with `ms` more. */
const day = (days: number, ms = 0) => new Date(start + days * DAY + ms).toISOString();

const opening = { id: "opening", version: "1.0.0", validForDays: 365 };
const depth = { id: "depth", version: "1.0.0", validForDays: 365, firstSince: day(-100) };
const leniency = { renewFromDays: 90, renewalDays: 14, contentUpdateDays: 30, deepeningDays: 60 };
const passed = (course: string, days: number, attested: number | null = days) => ({
  course,
  version: "1.0.0",
  completedAt: day(days),
  attestedAt: attested === null ? null : day(attested),
});

function standing(asOf: string, told: Partial<StandingQuestion> = {}): LayerStanding {
  return standingOf({ courses: [opening], following: [depth], completions: [], waivers: [], leniency, asOf, ...told });
}

describe("a course that follows the opening one", () => {
  it("is not asked for while the opening one is not done", () => {
    expect(standing(day(400))).toEqual({
      state: "missing",
      missing: [{ course: "opening", why: "never", since: null, graceUntil: null }],
      changesAt: null,
    });
    expect(standing(day(400), { completions: [passed("opening", 1, null)] })).toMatchObject({
      missing: [{ course: "opening" }],
    });
  });

  it("leaves the layer met, and says by when, until the time for it is over; then it is missing", () => {
    const completions = [passed("opening", 10)];

    expect(standing(day(70, -1), { completions })).toEqual({
      state: "met",
      until: day(70),
      changesAt: day(70),
      due: [{ course: "depth", by: day(70) }],
    });
    expect(standing(day(70), { completions })).toEqual({
      state: "missing",
      missing: [{ course: "depth", why: "never", since: null, graceUntil: null }],
      changesAt: day(375),
    });
  });

  it("has its time from the signature on, where that came later", () => {
    expect(standing(day(30), { completions: [passed("opening", 10, 25)] })).toMatchObject({
      due: [{ course: "depth", by: day(85) }],
    });
  });

  it("has its time from its own first version on, where that came later", () => {
    const following = [{ ...depth, firstSince: day(200) }];

    expect(standing(day(210), { following, completions: [passed("opening", 10)] })).toMatchObject({
      state: "met",
      due: [{ course: "depth", by: day(260) }],
    });
  });

  it("gets no new time by a renewal of the opening one", () => {
    const completions = [passed("opening", 0), passed("opening", 300)];

    expect(standing(day(310), { completions })).toMatchObject({ state: "missing", missing: [{ course: "depth" }] });
  });

  it("once done holds as long as the others, and has the same grace to renew it", () => {
    const completions = [passed("opening", 0), passed("opening", 300), passed("depth", 20)];

    expect(standing(day(310), { completions })).toEqual({ state: "met", until: day(385), changesAt: day(385) });
    expect(standing(day(386), { completions })).toMatchObject({
      state: "grace",
      until: day(399),
      missing: [{ course: "depth", why: "expired" }],
    });
  });

  it("done before the opening one counts from then on", () => {
    const completions = [passed("depth", 1), passed("opening", 10)];

    expect(standing(day(100), { completions }).state).toBe("met");
  });

  it("leaves who has a waiver of the layer alone", () => {
    const waivers = [{ from: day(60), until: day(90) }];

    expect(standing(day(80), { completions: [passed("opening", 0)], waivers })).toMatchObject({
      state: "met",
      until: day(90),
    });
  });

  const someone = fc.record({
    opening: fc.array(fc.tuple(fc.integer({ min: 0, max: 500 }), fc.boolean()), { maxLength: 3 }),
    depth: fc.array(fc.integer({ min: 0, max: 500 }), { maxLength: 2 }),
    first: fc.integer({ min: -100, max: 300 }),
  });
  type Someone = typeof someone extends fc.Arbitrary<infer T> ? T : never;
  const toQuestion = ({ opening: at, depth: depthAt, first }: Someone, until: number) => ({
    following: [{ ...depth, firstSince: day(first) }],
    completions: [
      ...at.map(([days, attested]) => passed("opening", days, attested ? days : null)),
      ...depthAt.map((days) => passed("depth", days)),
    ].filter(({ completedAt }) => Date.parse(completedAt) <= start + until * DAY),
  });

  it("never makes a layer better than its opening courses alone, and no worse before its time", () => {
    fc.assert(
      fc.property(someone, fc.integer({ min: 0, max: 600 }), (made, asOf) => {
        const question = toQuestion(made, asOf);
        const { following: _, ...alone } = question;
        const without = standingOf({ courses: [opening], waivers: [], leniency, asOf: day(asOf), ...alone });
        const now = standing(day(asOf), question);
        const stood = made.opening.flatMap(([days, attested]) => (attested && days <= asOf ? [days] : []));
        const end = Math.max(Math.min(...stood), made.first) + 60;
        const isDone = made.depth.some((days) => days <= asOf && asOf < days + 365);

        if (stood.length === 0 || asOf < end || isDone) expect(now.state).toBe(without.state);
        else expect(now.state).not.toBe("met");
      }),
      { numRuns: 400 },
    );
  });

  it("keeps its answer right up to changesAt, and has another one there", () => {
    fc.assert(
      fc.property(
        someone,
        fc.integer({ min: 0, max: 600 }),
        fc.integer({ min: 0, max: 999_999 }),
        (made, at, within) => {
          const question = toQuestion(made, at);
          const now = standing(day(at), question);
          const end = now.changesAt === null ? start + 5000 * DAY : Date.parse(now.changesAt);
          const between = Math.floor(start + at * DAY + ((end - start - at * DAY) * within) / 1_000_000);

          expect(standing(new Date(between).toISOString(), question)).toEqual(now);
          if (now.changesAt !== null) expect(standing(now.changesAt, question)).not.toEqual(now);
        },
      ),
      { numRuns: 300 },
    );
  });
});
