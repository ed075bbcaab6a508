import { z } from "zod";
import type { Course, Question } from "./curriculum.ts";
import { questionPool } from "./curriculum.ts";

const Position = z.number().int().min(0).max(9);

/** One person's draw, as it is kept: which questions in which wording, and in which order their options stand. */
export const Paper = z.strictObject({
  questions: z
    .array(
      z.strictObject({
        questionId: z.string(),
        /** The question's digest when it was drawn. */
        digest: z.string(),
        /** At each place on the page, the option's index in the course. */
        optionOrder: z.array(Position).readonly(),
      }),
    )
    .readonly(),
});
export type Paper = Readonly<z.infer<typeof Paper>>;
export type PaperQuestion = Paper["questions"][number];

/** What was chosen: question id → places on the page. Places, since the page does not know the course's order. */
export const Answers = z.record(z.string().max(100), z.array(Position).max(10).readonly()).readonly();
export type Answers = z.infer<typeof Answers>;

export interface PlacedQuestion {
  readonly question: Question;
  readonly optionOrder: readonly number[];
}

/**
 * The paper's questions with their wording; undefined if the course no longer has one of them in the wording that
 * was drawn. Such a paper cannot be graded: what the person read is not what the course says now.
 */
export function openPaper(course: Course, paper: Paper): readonly PlacedQuestion[] | undefined {
  const placed = placeKnown(course, paper.questions);
  return placed.length === paper.questions.length ? placed : undefined;
}

/** Those of the questions that the course still has in that wording. */
export function placeKnown<T extends PaperQuestion>(
  course: Course,
  questions: readonly T[],
): readonly (PlacedQuestion & { readonly drawn: T })[] {
  const pool = new Map(questionPool(course).map((question) => [question.id, question]));
  return questions.flatMap((drawn) => {
    const question = pool.get(drawn.questionId);
    return question?.digest === drawn.digest ? [{ question, optionOrder: drawn.optionOrder, drawn }] : [];
  });
}
