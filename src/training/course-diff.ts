import { changedSince } from "./changed-modules.ts";
import type { Course, Module, Question } from "./curriculum.ts";
import { compareVersions, majorOfRelease, releaseOf } from "./version.ts";
import { changedWords } from "./words-changed.ts";

export type Bump = "major" | "minor" | "patch";

export interface Difference {
  readonly bump: Bump;
  /** Set where a minor version must name it in its `changes:`. */
  readonly module?: string;
  readonly text: string;
}

export interface CourseDiff {
  readonly id: string;
  readonly from: string;
  readonly to: string;
  /** Null where nothing differs. */
  readonly deserves: Bump | null;
  /** The weightiest first. */
  readonly differences: readonly Difference[];
  /** What course.yml has to say otherwise; empty if it is right. */
  readonly problems: readonly string[];
}

/** A typing mistake or a clearer sentence; more than that may say something else. */
const FEW_WORDS = 12;
const ORDER: readonly Bump[] = ["major", "minor", "patch"];

/**
 * What lies between two versions of a course, and which new version that deserves.
 *
 * Major: what people learn, must know or sign is another: a module or objective came, went or reads otherwise, other
 * questions must be right, the pass mark rose, the quizzes are for something else, or the statement changed (whose own
 * version must rise then). Minor: an answer key changed, or a module's text (its code included) or one question in more
 * than twelve words, counted as `changedWords` does. Patch: everything else; so a question that came or went, since what
 * it tests was taught before. A flipped meaning of few words is for the author to see: any higher version is right too.
 */
export function diffCourse(before: Course, after: Course): CourseDiff {
  const differences = [...ofCourse(before, after), ...ofModules(before, after)].toSorted(
    (a, b) => ORDER.indexOf(a.bump) - ORDER.indexOf(b.bump),
  );
  const isOther = before.digest !== after.digest;
  const rest: readonly Difference[] =
    isOther && differences.length === 0 ? [{ bump: "patch", text: "small changes of wording" }] : [];
  const all = [...differences, ...rest];
  const deserves = all[0]?.bump ?? null;
  return {
    id: after.id,
    from: before.version,
    to: after.version,
    deserves,
    differences: all,
    problems: deserves === null ? [] : problemsOf(before, after, deserves, all),
  };
}

function ofCourse(before: Course, after: Course): readonly Difference[] {
  const found: Difference[] = [];
  const major = (text: string) => found.push({ bump: "major", text });
  if (after.quiz.passMark > before.quiz.passMark)
    major(`the pass mark rises from ${before.quiz.passMark} to ${after.quiz.passMark}`);
  if (after.quiz.per !== before.quiz.per) major(`the quiz is per ${after.quiz.per}, and was per ${before.quiz.per}`);
  if (after.attestation.statement !== before.attestation.statement) major("the statement to sign is another");
  if (after.quiz.draw !== before.quiz.draw)
    found.push({ bump: "patch", text: `a paper has ${after.quiz.draw} questions, and had ${before.quiz.draw}` });
  return found;
}

function ofModules(before: Course, after: Course): readonly Difference[] {
  const gone = before.modules.filter(({ id }) => !after.modules.some((module) => module.id === id));
  return [
    ...gone.map(({ id }): Difference => ({ bump: "major", text: `the module ${id} is gone` })),
    ...after.modules.flatMap((module): readonly Difference[] => {
      const known = before.modules.find(({ id }) => id === module.id);
      if (!known) return [{ bump: "major", text: `the module ${module.id} is new` }];
      return [...ofObjectives(known, module), ...ofText(known, module), ...ofQuestions(known, module)];
    }),
  ];
}

function ofObjectives(before: Module, after: Module): readonly Difference[] {
  const major = (text: string): Difference => ({ bump: "major", text: `${after.id}: ${text}` });
  const gone = before.objectives.filter(({ id }) => !after.objectives.some((objective) => objective.id === id));
  return [
    ...gone.map(({ id }) => major(`the objective ${id} is gone`)),
    ...after.objectives.flatMap(({ id, text }) => {
      const known = before.objectives.find((objective) => objective.id === id);
      if (!known) return [major(`the objective ${id} is new`)];
      return known.text === text ? [] : [major(`the objective ${id} reads otherwise`)];
    }),
  ];
}

