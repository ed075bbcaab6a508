/** Something a person can do after the module; every question tests one. */
export interface Objective {
  readonly id: string;
  readonly text: string;
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
  /** Words to read, code included. */
  readonly words: number;
  readonly questions: readonly Question[];
}

export interface Quiz {
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
  /** SHA-256 of all its files: it ties a completion to the wording (see digest.ts). */
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

/** Every question that a paper of the course may be drawn from, in the order of the modules. */
export function questionPool(course: Course): readonly Question[] {
  return course.modules.flatMap((module) => module.questions);
}

/** Zero where the version cannot be read, so that what cannot be shown to be current is not taken for it. */
export function majorOf(version: string): number {
  const major = /^(\d+)\.\d+\.\d+/.exec(version)?.[1];
  return major === undefined ? 0 : Number(major);
}
