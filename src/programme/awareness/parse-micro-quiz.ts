import { sha256OfJson } from "../../domain/canonical-json.ts";
import { QuestionEntry } from "../../training/content-schema.ts";
import { markdownProblems } from "../../training/markdown-problems.ts";
import type { Report } from "../../training/problem.ts";
import { questionProblems } from "../../training/question-problems.ts";
import type { SourceFile } from "../../training/source-file.ts";
import { checkShape, readYaml, type YamlSource } from "../../training/yaml-source.ts";
import type { MicroQuestion, MicroQuiz } from "./newsletter.ts";

const HOW_MANY = 3;
const MicroEntry = QuestionEntry.omit({ objective: true, kind: true, must_pass: true });

/** A list of three questions; null where one of them cannot be used, which is reported. */
export function parseMicroQuiz(file: SourceFile, report: Report): MicroQuiz | null {
  const source = readYaml(file.shown, file.text, report);
  if (!source) return null;
  if (!Array.isArray(source.value) || source.value.length !== HOW_MANY) {
    report({ file: file.shown, line: 1, message: `must be a list of ${HOW_MANY} questions` });
    return null;
  }
  const questions = source.value.flatMap((value: unknown, index) => parseQuestion(source, value, index, report) ?? []);
  const ids = new Set(questions.map(({ id }) => id));
  if (questions.length === HOW_MANY && ids.size < HOW_MANY)
    report({ file: file.shown, line: 1, message: "two questions have the same id" });
  return questions.length < HOW_MANY ? null : { sha256: sha256OfJson(questions), questions };
}

function parseQuestion(source: YamlSource, value: unknown, index: number, report: Report): MicroQuestion | undefined {
  const entry = checkShape(source, MicroEntry, value, report, [index]);
  if (!entry) return undefined;
  const at = (path: readonly (string | number)[], message: string) =>
    report({ file: source.file, line: source.lineOf([index, ...path]), message: `question ${entry.id}: ${message}` });
  const asked = { ...entry, objective: entry.id, kind: "single" as const, must_pass: false };
  for (const { path, message } of questionProblems(asked)) at(path, message);
  for (const { message } of markdownProblems(entry.text, "question")) at(["text"], message);
  for (const [option, { text, why }] of entry.options.entries()) {
    for (const { message } of markdownProblems(text, "inline")) at(["options", option, "text"], message);
    for (const { message } of markdownProblems(why, "inline")) at(["options", option, "why"], message);
  }
  return entry;
}
