import { attestationStatement } from "../../training/attestation.ts";
import { type Course, findCourse, listCourses } from "../../training/curriculum.ts";
import { minutesOf } from "../../training/minutes.ts";
import { toFact } from "../person-facts.ts";
import { openModules, readAttempt } from "./attempt-page.ts";
import { findOwnAttempt, startAttempt } from "./attempts.ts";
import { attestCourse } from "./attest.ts";
import { courseStateOf } from "./course-state.ts";
import { courseInForce, historyOf, type LearningDeps } from "./courses.ts";
import type { CourseCard, Learning, MyTraining, Viewer } from "./port.ts";
import { waitingPullRequests } from "./pull-requests.ts";
import { quizDue, sizeOf } from "./quiz-due.ts";
import { readCertificate, readHistory } from "./records.ts";
import { submitAttempt } from "./submit.ts";
import { type Asked, timeFor } from "./time.ts";

export type { LearningDeps } from "./courses.ts";

/** What the learner's pages ask for, on what is stored and the courses as they are loaded now. */
export function createLearning(deps: LearningDeps): Learning {
  return {
    myTraining: (viewer) => readTraining(viewer, deps),

    async courseCard(viewer, courseId) {
      const course = await courseInForce(courseId, deps);
      return course ? readCard(viewer, course, await askedOf(viewer, deps), deps) : null;
    },

    startAttempt: (viewer, courseId, moduleId) => startAttempt(viewer, { courseId, moduleId }, deps),

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

    history: (viewer) => readHistory(viewer, deps),

    certificate: (viewer, courseId) => readCertificate(viewer, courseId, deps),
  };
}

async function readTraining(viewer: Viewer, deps: LearningDeps): Promise<MyTraining> {
  const asked = await askedOf(viewer, deps);
  const ids = listCourses(deps.curriculum()).map(({ id }) => id);
  const courses = (await Promise.all(ids.map((id) => courseInForce(id, deps)))).filter(
    (course) => course !== undefined,
  );
  const [cards, pullRequests] = await Promise.all([
    Promise.all(courses.map((course) => readCard(viewer, course, asked, deps))),
    waitingPullRequests(viewer, deps),
  ]);
  return { courses: cards, pullRequests };
}

async function readCard({ account }: Viewer, course: Course, asked: Asked, deps: LearningDeps): Promise<CourseCard> {
  const history = await historyOf(account.person, course, deps);
  const now = deps.clock();
  const { reading, testOut } = minutesOf([course]);
  const state = courseStateOf(history, now);
  const { by, later, holds } = timeFor(course.id, asked, now);
  return {
    course,
    state,
    minutes: { reading, testOut },
    required: asked.courses.has(course.id) && (state.state === "done" || !holds),
    questions: sizeOf(quizDue(history, now), history),
    by,
    later,
    modules: openModules(history, now),
  };
}

async function askedOf({ account }: Viewer, deps: LearningDeps): Promise<Asked> {
  const accounts = await deps.stores.people.accountsOf(account.person);
  const [courses, layers, completions] = await Promise.all([
    deps.requiredCourses(accounts.map(({ id }) => id)),
    deps.requiredLayers(),
    deps.stores.training.completionsOf([account.person]),
  ]);
  return { courses, layers, completions: completions.map(toFact) };
}
