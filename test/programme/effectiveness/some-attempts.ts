import type { AnsweredQuestion, GradedAttempt } from "../../../src/programme/effectiveness/attempts.ts";

export function anAttempt(told: Partial<GradedAttempt> = {}): GradedAttempt {
  return {
    ...{ course: "owasp", version: "1.0.0", kind: "course", module: null, gradedAt: new Date("2026-03-10T12:00:00Z") },
    ...{ score: 80, passed: true, isFirst: true, questions: [], objectives: [] },
    ...told,
  };
}

/** A question of three options, of which the first is right. */
export function answered(id: string, right: boolean, wrongOption = 1): AnsweredQuestion {
  return { id, digest: `digest of ${id}`, right, options: 3, correct: [0], chosen: [right ? 0 : wrongOption] };
}
