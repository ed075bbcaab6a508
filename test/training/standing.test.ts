import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type LayerStanding, type StandingQuestion, standingOf } from "../../src/training/standing.ts";

const DAY = 86_400_000;
const start = Date.parse("2026-01-01T00:00:00Z");
/** The instant so many days after the first of January, with `ms` more. */
const day = (days: number, ms = 0) => new Date(start + days * DAY + ms).toISOString();

const course = { id: "owasp", version: "1.0.0", validForDays: 365 };
const passedOn = (days: number, version = "1.0.0") => ({
  course: "owasp",
  version,
  completedAt: day(days),
  attestedAt: day(days, 60_000),
});

function standing(asOf: string, question: Partial<StandingQuestion> = {}): LayerStanding {
  return standingOf({
    courses: [course],
    completions: [],
    waivers: [],
    leniency: { renewFromDays: 90, renewalDays: 14, contentUpdateDays: 30, newHireDays: 0 },
    asOf,
    ...question,
  });
}

const never = { course: "owasp", why: "never", since: null, graceUntil: null };

describe("standingOf", () => {
  it("misses a course that was never passed, and time does not change that", () => {
    expect(standing(day(0))).toEqual({ state: "missing", missing: [never], changesAt: null });
  });

  it("is met up to, and not at, the instant the term ends; then grace; then it is expired", () => {
    const completions = [passedOn(0)];
    const expired = { course: "owasp", why: "expired", since: day(365) };

    expect(standing(day(365, -1), { completions })).toEqual({ state: "met", until: day(365), changesAt: day(365) });
    expect(standing(day(365), { completions })).toEqual({
      state: "grace",
      until: day(379),
      missing: [{ ...expired, graceUntil: day(379) }],
      changesAt: day(379),
    });
    expect(standing(day(379, -1), { completions }).state).toBe("grace");
    expect(standing(day(379), { completions })).toEqual({
      state: "missing",
      missing: [{ ...expired, graceUntil: null }],
      changesAt: null,
    });
  });

  it.each([
    ["within renew_from before the end runs from the old end", [0, 300], 730],
    ["on the first day of renew_from runs from the old end", [0, 275], 730],
    ["before renew_from runs from the day it was passed", [0, 274], 639],
    ["at the end or in grace runs from the day it was passed", [0, 370], 735],
    ["repeated on the next day wins nothing", [0, 300, 301], 730],
    ["in order of time, whatever order it is told in", [300, 0], 730],
  ])("a renewal %s", (_, days, end) => {
    const completions = days.map((at) => passedOn(at));

    expect(standing(day(371), { completions })).toMatchObject({ state: "met", until: day(end) });
  });

  it("does not know what happened after the instant asked about", () => {
    const completions = [passedOn(10)];

    expect(standing(day(9), { completions })).toEqual({ state: "missing", missing: [never], changesAt: null });
    expect(standing(day(10, 59_999), { completions })).toMatchObject({ missing: [{ why: "not-attested" }] });
    expect(standing(day(10, 60_000), { completions }).state).toBe("met");
  });

  it("asks for the attestation alone after the quiz, as long as the term would run", () => {
    const completions = [{ ...passedOn(0), attestedAt: null }];

    expect(standing(day(1), { completions })).toEqual({
      state: "missing",
      missing: [{ course: "owasp", why: "not-attested", since: day(0), graceUntil: null }],
      changesAt: day(365),
    });
    expect(standing(day(365), { completions })).toMatchObject({ missing: [never] });
  });

  it("keeps the old term while a renewal waits for its attestation", () => {
    const completions = [passedOn(0), { ...passedOn(300), attestedAt: null }];

    expect(standing(day(301), { completions })).toMatchObject({ state: "met", until: day(365) });
    expect(standing(day(366), { completions })).toMatchObject({
      state: "grace",
      missing: [{ why: "not-attested", since: day(300), graceUntil: day(379) }],
    });
  });

  describe("with a new version of the course", () => {
    it.each(["1.0.1", "1.9.0"])("%s leaves completions of 1.0.0 good", (version) => {
      const courses = [{ ...course, version }];

      expect(standing(day(10), { courses, completions: [passedOn(0)] }).state).toBe("met");
    });

    it("a higher major one supersedes them at once where nobody knows since when it is in force", () => {
      const courses = [{ ...course, version: "2.0.0" }];

      expect(standing(day(10), { courses, completions: [passedOn(0)] })).toEqual({
        state: "missing",
        missing: [{ course: "owasp", why: "superseded", since: null, graceUntil: null }],
        changesAt: null,
      });
    });

    it("gives grace from the day the new one came into force", () => {
      const question = {
        courses: [{ ...course, version: "2.0.0", inForceSince: day(100) }],
        completions: [passedOn(0)],
      };

      expect(standing(day(110), question)).toMatchObject({
        state: "grace",
        until: day(130),
        missing: [{ why: "superseded", since: day(100), graceUntil: day(130) }],
      });
      expect(standing(day(130), question)).toMatchObject({ state: "missing", missing: [{ why: "superseded" }] });
    });

    it("gives no grace beyond the old completion's own", () => {
      const courses = [{ ...course, version: "2.0.0", inForceSince: day(360) }];

      expect(standing(day(361), { courses, completions: [passedOn(0)] })).toMatchObject({ until: day(379) });
    });

    it("is met by passing the new one, whose term runs from the old end if that was near", () => {
      const courses = [{ ...course, version: "2.0.0", inForceSince: day(290) }];
      const completions = [passedOn(0), passedOn(300, "2.0.0")];

      expect(standing(day(301), { courses, completions })).toMatchObject({ state: "met", until: day(730) });
    });

    describe("where it is known since when a minor one is in force", () => {
      const courses = [{ ...course, version: "1.2.0", minorSince: day(100), inForceSince: day(-50) }];
      const delta = (days: number, version = "1.2.0") => ({ ...passedOn(days, version), kind: "delta" as const });

      it("supersedes a lower one of the same major, with grace from then on", () => {
        const question = { courses, completions: [passedOn(0)] };

        expect(standing(day(99), question)).toMatchObject({ state: "met", until: day(100) });
        expect(standing(day(110), question)).toMatchObject({
          state: "grace",
          until: day(130),
          missing: [{ why: "superseded", since: day(100), graceUntil: day(130), isMinor: true }],
        });
        expect(standing(day(130), question)).toMatchObject({ state: "missing", missing: [{ isMinor: true }] });
      });

      it("has expired once the old completion has ended by itself: a quiz on what changed does not bring that back", () => {
        const late = [{ ...course, version: "1.2.0", minorSince: day(350) }];
        const question = { courses: late, completions: [passedOn(0)] };

        expect(standing(day(364), question)).toMatchObject({
          missing: [{ why: "superseded", isMinor: true }],
          changesAt: day(365),
        });
        expect(standing(day(365), question)).toEqual({
          state: "grace",
          until: day(379),
          missing: [{ course: "owasp", why: "expired", since: day(365), graceUntil: day(379) }],
          changesAt: day(379),
        });
        // The signature of one that was passed in time would not either.
        const unsigned = { ...delta(360), attestedAt: null };
        const completions = [passedOn(0), unsigned];
        expect(standing(day(364), { ...question, completions })).toMatchObject({ missing: [{ why: "not-attested" }] });
        expect(standing(day(365), { ...question, completions })).toMatchObject({ missing: [{ why: "expired" }] });
      });

      it("is no minor matter where the major version is an older one", () => {
        const newer = [{ ...course, version: "2.1.0", minorSince: day(100), inForceSince: day(50) }];

        expect(standing(day(60), { courses: newer, completions: [passedOn(0)] })).toMatchObject({
          missing: [{ why: "superseded", since: day(50), graceUntil: day(80) }],
        });
        expect(standing(day(60), { courses: newer, completions: [passedOn(0)] })).not.toMatchObject({
          missing: [{ isMinor: true }],
        });
      });

      it("lets its patches be, and whoever has a later one", () => {
        for (const version of ["1.2.0", "1.2.7", "1.3.0", "2.0.0"]) {
          expect(standing(day(110), { courses, completions: [passedOn(0, version)] }).state).toBe("met");
        }
      });

      it.each([
        ["while the old term runs", [passedOn(0), delta(110)], 365],
        ["two in a row too", [passedOn(0), delta(110, "1.1.0"), delta(120)], 365],
        ["after a renewal in time, to the end of that one's", [passedOn(0), passedOn(300), delta(310)], 730],
      ])("is caught up with by a quiz on what changed, which prolongs nothing: %s", (_, completions, end) => {
        expect(standing(day(320), { courses, completions })).toMatchObject({ state: "met", until: day(end) });
      });

      it("is not met by such a quiz alone, and not after the old term", () => {
        expect(standing(day(120), { courses, completions: [delta(110)] })).toMatchObject({ state: "missing" });
        expect(standing(day(381), { courses, completions: [passedOn(0), delta(380)] })).toMatchObject({
          state: "missing",
          missing: [{ why: "expired", since: day(365) }],
        });
      });

      it("waits for the signature of such a quiz", () => {
        const completions = [passedOn(0), { ...delta(110), attestedAt: null }];

        expect(standing(day(131), { courses, completions })).toMatchObject({ missing: [{ why: "not-attested" }] });
      });
    });

    it("never takes a completion whose version cannot be read for a current one", () => {
      expect(standing(day(1), { completions: [passedOn(0, "latest")] })).toMatchObject({
        missing: [{ why: "superseded" }],
      });
    });
  });

  it("waits for a newcomer as long as the policy says, from their first day", () => {
    const question = {
      startedAt: day(0),
      leniency: { renewFromDays: 90, renewalDays: 14, newHireDays: 7 },
    };

    expect(standing(day(3), question)).toMatchObject({ state: "grace", until: day(7), missing: [{ why: "never" }] });
    expect(standing(day(7), question).state).toBe("missing");
  });

  it("is met while a waiver is in force, and says when that begins and ends", () => {
    const waivers = [{ from: day(10), until: day(20) }];

    expect(standing(day(9), { waivers })).toMatchObject({ state: "missing", changesAt: day(10) });
    expect(standing(day(10), { waivers })).toEqual({ state: "met", until: day(20), changesAt: day(20) });
    expect(standing(day(20), { waivers })).toMatchObject({ state: "missing", changesAt: null });
  });

  it("stays met through what follows a waiver without a gap", () => {
    const waivers = [
      { from: day(360), until: day(370) },
      { from: day(370), until: day(380) },
    ];

    expect(standing(day(1), { completions: [passedOn(0)], waivers })).toMatchObject({ state: "met", until: day(380) });
  });

  it("lists every course that is not good, and is in grace only if all of them are", () => {
    const courses = [course, { ...course, id: "privacy" }];
    const privacy = (days: number) => ({ ...passedOn(days), course: "privacy" });

    expect(standing(day(366), { courses, completions: [passedOn(0), privacy(1)] })).toMatchObject({
      state: "grace",
      until: day(379),
      missing: [{ course: "owasp" }, { course: "privacy" }],
    });
    expect(standing(day(366), { courses, completions: [passedOn(0)] })).toMatchObject({
      state: "missing",
      missing: [
        { course: "owasp", graceUntil: day(379) },
        { course: "privacy", why: "never" },
      ],
      changesAt: day(379),
    });
    expect(standing(day(2), { courses, completions: [passedOn(0), privacy(1)] })).toMatchObject({
      state: "met",
      until: day(365),
    });
  });

  it("is met without end where nothing is required", () => {
    expect(standing(day(0), { courses: [] })).toEqual({ state: "met", until: null, changesAt: null });
  });

  it("keeps its answer right up to changesAt, and has another one there", () => {
    const days = fc.integer({ min: 0, max: 1000 });
    const completion = fc.record({
      at: days,
      attested: fc.boolean(),
      version: fc.constantFrom("1.0.0", "2.0.0", "2.1.0"),
      delta: fc.boolean(),
    });
    const waiver = fc.record({ from: days, length: fc.integer({ min: 1, max: 60 }) });
    const question = fc.record({
      completions: fc.array(completion, { maxLength: 4 }),
      waivers: fc.array(waiver, { maxLength: 3 }),
    });

    fc.assert(
      fc.property(question, days, fc.integer({ min: 0, max: 999_999 }), (made, asOf, within) => {
        // Only what has happened: what is still to come is not "by time alone".
        const known = {
          courses: [{ ...course, version: "2.1.0", inForceSince: day(200), minorSince: day(400) }],
          completions: made.completions
            .filter(({ at }) => at < asOf)
            .map(({ at, attested, version, delta }) => ({
              ...passedOn(at, version),
              attestedAt: attested ? day(at) : null,
              ...(delta && { kind: "delta" as const }),
            })),
          waivers: made.waivers.map(({ from, length }) => ({ from: day(from), until: day(from + length) })),
        };
        const now = standing(day(asOf), known);
        const end = now.changesAt === null ? start + 5000 * DAY : Date.parse(now.changesAt);
        const between = Math.floor(start + asOf * DAY + ((end - start - asOf * DAY) * within) / 1_000_000);

        expect(standing(new Date(between).toISOString(), known)).toEqual(now);
        if (now.changesAt !== null) expect(standing(now.changesAt, known)).not.toEqual(now);
      }),
      { numRuns: 300 },
    );
  });
});
