import { type Course, type Curriculum, findCourse, findModule, listCourses, type Module } from "../curriculum.ts";

/** A course, or one module of it. */
export interface ContentRef {
  readonly course: string;
  /** Null: all of its modules. */
  readonly module: string | null;
}

export interface Clause {
  /** As the framework numbers it. */
  readonly ref: string;
  readonly title: string;
  /** What it wants, in our words. */
  readonly asks: string;
  /** The point of focus, or the part of the clause, that the programme supports. */
  readonly supports: string;
  readonly evidence: string;
  /** What the clause asks for and this programme does not do. */
  readonly outside?: string | undefined;
  /** What is taught for it; empty where the gate or its log answers it, and no course does. */
  readonly content: readonly ContentRef[];
}

export interface Framework {
  readonly id: string;
  readonly name: string;
  readonly url: string;
  readonly clauses: readonly Clause[];
}

export interface Risk {
  readonly id: string;
  readonly risk: string;
  readonly modules: readonly ContentRef[];
}

export interface Risks {
  /** True until the organisation has put its own in the place of ours. */
  readonly example: boolean;
  readonly reviewed: { readonly on: string | null; readonly by: string | null };
  readonly risks: readonly Risk[];
}

/** Which clause and which risk is met by what is taught. */
export interface Mapping {
  readonly frameworks: readonly Framework[];
  readonly risks: Risks;
}

export const UNMAPPED: Mapping = {
  frameworks: [],
  risks: { example: false, reviewed: { on: null, by: null }, risks: [] },
};

export interface TaughtModule {
  readonly course: Course;
  readonly module: Module;
}

/** What a reference stands for; empty if the curriculum does not have it. */
export function taughtBy(
  { course: id, module: moduleId }: ContentRef,
  curriculum: Curriculum,
): readonly TaughtModule[] {
  const course = findCourse(curriculum, id);
  if (!course) return [];
  if (moduleId === null) return course.modules.map((module) => ({ course, module }));
  const module = findModule(course, moduleId);
  return module ? [{ course, module }] : [];
}

export function isMeant({ course, module }: ContentRef, taught: { readonly course: string; readonly module: string }) {
  return course === taught.course && (module === null || module === taught.module);
}

/** The clauses that a module is mapped to, each with its framework. */
export function clausesOf(
  { frameworks }: Mapping,
  taught: { readonly course: string; readonly module: string },
): readonly { readonly framework: Framework; readonly clause: Clause }[] {
  return frameworks.flatMap((framework) =>
    framework.clauses
      .filter(({ content }) => content.some((ref) => isMeant(ref, taught)))
      .map((clause) => ({ framework, clause })),
  );
}

/** Modules that no risk names: taught for another reason, or a risk is missing from the list. */
export function withoutRisk({ risks: { risks } }: Mapping, curriculum: Curriculum): readonly TaughtModule[] {
  return listCourses(curriculum).flatMap((course) =>
    course.modules
      .filter(
        ({ id }) =>
          !risks.some(({ modules }) => modules.some((ref) => isMeant(ref, { course: course.id, module: id }))),
      )
      .map((module) => ({ course, module })),
  );
}
