import type { Outcomes } from "../../domain/awareness.ts";
import type { OrgId } from "../../domain/ids.ts";
import type { IncidentMonth } from "../../evidence/programme-sources.ts";
import type { Period } from "../../evidence/report.ts";
import type { GradedAttempt } from "../../programme/effectiveness/attempts.ts";
import type { ItemStatistics } from "../../programme/effectiveness/items.ts";
import type { ResultCell } from "../../programme/effectiveness/results.ts";
import type { Group } from "../../programme/effectiveness/suppress.ts";

export interface EffectivenessScope {
  readonly org: OrgId;
  readonly period: Period;
}

/** What the recipients of one simulation did who are of one department, or of one source of the roster. */
export interface SimulatedGroup extends Group {
  readonly reported: number;
  readonly clicked: number;
}

export interface SimulationView {
  readonly id: string;
  readonly title: string;
  readonly happenedAt: Date;
  /** Null where fewer than five people got it. */
  readonly outcomes: Outcomes | null;
  /** Those that may be told. */
  readonly groups: readonly SimulatedGroup[];
  /** Others are not told: too few people, or they could be found by subtraction. */
  readonly hasUntold: boolean;
}

/** How one question of a micro-quiz was answered. */
export interface MicroResult {
  readonly slug: string;
  readonly question: string;
  /** Null where fewer than five people answered. */
  readonly told: { readonly answers: number; readonly right: number } | null;
}

export interface EffectivenessView {
  /** By month, course, version and quiz; of the whole installation. */
  readonly results: readonly ResultCell[];
  readonly items: readonly ItemStatistics[];
  /** In the order of time. */
  readonly simulations: readonly SimulationView[];
  readonly incidents: readonly IncidentMonth[];
  readonly microQuizzes: readonly MicroResult[];
}

export interface Effectiveness {
  read(scope: EffectivenessScope): Promise<EffectivenessView>;
}

/** What the database answers for this. Nothing here writes. */
export interface EffectivenessReading {
  attempts(period: Period): AsyncIterable<GradedAttempt>;
  simulations(scope: EffectivenessScope): Promise<
    readonly {
      readonly id: string;
      readonly title: string;
      readonly happenedAt: Date;
      readonly outcomes: Outcomes | null;
    }[]
  >;
  /** By the department that the roster gives them now, else by its source; all of the others together. */
  groupsOf(org: OrgId, simulation: string): Promise<readonly SimulatedGroup[]>;
  incidents(scope: EffectivenessScope): Promise<readonly IncidentMonth[]>;
  microAnswers(
    period: Period,
  ): Promise<
    readonly { readonly slug: string; readonly question: string; readonly answers: number; readonly right: number }[]
  >;
}
