import { z } from "zod";
import type { Attempt } from "../domain/stores/training.ts";
import { nextAttemptAt } from "../training/cooldown.ts";
import type { Course } from "../training/curriculum.ts";
import { drawPaper } from "../training/draw.ts";
import { Grade } from "../training/grade.ts";
import { Answers, Paper } from "../training/paper.ts";
import { explainPaper, viewPaper } from "../training/paper-view.ts";
import { type CourseHistory, courseStateOf, openAttemptOf, unsignedCompletion } from "./course-state.ts";
import { courseInForce, historyOf, type LearningDeps, withPassMark } from "./learning-courses.ts";
import type { AttemptPage, Started, Viewer } from "./learning-port.ts";

export interface OwnAttempt {
  readonly attempt: Attempt;
  /** As loaded now, with the pass mark of the attempt. */
  readonly course: Course;
  readonly history: CourseHistory;
  /** Neither graded nor closed by a change of the course. */
  readonly isOpen: boolean;
}

/** Goes on with the attempt that is open, or draws a new one unless the person has to wait or only to sign. */
export async function startAttempt(viewer: Viewer, courseId: string, deps: LearningDeps): Promise<Started | null> {
  const course = await courseInForce(courseId, deps);
  if (!course) return null;
  const { person } = viewer.account;
  const now = deps.clock();
  const history = await historyOf(person, course, deps);
  const { attempts } = history;
  if (unsignedCompletion(history, now)) return { kind: "attest" };
  const open = openAttemptOf(course, attempts);
  if (open) return { kind: "open", attemptId: open.id };
  const nextAt = nextAttemptAt(attempts, now);
  if (nextAt > now) return { kind: "wait", nextAt };

  const attempt = drawAttempt(viewer, history, now, deps);
  if (await deps.stores.training.startAttempt(attempt)) return { kind: "started", attemptId: attempt.id };
  // Another tab was first: both go on with that one.
  const [first] = await deps.stores.training.attemptsOf(person, courseId);
  if (!first) throw new Error("An attempt was refused as a second one, and there is no first");
  return { kind: "open", attemptId: first.id };
}

function drawAttempt({ account }: Viewer, { course, attempts }: CourseHistory, now: Date, deps: LearningDeps): Attempt {
  const [last] = attempts;
  const seed = deps.newSeed();
  const previousQuestionIds = last ? Paper.parse(last.paper).questions.map(({ questionId }) => questionId) : [];
  return {
    id: deps.newId(),
    person: account.person,
    courseId: course.id,
    courseVersion: course.version,
    contentSha256: course.digest,
    number: (last?.number ?? 0) + 1,
    seed,
    paper: drawPaper({ course, seed, previousQuestionIds }),
    answers: null,
    startedAt: now,
    gradedAt: null,
    score: null,
    passMark: course.quiz.passMark,
    passed: null,
    result: null,
  };
}

/** Null alike for an attempt of somebody else and for one that does not exist. */
export async function findOwnAttempt(viewer: Viewer, id: string, deps: LearningDeps): Promise<OwnAttempt | null> {
  if (!z.uuid().safeParse(id).success) return null;
  const found = await deps.stores.training.findAttempt(id);
  if (!found || found.person !== viewer.account.person) return null;
  const course = await courseInForce(found.courseId, deps);
  if (!course) return null;
  const history = await historyOf(found.person, course, deps);
  // Read with the rest: it may have been graded since it was found, and would be neither open nor graded.
  const attempt = history.attempts.find((one) => one.id === id) ?? found;
  return {
    attempt,
    course: withPassMark(course, attempt.passMark),
    history,
    isOpen: openAttemptOf(course, history.attempts)?.id === attempt.id,
  };
}

export async function readAttempt(viewer: Viewer, id: string, deps: LearningDeps): Promise<AttemptPage | null> {
  const own = await findOwnAttempt(viewer, id, deps);
  return own && toPage(own, deps.clock());
}

/** The answer key is in the page of a graded attempt only. */
function toPage({ attempt, course, history, isOpen }: OwnAttempt, now: Date): AttemptPage {
  const { id, number } = attempt;
  if (attempt.gradedAt) {
    const grade = Grade.parse(attempt.result);
    const { score, passMark, passed, mustPassMissed } = grade;
    const explained = explainPaper(course, grade);
    const state = courseStateOf(history, now);
    return { kind: "graded", id, course, number, score, passMark, passed, mustPassMissed, explained, state };
  }
  const paper = isOpen ? viewPaper(course, Paper.parse(attempt.paper)) : undefined;
  if (!paper) return { kind: "closed", id, course: history.course, number, state: courseStateOf(history, now) };
  return { kind: "open", id, course, number, paper, answers: Answers.parse(attempt.answers ?? {}) };
}
