import type { Organisation } from "./organisation.ts";

/** Something a person can do after the module; every question tests one. */
export interface Objective {
  readonly id: string;
  readonly text: string;
  /** On the module's page, the id of the heading beneath which it is taught; null where the authors did not say. */
  readonly section: string | null;
}

export interface Link {
  readonly title: string;
  readonly url: string;
}

/** One answer to choose. `correct` and `why` are the answer key: they reach a page through `explainPaper` only. */
export interface Option {
  readonly text: string;
  readonly correct: boolean;
  readonly why: string;
}

export interface Question {
  /** Unique in its course. */
  readonly id: string;
  readonly module: string;
  readonly objective: string;
  /** `single` has exactly one correct option, `multiple` two or more. */
  readonly kind: "single" | "multiple";
  /** A wrong answer to it fails the attempt whatever the score. */
  readonly mustPass: boolean;
  /** Markdown. */
  readonly text: string;
  readonly options: readonly Option[];
  /** SHA-256 of its wording: statistics of a question end where its wording changes. */
  readonly digest: string;
}

/** The languages that pairs of code are in, in the order for somebody who has chosen none. */
export const STACKS = ["typescript", "python"] as const;
export type Stack = (typeof STACKS)[number];

/** The same code twice: as a colleague might send it for review, and mended. */
export interface PairCode {
  readonly stack: Stack;
  readonly vulnerable: string;
  readonly fixed: string;
}

/** Code that a module's text shows where its fence names it. */
export interface Pair {
  /** Unique in its module. */
  readonly id: string;
  /** One or more, in the order of `STACKS`. */
  readonly stacks: readonly PairCode[];
}

export interface Module {
  /** The file's name without its number: `01-broken-access-control.md` is `broken-access-control`. */
  readonly id: string;
  readonly title: string;
  readonly category: string | null;
  readonly cwe: readonly string[];
  readonly objectives: readonly Objective[];
  readonly further: readonly Link[];
  /** The text, without its front matter. */
  readonly markdown: string;
  /** In the order of their ids. */
  readonly pairs: readonly Pair[];
  /** Words to read, code included; of a pair, the longer of its stacks. */
  readonly words: number;
  readonly questions: readonly Question[];
}

export interface Quiz {
  /** One quiz for the whole course, or one for each module, from its own questions. */
  readonly per: "course" | "module";
  /** Questions on a paper. */
  readonly draw: number;
  /** Percent. */
  readonly passMark: number;
}

export interface Attestation {
  readonly version: number;
  /** Plain text, as the person signs it. */
  readonly statement: string;
}

/** What the author means each module to have; `content check` holds them to it. */
export interface Expectation {
  readonly words: readonly [atLeast: number, atMost: number] | null;
  readonly questions: number | null;
  readonly pairs: number | null;
}

/** What a version changed, for those who passed an earlier one. */
export interface Change {
  readonly version: string;
  /** Ids of modules; none: all. */
  readonly modules: readonly string[];
  readonly summary: string;
}

export interface Course {
  /** Its folder's name; unique over all layers. */
  readonly id: string;
  readonly layer: string;
  readonly title: string;
  /** Semantic version. A higher major one supersedes completions of a lower. */
  readonly version: string;
  readonly summary: string;
  readonly quiz: Quiz;
  readonly attestation: Attestation;
  /** In the order of their numbers. */
  readonly modules: readonly Module[];
  readonly expect: Expectation;
  /** The newest first. */
  readonly changes: readonly Change[];
  /** What its modules say of the organisation; nothing, if they do not speak of it. */
  readonly organisation: Organisation;
  /** SHA-256 of all that a person reads of it: it ties a completion to the wording (see digest.ts). */
  readonly digest: string;
}

export interface Layer {
  readonly id: string;
  readonly courses: readonly Course[];
}

/** Layers and courses in the order of their ids. */
export interface Curriculum {
  readonly layers: readonly Layer[];
}

export function listCourses(curriculum: Curriculum): readonly Course[] {
  return curriculum.layers.flatMap((layer) => layer.courses);
}

export function findCourse(curriculum: Curriculum, id: string): Course | undefined {
  return listCourses(curriculum).find((course) => course.id === id);
}

export function findModule(course: Course, id: string): Module | undefined {
  return course.modules.find((module) => module.id === id);
}

/** Every question that a paper of these modules may be drawn from, in their order. */
export function questionPool({ modules }: Pick<Course, "modules">): readonly Question[] {
  return modules.flatMap((module) => module.questions);
}

/** Zero where the version cannot be read, so that what cannot be shown to be current is not taken for it. */
export function majorOf(version: string): number {
  const major = /^(\d+)\.\d+\.\d+/.exec(version)?.[1];
  return major === undefined ? 0 : Number(major);
}
