import type { Course } from "../../src/training/curriculum.ts";
import { answerField } from "../../src/web/answers-form.ts";
import type { Page, Visitor } from "./visitor.ts";

/** From the course's page, as a learner does it. */
export async function startQuiz(
  visitor: Visitor,
  course: Course,
): Promise<{ readonly page: Page; readonly id: string }> {
  await visitor.get(`/courses/${course.id}`);
  const page = await visitor.post(`/courses/${course.id}/attempts`);
  return { page, id: page.path.split("/")[2] ?? "" };
}

/** Answers as the quiz's form sends them. */
export function asFields(answers: Readonly<Record<string, readonly number[]>>): Record<string, string[]> {
  return Object.fromEntries(Object.entries(answers).map(([id, places]) => [answerField(id), places.map(String)]));
}
