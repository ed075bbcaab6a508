import type { CourseFile } from "./content-schema.ts";
import type { Module, Quiz } from "./curriculum.ts";
import type { ParsedModule } from "./parse-module.ts";
import type { ParsedQuestion } from "./parse-questions.ts";
import type { Report } from "./problem.ts";
import { compareVersions } from "./version.ts";
import type { YamlSource } from "./yaml-source.ts";

// Rules that hold between the files of a course.

/** `/courses/<course>/<module>` is where a module is read: these names stand there for pages of the course itself. */
export const TAKEN_MODULE_IDS: ReadonlySet<string> = new Set(["attempts", "attest", "certificate", "done"]);

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

/** A draw takes an equal share from every module, or all of its questions from one: each must have that many. */
export function reportShortPool(
  { per, draw }: Pick<Quiz, "per" | "draw">,
  modules: readonly Module[],
  source: YamlSource,
  report: Report,
): void {
  if (modules.some((module) => module.questions.length === 0)) return; // reported by itself
  const share = per === "module" ? draw : Math.ceil(draw / modules.length);
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

/** What is told of versions: the newest first, none that there is not yet, and of modules that there are. */
export function reportChanges(
  { version, changes }: CourseFile,
  modules: readonly ParsedModule[],
  source: YamlSource,
  report: Report,
): void {
  const at = (index: number, message: string) =>
    report({ file: source.file, line: source.lineOf(["changes", index]), message: `changes[${index}]: ${message}` });
  for (const [index, change] of changes.entries()) {
    const later = changes[index - 1]?.version ?? version;
    const order = compareVersions(change.version, later);
    if (order > 0 || (order === 0 && index > 0)) at(index, `${change.version} does not come before ${later}`);
    for (const id of change.modules.filter((one) => !modules.some((module) => module.id === one)))
      at(index, `the course has no module ${id}`);
  }
}
