import { QuestionEntry } from "./content-schema.ts";
import type { Question } from "./curriculum.ts";
import { digestQuestion } from "./digest.ts";
import { markdownProblems } from "./markdown-problems.ts";
import type { Report } from "./problem.ts";
import { questionProblems } from "./question-problems.ts";
import type { SourceFile } from "./source-file.ts";
import { checkShape, readYaml, type YamlSource } from "./yaml-source.ts";

/** A question and where it stands, for rules that look beyond its file. */
export interface ParsedQuestion {
  readonly question: Question;
  readonly file: string;
  readonly line: number;
  readonly lineOfObjective: number;
}

/** `questions/<module>.yml`: a list. A question that is not usable is reported and left out, and the rest is read. */
export function parseQuestions(module: string, file: SourceFile, report: Report): readonly ParsedQuestion[] {
  const source = readYaml(file.shown, file.text, report);
  if (!source) return [];
  if (!Array.isArray(source.value) || source.value.length === 0) {
    report({ file: file.shown, line: 1, message: "must be a list of questions" });
    return [];
  }
  return source.value.flatMap((value: unknown, index) => {
    const entry = checkShape(source, QuestionEntry, value, report, [index]);
    if (!entry) return [];
    reportFaults(entry, index, source, report);
    return [
      {
        question: toQuestion(module, entry),
        file: file.shown,
        line: source.lineOf([index]),
        lineOfObjective: source.lineOf([index, "objective"]),
      },
    ];
  });
}

function reportFaults(entry: QuestionEntry, index: number, source: YamlSource, report: Report): void {
  const at = (path: readonly (string | number)[], message: string) =>
    report({ file: source.file, line: source.lineOf([index, ...path]), message: `question ${entry.id}: ${message}` });

  for (const { path, message } of questionProblems(entry)) at(path, message);
  for (const { message } of markdownProblems(entry.text, "question")) at(["text"], message);
  for (const [option, { text, why }] of entry.options.entries()) {
    for (const { message } of markdownProblems(text, "inline")) at(["options", option, "text"], message);
    for (const { message } of markdownProblems(why, "inline")) at(["options", option, "why"], message);
  }
}

function toQuestion(module: string, entry: QuestionEntry): Question {
  const { id, objective, kind, must_pass: mustPass, text, options } = entry;
  return { id, module, objective, kind, mustPass, text, options, digest: digestQuestion(entry) };
}
