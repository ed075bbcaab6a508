import { attestationStatement } from "../training/attestation.ts";
import { type Course, findCourse, listCourses } from "../training/curriculum.ts";
import { minutesOf } from "../training/minutes.ts";
import { courseStateOf } from "./course-state.ts";
import { findOwnAttempt, readAttempt, startAttempt } from "./learning-attempts.ts";
import { attestCourse } from "./learning-attest.ts";
import { courseInForce, historyOf, type LearningDeps } from "./learning-courses.ts";
import type { CourseCard, Learning, MyTraining, Viewer } from "./learning-port.ts";
import { waitingPullRequests } from "./learning-pull-requests.ts";
import { submitAttempt } from "./learning-submit.ts";

export type { LearningDeps } from "./learning-courses.ts";

/** What the learner's pages ask for, on what is stored and the courses as they are loaded now. */
export function createLearning(deps: LearningDeps): Learning {
  return {
    myTraining: (viewer) => readTraining(viewer, deps),

    async courseCard(viewer, courseId) {
      const course = await courseInForce(courseId, deps);
      return course ? readCard(viewer, course, await requiredOf(viewer, deps), deps) : null;
    },

    startAttempt: (viewer, courseId) => startAttempt(viewer, courseId, deps),

    attempt: (viewer, attemptId) => readAttempt(viewer, attemptId, deps),

    async saveAnswers(viewer, attemptId, answers) {
      const own = await findOwnAttempt(viewer, attemptId, deps);
      if (!own?.isOpen) return false;
      await deps.stores.training.saveAnswers(own.attempt.id, answers);
      return true;
    },

    submit: (viewer, attemptId, answers) => submitAttempt(viewer, attemptId, answers, deps),

    statement(courseId) {
      const course = findCourse(deps.curriculum(), courseId);
      return course ? attestationStatement(course) : null;
    },

    attest: (viewer, courseId, typed) => attestCourse(viewer, courseId, typed, deps),
  };
}

async function readTraining(viewer: Viewer, deps: LearningDeps): Promise<MyTraining> {
  const required = await requiredOf(viewer, deps);
  const ids = listCourses(deps.curriculum()).map(({ id }) => id);
  const courses = (await Promise.all(ids.map((id) => courseInForce(id, deps)))).filter(
    (course) => course !== undefined,
  );
  const [cards, pullRequests] = await Promise.all([
    Promise.all(courses.map((course) => readCard(viewer, course, required, deps))),
    waitingPullRequests(viewer, deps),
  ]);
  return { courses: cards, pullRequests };
}

async function readCard(
  { account }: Viewer,
  course: Course,
  required: ReadonlySet<string>,
  deps: LearningDeps,
): Promise<CourseCard> {
  const history = await historyOf(account.person, course, deps);
  const { reading, testOut } = minutesOf([course]);
  return {
    course,
    state: courseStateOf(history, deps.clock()),
    minutes: { reading, testOut },
    required: required.has(course.id),
  };
}

async function requiredOf({ account }: Viewer, deps: LearningDeps): Promise<ReadonlySet<string>> {
  const accounts = await deps.stores.people.accountsOf(account.person);
  return deps.requiredCourses(accounts.map(({ id }) => id));
}
