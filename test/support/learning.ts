import { randomUUID } from "node:crypto";
import type { Clock } from "../../src/domain/clock.ts";
import type { PersonId } from "../../src/domain/ids.ts";
import type {
  Answers,
  AttemptPage,
  Attested,
  CourseCard,
  CourseState,
  Learning,
  Started,
  Viewer,
  WaitingPullRequest,
} from "../../src/pipeline/learning-port.ts";
import { attestationStatement, checkTypedName } from "../../src/training/attestation.ts";
import { nextAttemptAt } from "../../src/training/cooldown.ts";
import { type Course, type Curriculum, findCourse, listCourses } from "../../src/training/curriculum.ts";
import { drawPaper } from "../../src/training/draw.ts";
import { type Grade, gradePaper } from "../../src/training/grade.ts";
import { minutesOf } from "../../src/training/minutes.ts";
import type { Paper } from "../../src/training/paper.ts";
import { explainPaper, viewPaper } from "../../src/training/paper-view.ts";

const YEAR_MS = 365 * 86_400_000;

interface Attempt {
  readonly id: string;
  readonly person: PersonId;
  readonly course: Course;
  readonly number: number;
  readonly paper: Paper;
  answers: Answers;
  grade: Grade | null;
  gradedAt: Date | null;
}

interface Completion {
  readonly id: string;
  readonly person: PersonId;
  readonly courseId: string;
  readonly attemptId: string;
  readonly completedAt: Date;
  attestedAt: Date | null;
}

export interface InMemoryLearning extends Learning {
  /** The attempt as it is kept, answer key included: for tests that answer right or wrong on purpose. */
  paperOf(attemptId: string): { readonly course: Course; readonly paper: Paper };
  /** Answers that pass. */
  rightAnswers(attemptId: string): Answers;
}