function ofText(before: Module, after: Module): readonly Difference[] {
  const words = changedWords(textOf(before), textOf(after));
  if (words === 0) return [];
  const text = `${after.id}: ${words} ${words === 1 ? "word" : "words"} of the text`;
  return [words > FEW_WORDS ? { bump: "minor", module: after.id, text } : { bump: "patch", text }];
}

function textOf({ markdown, pairs }: Module): string {
  const code = pairs.flatMap(({ stacks }) => stacks.flatMap(({ vulnerable, fixed }) => [vulnerable, fixed]));
  return [markdown, ...code].join("\n");
}

function ofQuestions(before: Module, after: Module): readonly Difference[] {
  const gone = before.questions.filter(({ id }) => !after.questions.some((question) => question.id === id));
  return [
    ...gone.flatMap((question): readonly Difference[] => [
      { bump: "patch", text: `${after.id}: the question ${question.id} is gone` },
      ...ofMustPass(question.mustPass, false, question),
    ]),
    ...after.questions.flatMap((question): readonly Difference[] => {
      const known = before.questions.find(({ id }) => id === question.id);
      const mustPass = ofMustPass(known?.mustPass ?? false, question.mustPass, question);
      if (!known) return [{ bump: "patch", text: `${after.id}: the question ${question.id} is new` }, ...mustPass];
      return [...mustPass, ...ofQuestion(known, question)];
    }),
  ];
}

function ofMustPass(before: boolean, after: boolean, { id, module }: Question): readonly Difference[] {
  if (before === after) return [];
  return [
    { bump: "major", text: `${module}: the question ${id} ${after ? "must be right now" : "need not be right now"}` },
  ];
}

function ofQuestion(before: Question, after: Question): readonly Difference[] {
  const { id, module } = after;
  if (isKeyOther(before, after))
    return [{ bump: "minor", module, text: `${module}: the question ${id} has another answer key` }];
  const words = changedWords(wordingOf(before), wordingOf(after));
  if (words === 0) return [];
  const text = `${module}: ${words} ${words === 1 ? "word" : "words"} of the question ${id}`;
  return [words > FEW_WORDS ? { bump: "minor", module, text } : { bump: "patch", text }];
}

/** An option is known by its text, wherever it stands; where that is another, by its place. */
function isKeyOther(before: Question, after: Question): boolean {
  const countOf = ({ options }: Question) => options.filter(({ correct }) => correct).length;
  if (before.kind !== after.kind || countOf(before) !== countOf(after)) return true;
  return after.options.some(({ text, correct }, index) => {
    const known = before.options.find((option) => option.text === text) ?? before.options[index];
    return known !== undefined && known.correct !== correct;
  });
}

function wordingOf({ text, options }: Question): string {
  return [text, ...options.flatMap((option) => [option.text, option.why])].join("\n");
}

function problemsOf(
  before: Course,
  after: Course,
  deserves: Bump,
  differences: readonly Difference[],
): readonly string[] {
  const problems: string[] = [];
  if (!isRaised(deserves, before.version, after.version))
    problems.push(`version: ${after.version} after ${before.version} is too low: this deserves a ${deserves} version`);
  if (
    after.attestation.statement !== before.attestation.statement &&
    after.attestation.version <= before.attestation.version
  )
    problems.push(`attestation.version: ${after.attestation.version} must rise, since the statement is another`);
  if (!isRaised("minor", before.version, after.version) || isRaised("major", before.version, after.version))
    return problems;
  const named = changedSince(after, before.version);
  const changed = new Set(differences.flatMap(({ module }) => module ?? []));
  for (const id of changed) {
    if (named.some((module) => module.id === id)) continue;
    problems.push(`changes: name the module ${id} under ${after.version}, since it changed`);
  }
  return problems;
}

function isRaised(bump: Bump, from: string, to: string): boolean {
  const [before, after] = [releaseOf(from), releaseOf(to)];
  if (bump === "patch") return compareVersions(to, from) > 0;
  return bump === "minor" ? after > before : majorOfRelease(after) > majorOfRelease(before);
}
