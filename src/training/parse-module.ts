import { ModuleHead } from "./content-schema.ts";
import type { Module } from "./curriculum.ts";
import { markdownProblems } from "./markdown-problems.ts";
import type { Report } from "./problem.ts";
import type { SourceFile } from "./source-file.ts";
import { countWords } from "./words.ts";
import { checkShape, readYaml, type YamlSource } from "./yaml-source.ts";

export type ModuleText = Omit<Module, "questions">;

export interface ParsedModule {
  readonly id: string;
  /** As shown to an author. */
  readonly file: string;
  /** Undefined if its head is not usable, which is reported. */
  readonly text: ModuleText | undefined;
  readonly lineOfObjective: (index: number) => number;
}

const FRONT_MATTER = /^---\n([\s\S]*?\n)---(?:\n|$)/;

/** `NN-<module>.md`: YAML between two lines of `---`, then Markdown. */
export function parseModule(id: string, file: SourceFile, report: Report): ParsedModule {
  const found = FRONT_MATTER.exec(file.text);
  const unusable = { id, file: file.shown, text: undefined, lineOfObjective: () => 1 };
  if (!found) {
    report({ file: file.shown, line: 1, message: "starts with front matter: YAML between two lines of ---" });
    return unusable;
  }
  const markdown = file.text.slice(found[0].length);
  const linesBefore = found[0].split("\n").length - 1;
  for (const { line, message } of markdownProblems(markdown, "module")) {
    report({ file: file.shown, line: linesBefore + line, message });
  }
  if (markdown.trim() === "") report({ file: file.shown, message: "the module has no text" });

  const source = readYaml(file.shown, found[1] ?? "", report, 1);
  const head = source && checkShape(source, ModuleHead, source.value, report);
  if (!source || !head) return unusable;
  reportTwins(head.objectives, source, report);
  const text = { id, ...head, category: head.category ?? null, markdown: markdown.trim(), words: countWords(markdown) };
  return { id, file: file.shown, text, lineOfObjective: (index) => source.lineOf(["objectives", index]) };
}

function reportTwins(objectives: ModuleHead["objectives"], source: YamlSource, report: Report): void {
  const ids = objectives.map((objective) => objective.id);
  for (const [index, id] of ids.entries()) {
    if (ids.indexOf(id) === index) continue;
    report({
      file: source.file,
      line: source.lineOf(["objectives", index]),
      message: `the objective ${id} stands twice`,
    });
  }
}
