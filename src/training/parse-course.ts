import { CourseFile, KEBAB } from "./content-schema.ts";
import {
  reportChanges,
  reportObjectives,
  reportQuestionTwins,
  reportShortPool,
  TAKEN_MODULE_IDS,
} from "./course-rules.ts";
import type { Expectation, Module } from "./curriculum.ts";
import { type CourseFile as DigestedFile, digestCourse, ORGANISATION_PATH } from "./digest.ts";
import { UNSAID } from "./organisation.ts";
import { type ParsedModule, parseModule } from "./parse-module.ts";
import type { ParsedOrganisation } from "./parse-organisation.ts";
import { isPairFile, isShown, type ParsedPair, parsePairs } from "./parse-pairs.ts";
import { type ParsedQuestion, parseQuestions } from "./parse-questions.ts";
import type { Report } from "./problem.ts";
import type { SourceFile } from "./source-file.ts";
import type { CourseSource } from "./staging.ts";
import { countPairWords } from "./words.ts";
import { checkShape, readYaml, type YamlSource } from "./yaml-source.ts";

/** One course's folder; the paths of `files` are relative to it. */
export interface CourseFolder {
  readonly id: string;
  readonly layer: string;
  /** Its path as shown to an author. */
  readonly shown: string;
  readonly files: readonly SourceFile[];
  /** Null: nobody has said anything. */
  readonly organisation: ParsedOrganisation | null;
}

const MODULE_FILE = /^(\d{2})-([a-z0-9-]+)\.md$/;
const QUESTION_FILE = /^questions\/([a-z0-9-]+)\.yml$/;

/** Undefined for a file of a course that is not the text of a module. */
export function moduleIdIn(path: string): string | undefined {
  return MODULE_FILE.exec(path)?.[2];
}

/** Undefined only if `course.yml` or a module's head is not usable; every problem has been reported then. */
export function parseCourse(folder: CourseFolder, report: Report): CourseSource | undefined {
  reportStrays(folder, report);
  const modules = parseModules(folder, report);
  const questions = parseAllQuestions(folder, modules, report);
  const pairs = parsePairs(folder.files, modules, report);
  const source = readCourseFile(folder, report);
  const head = source && checkShape(source, CourseFile, source.value, report);

  reportQuestionTwins(questions, report);
  for (const module of modules) reportObjectives(module, questions, report);
  if (!source || !head) return undefined;

  reportChanges(head, modules, source, report);
  const built = modules.flatMap((module) => toModule(module, questions, pairs));
  if (built.length === modules.length) reportShortPool(head.quiz, built, source, report);
  const organisation = modules.some((module) => module.speaksOfOrganisation) ? folder.organisation : null;
  const files = readFiles(folder, pairs, organisation);
  const course = {
    id: folder.id,
    layer: folder.layer,
    title: head.title,
    version: head.version,
    summary: head.summary,
    quiz: { per: head.quiz.per, draw: head.quiz.draw, passMark: head.quiz.pass_mark },
    attestation: head.attestation,
    modules: built,
    expect: expectationOf(head),
    changes: head.changes,
    organisation: organisation?.says ?? UNSAID,
    digest: digestCourse(files),
  };
  return { course, files };
}

/** The files that a person reads of the course, in one form or another. */
function readFiles(
  folder: CourseFolder,
  pairs: readonly ParsedPair[],
  organisation: ParsedOrganisation | null,
): readonly DigestedFile[] {
  const own = folder.files
    .filter(({ path }) => !isPairFile(path) || isShown(path, pairs))
    .map(({ path, text }) => ({ path, text }));
  return organisation ? [...own, { path: ORGANISATION_PATH, text: organisation.text }] : own;
}

function toModule({ id, text }: ParsedModule, questions: readonly ParsedQuestion[], all: readonly ParsedPair[]) {
  if (!text) return [];
  const pairs = all.flatMap(({ module, ...pair }) => (module === id ? [pair] : []));
  const words = pairs.reduce((sum, pair) => sum + countPairWords(pair), text.words);
  return [{ ...text, pairs, words, questions: questionsOf(id, questions) }];
}

function expectationOf({ expect: { words, questions, pairs } }: CourseFile): Expectation {
  return { words: words ?? null, questions: questions ?? null, pairs: pairs ?? null };
}

function readCourseFile(folder: CourseFolder, report: Report): YamlSource | undefined {
  const file = folder.files.find(({ path }) => path === "course.yml");
  if (!file) report({ file: `${folder.shown}/course.yml`, message: "a course needs this file" });
  return file && readYaml(file.shown, file.text, report);
}

function reportStrays(folder: CourseFolder, report: Report): void {
  for (const { path, shown } of folder.files) {
    if (path === "course.yml" || MODULE_FILE.test(path) || QUESTION_FILE.test(path) || isPairFile(path)) continue;
    report({
      file: shown,
      message: path.startsWith("pairs/")
        ? "a pair consists of pairs/<module>/<pair>/{vulnerable,fixed,proof}.{ts,py}"
        : "a course consists of course.yml, NN-<module>.md, questions/<module>.yml and pairs/<module>/<pair>/",
    });
  }
}

function parseModules(folder: CourseFolder, report: Report): readonly ParsedModule[] {
  const found = folder.files
    .flatMap((file) => {
      const [, number, id] = MODULE_FILE.exec(file.path) ?? [];
      return number !== undefined && id !== undefined ? [{ file, number, id }] : [];
    })
    .sort((a, b) => (a.file.path < b.file.path ? -1 : 1));
  if (found.length === 0) report({ file: folder.shown, message: "a course has at least one module, 01-<module>.md" });

  return found.map(({ file, number, id }, index) => {
    const earlier = found.slice(0, index);
    if (!KEBAB.test(id)) report({ file: file.shown, message: `${id} must be lower-case words joined by hyphens` });
    if (TAKEN_MODULE_IDS.has(id)) {
      report({ file: file.shown, message: `${id} is the name of a page of every course; call the module otherwise` });
    }
    if (earlier.some((other) => other.number === number)) {
      report({ file: file.shown, message: `the number ${number} stands twice, so the order is not said` });
    }
    if (earlier.some((other) => other.id === id))
      report({ file: file.shown, message: `the module ${id} stands twice` });
    return parseModule(id, file, report);
  });
}

function parseAllQuestions(folder: CourseFolder, modules: readonly ParsedModule[], report: Report): ParsedQuestion[] {
  const files = folder.files.flatMap((file) => {
    const id = QUESTION_FILE.exec(file.path)?.[1];
    return id === undefined ? [] : [{ id, file }];
  });
  for (const { id } of modules) {
    if (files.some((file) => file.id === id)) continue;
    report({ file: `${folder.shown}/questions/${id}.yml`, message: `the module ${id} needs this file` });
  }
  return files.flatMap(({ id, file }) => {
    if (!modules.some((module) => module.id === id)) {
      report({ file: file.shown, message: `the course has no module ${id}` });
    }
    return parseQuestions(id, file, report);
  });
}

function questionsOf(module: string, questions: readonly ParsedQuestion[]): Module["questions"] {
  return questions.map(({ question }) => question).filter((question) => question.module === module);
}
