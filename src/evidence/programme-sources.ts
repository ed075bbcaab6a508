import type { AwarenessKind, AwarenessMethod, Outcomes } from "../domain/awareness.ts";
import type { GradedAttempt } from "../programme/effectiveness/attempts.ts";
import type { Period } from "./report.ts";

/** What the records keep of something that keeps people aware. */
export interface ActivityKept {
  readonly id: string;
  readonly kind: AwarenessKind;
  readonly method: AwarenessMethod;
  readonly channel: string;
  readonly title: string;
  readonly happenedAt: Date;
  readonly outcomes: Outcomes | null;
  /** Of its outcomes as they are kept, as the log names them. */
  readonly outcomesCommitment: string | null;
}

export interface AwarenessSource {
  /** Simulations that were sent in the period, in the order of time. */
  simulations(period: Period): Promise<readonly ActivityKept[]>;
  /** Those of these that are kept. */
  find(ids: readonly string[]): Promise<ReadonlyMap<string, ActivityKept>>;
  /** Incidents that were reported, by the month in which they were; in the order of time. */
  incidents(period: Period): Promise<readonly IncidentMonth[]>;
  /** How many incidents were recorded in the period, whenever they were reported. */
  incidentsRecorded(period: Period): Promise<number>;
}

export interface IncidentMonth {
  /** `2026-11` */
  readonly month: string;
  readonly reports: number;
  /** Of single reports that tell it, how many do, and the median. */
  readonly timed: number;
  readonly medianMinutes: number | null;
}

export interface EffectivenessSource {
  /** All that were graded in the period, in the order of time. */
  attempts(period: Period): AsyncIterable<GradedAttempt>;
  /** How many entries `attempt.graded` of the period are of people who were erased since: their attempts are not kept. */
  erasedAttempts(period: Period): Promise<number>;
}
