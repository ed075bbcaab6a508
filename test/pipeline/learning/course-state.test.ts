import { describe, expect, it } from "vitest";
import { personId } from "../../../src/domain/ids.ts";
import type { Attempt, Completion } from "../../../src/domain/stores/training.ts";
import type { CourseHistory } from "../../../src/pipeline/learning/course-history.ts";
import { courseStateOf } from "../../../src/pipeline/learning/course-state.ts";
import { drawPaper } from "../../../src/training/draw.ts";
import { aCourse } from "../../training/a-course.ts";

const now = new Date("2026-07-01T12:00:00.000Z");
const daysAgo = (days: number) => new Date(now.getTime() - days * 86_400_000);
const person = personId("c0ffee00-0000-4000-8000-000000000000");
const course = aCourse();

function completed(days: number, told: Partial<Completion> & { readonly signed?: boolean } = {}): Completion {
  const { signed = true, ...rest } = told;
  const completedAt = daysAgo(days);
  const signature = { statementSha256: "", statementVersion: 1, statement: "", typedName: "Mira", sessionId: "" };
  return {
    id: `c${days}`,
    person,
    courseId: course.id,
    courseVersion: course.version,
    contentSha256: course.digest,
    method: "quiz",
    kind: "course",
    score: 90,
    attemptId: `a${days}`,
    completedAt,
    attestation: signed ? { id: `s${days}`, ...signature, signedAt: completedAt } : null,
    ...rest,
  };
}

function attempted(days: number, passed: boolean | null, told: Partial<Attempt> = {}): Attempt {
  return {
    id: `a${days}`,
    person,
    courseId: course.id,
    courseVersion: course.version,
    contentSha256: course.digest,
    kind: "course",
    module: null,
    number: 1,
    seed: "s",
    paper: drawPaper({ course, seed: "s" }),
    answers: null,
    startedAt: daysAgo(days),
    gradedAt: passed === null ? null : daysAgo(days),
    score: null,
    passMark: 80,
    passed,
    result: null,
    ...told,
  };
}

function stateOf(history: Partial<CourseHistory>) {
  const validity = { validForDays: 365, renewFromDays: 90 };
  return courseStateOf({ course, attempts: [], completions: [], validity, ...history }, now);
}

describe("courseStateOf", () => {
  it("is not started where nothing was done", () => {
    expect(stateOf({})).toEqual({ state: "not-started" });
  });

  it("waits for the signature of the newest completion, also where an older one still holds", () => {
    const completions = [completed(1, { signed: false }), completed(300)];

    expect(stateOf({ completions })).toEqual({ state: "to-attest", completionId: "c1", attemptId: "a1" });
  });

  it("does not wait for a signature that would open nothing", () => {
    const signed = { signed: false };

    expect(stateOf({ completions: [completed(366, signed)] })).toEqual({ state: "not-started" });
    expect(stateOf({ completions: [completed(1, { ...signed, courseVersion: "1.9.9" })] })).toEqual({
      state: "not-started",
    });
    expect(stateOf({ completions: [completed(1), completed(2, signed)] })).toMatchObject({ state: "done" });
  });

  it("does not wait for the signature of what caught up with a version, once the completion before it has ended", () => {
    const delta = completed(10, { signed: false, kind: "delta" });
    const old = { courseVersion: "2.0.0" };

    expect(stateOf({ completions: [delta, completed(364, old)] })).toMatchObject({ state: "to-attest" });
    expect(stateOf({ completions: [delta, completed(365, old)] })).toEqual({ state: "expired", since: now });
  });

  it("tells when what is done may be tried again, which is at once for what is open", () => {
    const completions = [completed(300)];
    const failed = [attempted(0, false, { kind: "renewal" }), attempted(0, false, { kind: "renewal" })];
    const open = attempted(0, null, { kind: "renewal" });

    expect(stateOf({ completions, attempts: failed })).toMatchObject({
      again: "renewal",
      againAt: new Date(now.getTime() + 15 * 60_000),
    });
    expect(stateOf({ completions, attempts: [open, ...failed] })).toMatchObject({ again: "renewal", againAt: null });
    expect(stateOf({ completions: [completed(0)], attempts: [attempted(0, true)] })).toMatchObject({
      again: "course",
      againAt: new Date(now.getTime() + 240 * 60_000),
    });
  });

  it("is done up to the end of the term, which a renewal in time prolongs", () => {
    const completedAt = daysAgo(10);

    expect(stateOf({ completions: [completed(10)] })).toEqual({
      state: "done",
      completedAt,
      validUntil: daysAgo(10 - 365),
      attemptId: "a10",
      again: "course",
      againAt: null,
    });
    expect(stateOf({ completions: [completed(10), completed(355)] })).toMatchObject({
      completedAt,
      validUntil: daysAgo(355 - 2 * 365),
    });
  });

  it("does not end where no policy asks for the course", () => {
    const validity = { validForDays: null, renewFromDays: 0 };

    expect(stateOf({ completions: [completed(4000)], validity })).toMatchObject({ state: "done", validUntil: null });
  });

  it("has expired from the instant of the end on", () => {
    expect(stateOf({ completions: [completed(365)] })).toEqual({ state: "expired", since: now });
    expect(stateOf({ completions: [completed(365)], attempts: [attempted(365, true)] })).toEqual({
      state: "expired",
      since: now,
    });
  });

  it("is not started where only an older major version was done", () => {
    expect(stateOf({ completions: [completed(10, { courseVersion: "1.9.9" })] })).toEqual({ state: "not-started" });
  });

  it("has changed where a minor version came, unless every policy pins the major one", () => {
    const completions = [completed(10, { courseVersion: "2.0.0" })];
    const validity = { validForDays: 365, renewFromDays: 90, asksMinor: false };

    expect(stateOf({ completions })).toEqual({ state: "changed", modules: course.modules.map(({ id }) => id) });
    expect(stateOf({ completions, validity })).toMatchObject({ state: "done", again: "course" });
  });

  it("goes on with an open attempt, unless a completion holds", () => {
    const attempts = [attempted(1, null), attempted(2, false)];

    expect(stateOf({ attempts })).toEqual({ state: "attempt-open", attemptId: "a1" });
    expect(stateOf({ attempts, completions: [completed(400)] })).toMatchObject({ state: "attempt-open" });
    expect(stateOf({ attempts, completions: [completed(10)] })).toMatchObject({ state: "done" });
  });

  it("passes over an open attempt that the course can no longer grade", () => {
    const reworded = aCourse({ multipleEvery: 0 });

    expect(stateOf({ course: reworded, attempts: [attempted(1, null)] })).toEqual({ state: "not-started" });
    expect(stateOf({ attempts: [attempted(1, null, { courseVersion: "1.0.0" })] })).toEqual({ state: "not-started" });
    expect(stateOf({ course: reworded, attempts: [attempted(1, null), attempted(2, false)] })).toEqual({
      state: "may-retry",
      lastAttemptId: "a2",
    });
  });
});
