import { budgetFailures, courseFailures } from "./check-failures.ts";
import { type Course, type Curriculum, findCourse, listCourses } from "./curriculum.ts";
import { type GuessChances, guessChances, papersOf } from "./guessing.ts";
import { clausesOf, type Mapping, UNMAPPED } from "./mapping/mapping.ts";
import { MINUTES_BUDGET, type Minutes, minutesOf, minutesOfModule, PACED_BUDGET } from "./minutes.ts";

export interface ModuleRow {
  readonly id: string;
  readonly title: string;
  readonly objectives: number;
  readonly questions: number;
  readonly mustPass: number;
  readonly words: number;
  readonly pairs: number;
  /** Clauses of frameworks that it is mapped to. */
  readonly clauses: number;
}

/** Of several modules together. */
export interface Sums {
  readonly objectives: number;
  readonly questions: number;
  readonly words: number;
  readonly pairs: number;
  /** Those that any of the modules is mapped to, each once. */
  readonly clauses: number;
}

export interface CourseRow extends Sums {
  readonly layer: string;
  readonly id: string;
  readonly version: string;
  readonly digest: string;
  readonly modules: readonly ModuleRow[];
  /** Of the paper that is guessed most easily. */
  readonly chances: GuessChances;
}

/** The courses that have to be passed together. */
export interface Requirement {
  readonly name: string;
  readonly courses: readonly string[];
  /** The gate stays open meanwhile: a course with a quiz for each module is taken one module at a time. */
  readonly paced?: boolean;
}

export interface RequirementRow extends Requirement {
  /** Of a course that is taken one module at a time, those of its longest one. */
  readonly each: "course" | "module";
  readonly minutes: Minutes;
  readonly budget: Minutes;
}

export interface CurriculumCheck {
  readonly courses: readonly CourseRow[];
  readonly total: Sums & { readonly courses: number; readonly modules: number };
  readonly requirements: readonly RequirementRow[];
  /** In plain words; empty if the curriculum is sound. */
  readonly failures: readonly string[];
}

interface Asked {
  /** What the policy asks for together; without a policy every course is taken alone, at its pace. */
  readonly requirements?: readonly Requirement[] | undefined;
  readonly mapping?: Mapping;
}

/** The figures of a curriculum that loaded, and where they fail. */
export function checkCurriculum(
  curriculum: Curriculum,
  { requirements, mapping = UNMAPPED }: Asked = {},
): CurriculumCheck {
  const courses = listCourses(curriculum);
  const asked =
    requirements ?? courses.map(({ id, quiz }) => ({ name: id, courses: [id], paced: quiz.per === "module" }));
  const rows = asked.map((requirement) => measure(requirement, curriculum));
  return {
    courses: courses.map((course) => toRow(course, mapping)),
    total: {
      courses: courses.length,
      modules: sum(courses.map(({ modules }) => modules.length)),
      ...sumsOf(courses, mapping),
    },
    requirements: rows,
    failures: [
      ...asked.flatMap((requirement) => absentCourses(requirement, curriculum)),
      ...courses.flatMap(courseFailures),
      ...rows.flatMap(budgetFailures),
    ],
  };
}

function measure(requirement: Requirement, curriculum: Curriculum): RequirementRow {
  const courses = requirement.courses.flatMap((id) => findCourse(curriculum, id) ?? []);
  const [course, ...more] = courses;
  if (requirement.paced && course?.quiz.per === "module" && more.length === 0)
    return { ...requirement, each: "module", minutes: minutesOfModule(course), budget: PACED_BUDGET };
  return { ...requirement, each: "course", minutes: minutesOf(courses), budget: MINUTES_BUDGET };
}

function toRow(course: Course, mapping: Mapping): CourseRow {
  const { id, layer, version, digest } = course;
  const modules = course.modules.map((module) => ({
    id: module.id,
    title: module.title,
    objectives: module.objectives.length,
    questions: module.questions.length,
    mustPass: module.questions.filter((question) => question.mustPass).length,
    words: module.words,
    pairs: module.pairs.length,
    clauses: clausesOf(mapping, { course: id, module: module.id }).length,
  }));
  const chances = worst(papersOf(course).map(guessChances));
  return { layer, id, version, digest, modules, ...sumsOf([course], mapping), chances };
}

function sumsOf(courses: readonly Course[], mapping: Mapping): Sums {
  const modules = courses.flatMap((course) => course.modules.map((module) => ({ ...module, course: course.id })));
  const clauses = modules.flatMap(({ course, id }) => clausesOf(mapping, { course, module: id }));
  return {
    objectives: sum(modules.map(({ objectives }) => objectives.length)),
    questions: sum(modules.map(({ questions }) => questions.length)),
    words: sum(modules.map(({ words }) => words)),
    pairs: sum(modules.map(({ pairs }) => pairs.length)),
    clauses: new Set(clauses.map(({ clause }) => clause)).size,
  };
}

function worst(chances: readonly GuessChances[]): GuessChances {
  return {
    blind: Math.max(...chances.map(({ blind }) => blind)),
    longest: Math.max(...chances.map(({ longest }) => longest)),
  };
}

function absentCourses({ name, courses, paced }: Requirement, curriculum: Curriculum): readonly string[] {
  const absent = courses.filter((id) => !findCourse(curriculum, id));
  return absent.map((id) => `${name}: there is no course ${id}${paced ? ", which `then` names" : ""}`);
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
