import { FEWEST_TOLD } from "../../domain/awareness.ts";
import type { AnsweredQuestion, GradedAttempt } from "./attempts.ts";

/** How one question in one wording did, over first attempts. */
export interface ItemStatistics {
  readonly course: string;
  /** The newest version that asked it so. */
  readonly version: string;
  readonly question: string;
  readonly digest: string;
  /** Null where fewer than five people answered it. */
  readonly told: ToldItem | null;
}

export interface ToldItem {
  readonly attempts: number;
  /** The share that answered it right, from 0 to 1: the lower, the harder. */
  readonly difficulty: number;
  /**
   * The point-biserial correlation of being right here with the share of the paper's other questions that were right
   * (“corrected item-total correlation”): Crocker and Algina, Introduction to Classical and Modern Test Theory, 1986,
   * chapter 14. Null where everybody, or nobody, was right, or all did equally well.
   */
  readonly discrimination: number | null;
  /** How often each option was chosen, by its index in the course. */
  readonly chosen: readonly number[];
  readonly flags: readonly ItemFlag[];
}

export type ItemFlag = "too-easy" | "too-hard" | "does-not-tell-apart" | "unused-distractor";

const EASIEST = 0.95;
const HARDEST = 0.3;
const LEAST_DISCRIMINATION = 0.15;
/** Of fewer answers a correlation, or an option that nobody took, is chance. */
const LEAST_ANSWERS = 30;

export interface Items {
  add(attempt: GradedAttempt): void;
  /** By course, then by question. */
  statistics(): readonly ItemStatistics[];
}

interface Sums {
  readonly course: string;
  version: string;
  newestAt: number;
  readonly question: AnsweredQuestion;
  readonly chosen: number[];
  answers: number;
  right: number;
  /** Of the shares of the paper's other questions that were right: of all, of those who were right here, and squared. */
  rest: number;
  restRight: number;
  restSquared: number;
}

/** Keeps sums, and so grows with questions and not with people. */
export function createItems(): Items {
  const items = new Map<string, Sums>();
  return {
    add(attempt) {
      if (!attempt.isFirst || attempt.kind === "again") return;
      const right = attempt.questions.filter((question) => question.right).length;
      for (const question of attempt.questions) addTo(itemFor(attempt, question, items), attempt, { question, right });
    },
    statistics: () => [...items].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, sums]) => toStatistics(sums)),
  };
}

function itemFor({ course, version }: GradedAttempt, question: AnsweredQuestion, items: Map<string, Sums>): Sums {
  const key = JSON.stringify([course, question.id, question.digest]);
  const known = items.get(key);
  if (known) return known;
  const sums = { answers: 0, right: 0, rest: 0, restRight: 0, restSquared: 0, newestAt: Number.NEGATIVE_INFINITY };
  const item = { course, version, question, chosen: new Array<number>(question.options).fill(0), ...sums };
  items.set(key, item);
  return item;
}

function addTo(
  item: Sums,
  { version, gradedAt, questions }: GradedAttempt,
  { question, right }: { readonly question: AnsweredQuestion; readonly right: number },
): void {
  const others = questions.length - 1;
  const rest = others === 0 ? 0 : (right - (question.right ? 1 : 0)) / others;
  item.answers += 1;
  item.rest += rest;
  item.restSquared += rest * rest;
  if (question.right) {
    item.right += 1;
    item.restRight += rest;
  }
  for (const option of question.chosen) item.chosen[option] = (item.chosen[option] ?? 0) + 1;
  if (gradedAt.getTime() <= item.newestAt) return;
  item.newestAt = gradedAt.getTime();
  item.version = version;
}

function toStatistics(item: Sums): ItemStatistics {
  const { course, version, question } = item;
  const about = { course, version, question: question.id, digest: question.digest };
  return { ...about, told: item.answers < FEWEST_TOLD ? null : toldOf(item) };
}

function toldOf(item: Sums): ToldItem {
  const { answers: attempts, right, chosen } = item;
  const told = { attempts, difficulty: right / attempts, discrimination: pointBiserial(item), chosen };
  return { ...told, flags: flagsOf(told, item.question) };
}

/** (M₁ − M₀) ⁄ s · √(p·q), with s of the population. */
function pointBiserial({ answers, right, rest, restRight, restSquared }: Sums): number | null {
  const wrong = answers - right;
  const mean = rest / answers;
  const variance = restSquared / answers - mean * mean;
  // What rounding leaves of a variance of nothing is far below what one answer makes.
  if (right === 0 || wrong === 0 || variance < 1e-12) return null;
  const between = restRight / right - (rest - restRight) / wrong;
  return (between / Math.sqrt(variance)) * Math.sqrt((right / answers) * (wrong / answers));
}

function flagsOf(
  { attempts, difficulty, discrimination, chosen }: Omit<ToldItem, "flags">,
  { correct, options }: AnsweredQuestion,
): readonly ItemFlag[] {
  const flags: ItemFlag[] = [];
  if (difficulty > EASIEST) flags.push("too-easy");
  if (difficulty < HARDEST) flags.push("too-hard");
  if (attempts < LEAST_ANSWERS) return flags;
  if (discrimination !== null && discrimination < LEAST_DISCRIMINATION) flags.push("does-not-tell-apart");
  const isUnused = (option: number) => !correct.includes(option) && (chosen[option] ?? 0) === 0;
  if (Array.from({ length: options }, (_, option) => option).some(isUnused)) flags.push("unused-distractor");
  return flags;
}
