/** One graded attempt, with nothing in it that says whose it is. */
export interface GradedAttempt {
  readonly course: string;
  readonly version: string;
  /** course, module, renewal, again or delta. */
  readonly kind: string;
  readonly module: string | null;
  readonly gradedAt: Date;
  /** Percent. */
  readonly score: number;
  readonly passed: boolean;
  /** Nobody had tried the same before: the same quiz of the same version by the same person. */
  readonly isFirst: boolean;
  readonly questions: readonly AnsweredQuestion[];
  readonly objectives: readonly AnsweredObjective[];
}

export interface AnsweredQuestion {
  readonly id: string;
  /** Of its wording: statistics end where the wording changes. */
  readonly digest: string;
  readonly right: boolean;
  /** How many options it has; those that were chosen and those that are right, by their index in the course. */
  readonly options: number;
  readonly chosen: readonly number[];
  readonly correct: readonly number[];
}

export interface AnsweredObjective {
  readonly module: string;
  readonly objective: string;
  readonly right: number;
  readonly total: number;
}

/** `2026-11`, by UTC. */
export function monthOf(at: Date): string {
  return at.toISOString().slice(0, 7);
}
