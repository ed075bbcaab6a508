import type { Repository } from "../../domain/installation.ts";
import type { OutsideStores } from "../../domain/stores/index.ts";
import type { Facts, PersonFacts, TouchedFact } from "../../gate/facts.ts";
import { type ModuleName, moduleOf, pathRules, touches } from "../../policy/path-rules.ts";
import type { PathRule, Policy } from "../../policy/policy.ts";
import { majorOf } from "../../training/curriculum.ts";
import type { ChangedFiles, HeadAsked } from "../github-port.ts";
import { scopeOn } from "../policy/scope-on.ts";

/** A module as learners read it now. */
export interface TaughtModule {
  readonly title: string;
  /** To read it. */
  readonly minutes: number;
  /** It has no quiz of its own. */
  readonly withCourse: boolean;
}

export interface TouchedDeps {
  readonly stores: Pick<OutsideStores, "training">;
  /** Null for one that is not in force. */
  readonly module: (name: ModuleName) => TaughtModule | null;
}

const PATHS_KEPT = 3;
const LONGEST_SHOWN = 100;

/**
 * The rules for whose sake files are read in this repository: none outside of the boundary, and where nothing is shown
 * none that only links.
 */
export function rulesOn(repository: Repository, policy: Policy | undefined, at: Date): readonly PathRule[] {
  const rules = policy ? pathRules(policy) : [];
  if (!policy || rules.length === 0) return [];
  const { inBoundary, mode } = scopeOn(repository, policy, at);
  if (!inBoundary) return [];
  return mode === "observe" ? rules.filter(({ require }) => require) : rules;
}

/** Of each pull request by itself files are read until every rule fits one of them, or there are no more. */
export function untilAllFit(rules: readonly PathRule[]): NonNullable<HeadAsked["wantsMore"]> {
  const open = new Map<number, readonly PathRule[]>();
  return (number, page) => {
    const left = (open.get(number) ?? rules).filter((rule) => !page.some((path) => touches(rule, path)));
    open.set(number, left);
    return left.length > 0;
  };
}

/** The facts with what this policy makes of the files: for another policy they are others. */
export async function withTouched(
  { facts, changed }: { readonly facts: Facts; readonly changed: readonly ChangedFiles[] },
  policy: Policy,
  deps: TouchedDeps,
): Promise<Facts> {
  const rules = pathRules(policy);
  if (rules.length === 0 || changed.length === 0) return facts;
  const touched = rules.flatMap((rule, index) => touchedBy(rule, index, changed, deps) ?? []);
  const unread = rules.some(({ require }) => require) ? changed.filter(({ paths }) => paths === null) : [];
  return {
    ...facts,
    missing: [...facts.missing, ...unread.map(({ number }) => `files of #${number}`)],
    ...(touched.length > 0 && { touched }),
    people: await withPassedModules(facts, requiredBy(touched, rules), deps),
  };
}

/**
 * Undefined where it does not fit. Where GitHub does not list all files, a rule that requires a module fits: nobody gets
 * past it by changing more files than are listed.
 */
function touchedBy(
  rule: PathRule,
  index: number,
  changed: readonly ChangedFiles[],
  { module }: TouchedDeps,
): TouchedFact | undefined {
  const read = new Set(changed.flatMap(({ paths }) => paths ?? []));
  const fitting = [...read].filter((path) => touches(rule, path));
  const isPart = changed.some(({ paths, isAll }) => paths !== null && !isAll);
  if (fitting.length === 0 && !(rule.require && isPart)) return undefined;
  const unknown = { title: rule.module, minutes: 0, withCourse: false };
  const { title, minutes, withCourse } = module(moduleOf(rule)) ?? unknown;
  return {
    rule: index,
    title,
    minutes,
    ...(withCourse && { withCourse }),
    paths: fitting.slice(0, PATHS_KEPT).map(shown),
    more: Math.max(0, fitting.length - PATHS_KEPT),
    ...(isPart && { isPart }),
  };
}

/** A path is what a stranger calls a file: as one line, without characters that nobody sees, and of a long one its end. */
function shown(path: string): string {
  const characters = [...path.replaceAll(/[\p{C}\p{Zl}\p{Zp}]/gu, "\ufffd")];
  return characters.length <= LONGEST_SHOWN ? characters.join("") : `…${characters.slice(-LONGEST_SHOWN).join("")}`;
}

function requiredBy(touched: readonly TouchedFact[], rules: readonly PathRule[]): readonly string[] {
  const required = touched.flatMap(({ rule: index }) => {
    const rule = rules[index];
    return rule?.require ? [rule.module] : [];
  });
  return [...new Set(required)];
}

/** What was passed in an older major version of a course is not what is asked. */
async function withPassedModules(
  { people, courses }: Facts,
  required: readonly string[],
  { stores }: TouchedDeps,
): Promise<readonly PersonFacts[]> {
  const persons = people.flatMap(({ person }) => person ?? []);
  if (required.length === 0 || persons.length === 0) return people;
  const passed = await stores.training.modulesPassedBy(
    persons,
    required.map((module) => moduleOf({ module })),
  );
  const current = passed.filter(({ courseId, courseVersion }) => {
    const course = courses.find(({ id }) => id === courseId);
    return course !== undefined && majorOf(courseVersion) === majorOf(course.version);
  });
  return people.map((facts) => {
    const own = current.filter(({ person }) => person === facts.person);
    const passedModules = [...new Set(own.map(({ courseId, module }) => `${courseId}/${module}`))].sort();
    return passedModules.length === 0 ? facts : { ...facts, passedModules };
  });
}
