import { z } from "zod";
import type { Course } from "./curriculum.ts";
import { type Answers, openPaper, type Paper, type PlacedQuestion } from "./paper.ts";

const Indices = z.array(z.number().int().min(0)).readonly();

/** The outcome of an attempt, as it is kept. Options are named by their index in the course. */
export const Grade = z.strictObject({
  /** Percent, rounded down. */
  score: z.number().int(),
  /** Percent that had to be reached: the course's mark or the policy's floor, whichever is higher. */
  passMark: z.number().int(),
  /** Questions answered right, of `total`. */
  correct: z.number().int(),
  total: z.number().int(),
  passed: z.boolean(),
  /** Must-pass questions answered wrong: one is enough to fail. */
  mustPassMissed: z.array(z.string()).readonly(),
  /** In the paper's order. */
  perQuestion: z
    .array(
      z.strictObject({
        questionId: z.string(),
        digest: z.string(),
        optionOrder: Indices,
        chosen: Indices,
        correct: Indices,
        right: z.boolean(),
      }),
    )
    .readonly(),
  perObjective: z
    .array(
      z.strictObject({
        module: z.string(),
        objective: z.string(),
        right: z.number().int(),
        total: z.number().int(),
      }),
    )
    .readonly(),
});
export type Grade = Readonly<z.infer<typeof Grade>>;
type QuestionGrade = Grade["perQuestion"][number];

export interface Submission {
  readonly course: Course;
  readonly paper: Paper;
  /** Places on the page; a question left out is wrong, one that is not on the paper counts nothing. */
  readonly answers: Answers;
  /** The policy may ask for more than the course does, never for less. */
  readonly passMarkFloor?: number;
}

/**
 * A question is right only if exactly its correct options were chosen. Undefined if the course's wording is no
 * longer the paper's (see `openPaper`): nothing is decided then, and the attempt counts neither way.
 */
export function gradePaper({ course, paper, answers, passMarkFloor = 0 }: Submission): Grade | undefined {
  const placed = openPaper(course, paper);
  if (placed === undefined) return undefined;

  const perQuestion = placed.map((item) => gradeQuestion(item, answers));
  const correct = perQuestion.filter((item) => item.right).length;
  const total = perQuestion.length;
  const score = total === 0 ? 0 : Math.floor((100 * correct) / total);
  const passMark = Math.max(course.quiz.passMark, passMarkFloor);
  const mustPassMissed = placed
    .filter(({ question }, index) => question.mustPass && perQuestion[index]?.right === false)
    .map(({ question }) => question.id);
  return {
    score,
    passMark,
    correct,
    total,
    passed: total > 0 && score >= passMark && mustPassMissed.length === 0,
    mustPassMissed,
    perQuestion,
    perObjective: tallyObjectives(placed, perQuestion),
  };
}

function gradeQuestion({ question, optionOrder }: PlacedQuestion, answers: Answers): QuestionGrade {
  const places = Object.hasOwn(answers, question.id) ? (answers[question.id] ?? []) : [];
  const chosen = [...new Set(places)].map((place) => optionOrder[place] ?? -1).sort((a, b) => a - b);
  const correct = question.options.flatMap((option, index) => (option.correct ? [index] : []));
  return {
    questionId: question.id,
    digest: question.digest,
    optionOrder,
    // A place that is not on the page makes the answer wrong, and is no option to keep.
    chosen: chosen.filter((index) => index >= 0),
    correct,
    right: chosen.length === correct.length && correct.every((index, at) => chosen[at] === index),
  };
}

function tallyObjectives(placed: readonly PlacedQuestion[], grades: readonly QuestionGrade[]): Grade["perObjective"] {
  const tallies = new Map<string, Grade["perObjective"][number]>();
  for (const [index, { question }] of placed.entries()) {
    const { module, objective } = question;
    const key = `${module}/${objective}`;
    const tally = tallies.get(key) ?? { module, objective, right: 0, total: 0 };
    const right = tally.right + (grades[index]?.right ? 1 : 0);
    tallies.set(key, { ...tally, right, total: tally.total + 1 });
  }
  return [...tallies.values()];
}
