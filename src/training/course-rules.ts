import type { Module } from "./curriculum.ts";
import type { ParsedModule } from "./parse-module.ts";
import type { ParsedQuestion } from "./parse-questions.ts";
import type { Report } from "./problem.ts";
import type { YamlSource } from "./yaml-source.ts";

// Rules that hold between the files of a course.

/** `/courses/<course>/<module>` is where a module is read: these names stand there for pages of the course itself. */
export const TAKEN_MODULE_IDS: ReadonlySet<string> = new Set(["attempts", "attest", "done"]);

export function reportQuestionTwins(questions: readonly ParsedQuestion[], report: Report): void {
  const first = new Map<string, ParsedQuestion>();
  for (const parsed of questions) {
    const { id } = parsed.question;
    const other = first.get(id);
    if (other) {
      const message = `the question id ${id} stands in ${other.file}:${other.line} too`;
      report({ file: parsed.file, line: parsed.line, message });
    } else first.set(id, parsed);
  }
}

/** What is taught is asked, and what is asked is taught. */
export function reportObjectives(module: ParsedModule, questions: readonly ParsedQuestion[], report: Report): void {
  if (!module.text) return;
  const known = module.text.objectives.map((objective) => objective.id);
  const own = questions.filter(({ question }) => question.module === module.id);
  for (const { question, file, lineOfObjective } of own) {
    if (known.includes(question.objective)) continue;
    const message = `question ${question.id}: the module has no objective ${question.objective}`;
    report({ file, line: lineOfObjective, message });
  }
  if (own.length === 0) return; // the file is missing or unusable, which is reported by itself
  for (const [index, id] of known.entries()) {
    if (own.some(({ question }) => question.objective === id)) continue;
    const message = `no question tests the objective ${id}`;
    report({ file: module.file, line: module.lineOfObjective(index), message });
  }
}

/** A draw takes an equal share from every module (see draw.ts), so each must have that many. */
export function reportShortPool(draw: number, modules: readonly Module[], source: YamlSource, report: Report): void {
  if (modules.some((module) => module.questions.length === 0)) return; // reported by itself
  const share = Math.ceil(draw / modules.length);
  const at = { file: source.file, line: source.lineOf(["quiz", "draw"]) };
  const pool = modules.reduce((sum, module) => sum + module.questions.length, 0);
  if (draw > pool) report({ ...at, message: `quiz.draw: ${draw} questions cannot be drawn from ${pool}` });
  for (const { id, questions } of modules) {
    if (questions.length >= share) continue;
    report({
      ...at,
      message: `quiz.draw: up to ${share} questions come from the module ${id}, which has ${questions.length}`,
    });
  }
}
