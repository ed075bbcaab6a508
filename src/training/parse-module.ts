import { ModuleHead } from "./content-schema.ts";
import type { Module } from "./curriculum.ts";
import { type Heading, headingsIn } from "./headings.ts";
import { type Insert, listInserts, speaksOfOrganisation } from "./inserts.ts";
import { parseMarkdown } from "./markdown.ts";
import { markdownProblems } from "./markdown-problems.ts";
import type { Report } from "./problem.ts";
import type { SourceFile } from "./source-file.ts";
import { countWordsIn } from "./words.ts";
import { checkShape, readYaml, type YamlSource } from "./yaml-source.ts";

/** `words` are those of the text alone. */
export type ModuleText = Omit<Module, "questions" | "pairs">;

export interface ParsedModule {
  readonly id: string;
  /** As shown to an author. */
  readonly file: string;
  /** Undefined if its head is not usable, which is reported. */
  readonly text: ModuleText | undefined;
  readonly lineOfObjective: (index: number) => number;
  /** What its text has put in, with lines of the file. */
  readonly inserts: readonly Insert[];
  readonly speaksOfOrganisation: boolean;
  readonly from: number;
}

const FRONT_MATTER = /^---\n([\s\S]*?\n)---(?:\n|$)/;

/** `NN-<module>.md`: YAML between two lines of `---`, then Markdown. */
export function parseModule(id: string, file: SourceFile, report: Report): ParsedModule {
  const { from = 0 } = file;
  const found = FRONT_MATTER.exec(file.text);
  if (!found) {
    report({ file: file.shown, line: 1, message: "starts with front matter: YAML between two lines of ---" });
    const nothing = { text: undefined, lineOfObjective: () => 1, inserts: [], speaksOfOrganisation: false };
    return { id, file: file.shown, from, ...nothing };
  }
  const markdown = file.text.slice(found[0].length);
  const linesBefore = found[0].split("\n").length - 1;
  const tokens = parseMarkdown(markdown);
  const inserts = listInserts(tokens).map((insert) => ({ ...insert, line: linesBefore + insert.line }));
  const about = { id, file: file.shown, from, inserts, speaksOfOrganisation: speaksOfOrganisation(tokens) };
  for (const { line, message } of markdownProblems(markdown, "module")) {
    report({ file: file.shown, line: linesBefore + line, message });
  }
  if (markdown.trim() === "") report({ file: file.shown, message: "the module has no text" });

  const source = readYaml(file.shown, found[1] ?? "", report, 1);
  const head = source && checkShape(source, ModuleHead, source.value, report);
  if (!source || !head) return { ...about, text: undefined, lineOfObjective: () => 1 };
  reportTwins(head.objectives, source, report);
  const text = {
    ...{ id, ...head, category: head.category ?? null },
    objectives: withSections(head.objectives, headingsIn(tokens), source, report),
    ...{ markdown: markdown.trim(), words: countWordsIn(tokens) },
  };
  return { ...about, text, lineOfObjective: (index) => source.lineOf(["objectives", index]) };
}

function withSections(
  objectives: ModuleHead["objectives"],
  headings: readonly Heading[],
  source: YamlSource,
  report: Report,
): Module["objectives"] {
  return objectives.map(({ id, text, section }, index) => {
    const heading = headings.find((one) => one.text === section);
    if (section !== undefined && !heading) {
      const line = source.lineOf(["objectives", index, "section"]);
      report({ file: source.file, line, message: `the text has no heading “${section}”` });
    }
    return { id, text, section: heading?.id ?? null };
  });
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
