import { FEWEST_TOLD } from "../../domain/awareness.ts";
import { type AnsweredObjective, type GradedAttempt, monthOf } from "./attempts.ts";
import { createScores, type Scores } from "./scores.ts";

/** First attempts at one quiz of one version in one month: nobody stands in it twice. */
export interface ResultCell {
  readonly month: string;
  readonly course: string;
  readonly version: string;
  readonly kind: string;
  readonly module: string | null;
  /** All that follows is null where fewer than five people are in it. */
  readonly told: ToldResults | null;
  readonly objectives: readonly ObjectiveCell[];
}

export interface ToldResults {
  readonly attempts: number;
  /** Percent of them, with one place after the point. */
  readonly passed: number;
  readonly medianScore: number;
}

export interface ObjectiveCell {
  readonly module: string;
  readonly objective: string;
  /** Of those who were asked about it. */
  readonly told: Omit<ToldResults, "passed"> | null;
}

export interface ResultCounts {
  readonly firstTold: number;
  readonly firstOfFewer: number;
  readonly later: number;
}

export interface Results {
  add(attempt: GradedAttempt): void;
  /** By month, course, version, kind and module. */
  cells(): readonly ResultCell[];
  /** Every attempt that was added, once. */
  counts(): ResultCounts;
}

interface Cell extends Pick<ResultCell, "month" | "course" | "version" | "kind" | "module"> {
  passed: number;
  readonly scores: Scores;
  readonly objectives: Map<string, Pick<AnsweredObjective, "module" | "objective"> & { readonly scores: Scores }>;
}

/**
 * First attempts alone: with as many tries as one likes nearly everybody passes in the end, and that says nothing of what
 * a course taught. Grows with quizzes and months, and not with people.
 */
export function createResults(): Results {
  const cells = new Map<string, Cell>();
  let later = 0;
  return {
    add(attempt) {
      // What a renewal missed is asked again: nobody meets that for the first time.
      if (!attempt.isFirst || attempt.kind === "again") later += 1;
      else addTo(cellFor(attempt, cells), attempt);
    },
    cells: () => [...cells].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, cell]) => toCell(cell)),
    counts() {
      const sizes = [...cells.values()].map(({ scores }) => scores.count);
      const sumOf = (numbers: readonly number[]) => numbers.reduce((sum, one) => sum + one, 0);
      return {
        firstTold: sumOf(sizes.filter((size) => size >= FEWEST_TOLD)),
        firstOfFewer: sumOf(sizes.filter((size) => size < FEWEST_TOLD)),
        later,
      };
    },
  };
}

function cellFor({ gradedAt, course, version, kind, module }: GradedAttempt, cells: Map<string, Cell>): Cell {
  const month = monthOf(gradedAt);
  const key = JSON.stringify([month, course, version, kind, module]);
  const known = cells.get(key);
  if (known) return known;
  const cell = { month, course, version, kind, module, passed: 0, scores: createScores(), objectives: new Map() };
  cells.set(key, cell);
  return cell;
}

function addTo(cell: Cell, { score, passed, objectives }: GradedAttempt): void {
  cell.scores.add(score);
  if (passed) cell.passed += 1;
  for (const { module, objective, right, total } of objectives) {
    if (total === 0) continue;
    const key = `${module}/${objective}`;
    const known = cell.objectives.get(key) ?? { module, objective, scores: createScores() };
    cell.objectives.set(key, known);
    known.scores.add((100 * right) / total);
  }
}

function toCell({ month, course, version, kind, module, passed, scores, objectives }: Cell): ResultCell {
  const told = toldOf(scores);
  return {
    ...{ month, course, version, kind, module },
    told: told && { ...told, passed: percentOf(passed, told.attempts) },
    objectives: [...objectives]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([, one]) => ({ module: one.module, objective: one.objective, told: toldOf(one.scores) })),
  };
}

function toldOf(scores: Scores): Omit<ToldResults, "passed"> | null {
  const medianScore = scores.median();
  return medianScore === null || scores.count < FEWEST_TOLD ? null : { attempts: scores.count, medianScore };
}

export function percentOf(part: number, whole: number): number {
  return Math.round((1_000 * part) / whole) / 10;
}