/** Learning on the real functions of `training/`, kept in memory: draws, grades and signs as the product does. */
export function createInMemoryLearning(world: {
  readonly curriculum: Curriculum;
  readonly clock: Clock;
  readonly required?: readonly string[];
  readonly pullRequests?: (viewer: Viewer) => readonly WaitingPullRequest[];
}): InMemoryLearning {
  const { curriculum, clock, required, pullRequests = () => [] } = world;
  const attempts: Attempt[] = [];
  const completions: Completion[] = [];
  const personOf = (viewer: Viewer) => viewer.account.person;
  const attemptsOf = (person: PersonId, courseId: string) =>
    attempts.filter((attempt) => attempt.person === person && attempt.course.id === courseId);
  const ownAttempt = (viewer: Viewer, id: string) =>
    attempts.find((attempt) => attempt.id === id && attempt.person === personOf(viewer));

  function stateOf(person: PersonId, courseId: string): CourseState {
    const own = attemptsOf(person, courseId);
    const open = own.find(({ grade }) => grade === null);
    if (open) return { state: "attempt-open", attemptId: open.id };
    const completion = completions.findLast((done) => done.person === person && done.courseId === courseId);
    if (completion?.attestedAt === null) {
      return { state: "to-attest", completionId: completion.id, attemptId: completion.attemptId };
    }
    if (completion) return validityOf(completion, clock());
    const last = own.at(-1);
    if (!last) return { state: "not-started" };
    const nextAt = nextAttemptAt(own.map(toPast), clock());
    return nextAt > clock()
      ? { state: "cooling-down", nextAt, lastAttemptId: last.id }
      : { state: "may-retry", lastAttemptId: last.id };
  }

  function cardOf(viewer: Viewer, course: Course): CourseCard {
    return {
      course,
      state: stateOf(personOf(viewer), course.id),
      minutes: minutesOf([course]),
      required: required?.includes(course.id) ?? true,
    };
  }

  function start(person: PersonId, course: Course): Started {
    const state = stateOf(person, course.id);
    if (state.state === "attempt-open") return { kind: "open", attemptId: state.attemptId };
    if (state.state === "to-attest") return { kind: "attest" };
    if (state.state === "cooling-down") return { kind: "wait", nextAt: state.nextAt };
    const earlier = attemptsOf(person, course.id);
    const previousQuestionIds = earlier.at(-1)?.paper.questions.map(({ questionId }) => questionId) ?? [];
    const number = earlier.length + 1;
    const paper = drawPaper({ course, seed: `${person}/${course.id}/${number}`, previousQuestionIds });
    const attempt = { id: randomUUID(), person, course, number, paper, answers: {}, grade: null, gradedAt: null };
    attempts.push(attempt);
    return { kind: "started", attemptId: attempt.id };
  }

  return {
    myTraining: async (viewer) => ({
      courses: listCourses(curriculum).map((course) => cardOf(viewer, course)),
      pullRequests: pullRequests(viewer),
    }),
    async courseCard(viewer, courseId) {
      const course = findCourse(curriculum, courseId);
      return course ? cardOf(viewer, course) : null;
    },
    async startAttempt(viewer, courseId) {
      const course = findCourse(curriculum, courseId);
      return course ? start(personOf(viewer), course) : null;
    },
    async attempt(viewer, attemptId) {
      const attempt = ownAttempt(viewer, attemptId);
      return attempt ? pageOf(attempt, stateOf(attempt.person, attempt.course.id)) : null;
    },
    async saveAnswers(viewer, attemptId, answers) {
      const attempt = ownAttempt(viewer, attemptId);
      if (!attempt || attempt.grade) return false;
      attempt.answers = answers;
      return true;
    },
    async submit(viewer, attemptId, answers) {
      const attempt = ownAttempt(viewer, attemptId);
      if (!attempt) return false;
      if (attempt.grade) return true;
      const grade = gradePaper({ course: attempt.course, paper: attempt.paper, answers });
      if (!grade) return false;
      const completedAt = clock();
      Object.assign(attempt, { answers, grade, gradedAt: completedAt });
      const { person, course } = attempt;
      if (grade.passed) {
        const completion = { id: randomUUID(), person, courseId: course.id, attemptId, completedAt, attestedAt: null };
        completions.push(completion);
      }
      return true;
    },
    statement(courseId) {
      const course = findCourse(curriculum, courseId);
      return course ? attestationStatement(course) : null;
    },
    async attest(viewer, courseId, { typedName, statementSha256 }): Promise<Attested> {
      const course = findCourse(curriculum, courseId);
      const own = completions.filter((done) => done.person === personOf(viewer) && done.courseId === courseId);
      const waiting = own.find(({ attestedAt }) => attestedAt === null);
      if (!course || !waiting) return { kind: own.length > 0 ? "already" : "not-passed" };
      if (attestationStatement(course).sha256 !== statementSha256) return { kind: "statement-changed" };
      const name = checkTypedName(typedName);
      if (!name.ok) return { kind: "bad-name", problem: name.problem };
      waiting.attestedAt = clock();
      return { kind: "signed" };
    },
    paperOf: (attemptId) => known(attempts, attemptId),
    rightAnswers: (attemptId) => rightAnswersOf(known(attempts, attemptId)),
  };
}

function known(attempts: readonly Attempt[], id: string): Attempt {
  const attempt = attempts.find((other) => other.id === id);
  if (!attempt) throw new Error(`There is no attempt ${id}`);
  return attempt;
}

function toPast({ grade, gradedAt }: Attempt) {
  return { gradedAt, passed: grade?.passed ?? null };
}

function validityOf({ completedAt, attemptId }: Completion, now: Date): CourseState {
  const validUntil = new Date(completedAt.getTime() + YEAR_MS);
  return now < validUntil
    ? { state: "done", completedAt, validUntil, attemptId }
    : { state: "expired", since: validUntil };
}

function pageOf(attempt: Attempt, state: CourseState): AttemptPage {
  const { id, course, number, paper, answers, grade } = attempt;
  if (grade) {
    const { score, passMark, passed, mustPassMissed } = grade;
    const explained = explainPaper(course, grade);
    return { kind: "graded", id, course, number, score, passMark, passed, mustPassMissed, explained, state };
  }
  const view = viewPaper(course, paper);
  if (!view) return { kind: "closed", id, course, number, state: { state: "not-started" } };
  return { kind: "open", id, course, number, paper: view, answers };
}

function rightAnswersOf({ course, paper }: Attempt): Answers {
  const pool = new Map(course.modules.flatMap(({ questions }) => questions).map((question) => [question.id, question]));
  return Object.fromEntries(
    paper.questions.map(({ questionId, optionOrder }) => [
      questionId,
      optionOrder.flatMap((index, place) => (pool.get(questionId)?.options[index]?.correct ? [place] : [])),
    ]),
  );
}
