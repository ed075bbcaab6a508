import { type Course, type Curriculum, listCourses, questionPool } from "./curriculum.ts";
import { type GuessChances, guessChances } from "./guessing.ts";
import { MINUTES_BUDGET, type Minutes, minutesOf, wordsOf } from "./minutes.ts";

export interface ModuleRow {
  readonly id: string;
  readonly title: string;
  readonly objectives: number;
  readonly questions: number;
  readonly mustPass: number;
  readonly words: number;
}

export interface CourseRow {
  readonly layer: string;
  readonly id: string;
  readonly version: string;
  readonly digest: string;
  readonly modules: readonly ModuleRow[];
  readonly objectives: number;
  readonly questions: number;
  readonly words: number;
  readonly chances: GuessChances;
}

/** The courses that have to be passed together. */
export interface Requirement {
  readonly name: string;
  readonly courses: readonly string[];
}

export interface RequirementRow extends Requirement {
  readonly minutes: Minutes;
}

export interface CurriculumCheck {
  readonly courses: readonly CourseRow[];
  readonly requirements: readonly RequirementRow[];
  readonly budget: Minutes;
  /** In plain words; empty if the curriculum is sound. */
  readonly failures: readonly string[];
}

// With a smaller pool a second attempt meets the first one's questions.
const POOL_PER_DRAW = 3;
const GUESS_LIMIT = 0.01;

/**
 * The figures of a curriculum that loaded, and where they fail. `requirements` are what the policy asks for together;
 * without a policy every course is taken alone.
 */
export function checkCurriculum(curriculum: Curriculum, requirements?: readonly Requirement[]): CurriculumCheck {
  const courses = listCourses(curriculum);
  const asked = requirements ?? courses.map(({ id }) => ({ name: id, courses: [id] }));
  const rows = asked.map((requirement) => ({
    ...requirement,
    minutes: minutesOf(courses.filter((course) => requirement.courses.includes(course.id))),
  }));
  const failures = [
    ...asked.flatMap((requirement) => absentCourses(requirement, courses)),
    ...courses.flatMap(courseFailures),
    ...rows.flatMap(budgetFailures),
  ];
  return { courses: courses.map(toRow), requirements: rows, budget: MINUTES_BUDGET, failures };
}

function toRow(course: Course): CourseRow {
  const modules = course.modules.map((module) => ({
    id: module.id,
    title: module.title,
    objectives: module.objectives.length,
    questions: module.questions.length,
    mustPass: module.questions.filter((question) => question.mustPass).length,
    words: module.words,
  }));
  return {
    layer: course.layer,
    id: course.id,
    version: course.version,
    digest: course.digest,
    modules,
    objectives: modules.reduce((sum, module) => sum + module.objectives, 0),
    questions: questionPool(course).length,
    words: wordsOf(course),
    chances: guessChances(course),
  };
}

function absentCourses({ name, courses }: Requirement, known: readonly Course[]): readonly string[] {
  const absent = courses.filter((id) => !known.some((course) => course.id === id));
  return absent.map((id) => `${name}: there is no course ${id}`);
}

function courseFailures(course: Course): readonly string[] {
  const failures: string[] = [];
  const pool = questionPool(course).length;
  const wanted = POOL_PER_DRAW * course.quiz.draw;
  if (pool < wanted) {
    failures.push(`${course.id}: ${pool} questions are fewer than ${POOL_PER_DRAW} × ${course.quiz.draw}`);
  }
  const { blind, longest } = guessChances(course);
  if (blind > GUESS_LIMIT) failures.push(`${course.id}: blind guessing passes ${percent(blind)} of papers`);
  if (longest > GUESS_LIMIT) {
    failures.push(`${course.id}: choosing the longest option passes ${percent(longest)} of papers`);
  }
  return failures;
}

function budgetFailures({ name, minutes }: RequirementRow): readonly string[] {
  const ways = [
    ["reading", "by reading"],
    ["testOut", "by test-out"],
    ["renewal", "renewal"],
  ] as const;
  return ways
    .filter(([way]) => minutes[way] > MINUTES_BUDGET[way])
    .map(([way, words]) => `${name}: ${words} takes ${minutes[way]} min, over ${MINUTES_BUDGET[way]}`);
}

function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`;
}
