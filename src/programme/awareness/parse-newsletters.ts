import { createHash } from "node:crypto";
import { z } from "zod";
import { AWARENESS_METHODS, SENT_KINDS } from "../../domain/awareness.ts";
import { Id, Line } from "../../training/content-schema.ts";
import { markdownProblems } from "../../training/markdown-problems.ts";
import type { Report } from "../../training/problem.ts";
import type { SourceFile } from "../../training/source-file.ts";
import { checkShape, readYaml } from "../../training/yaml-source.ts";
import type { MicroQuiz, Newsletter } from "./newsletter.ts";
import { parseMicroQuiz } from "./parse-micro-quiz.ts";

/** Below the content's folder. Quizzes lie in its `questions/`. */
export const AWARENESS_FOLDER = "awareness";
const QUESTIONS = `${AWARENESS_FOLDER}/questions/`;

const NAME = /^awareness\/(?<slug>\d{4}-(?:0[1-9]|1[0-2])-[a-z0-9]+(?:-[a-z0-9]+)*)\.md$/;
const FRONT_MATTER = /^---\n([\s\S]*?\n)---(?:\n|$)/;

const Names = z.array(Line.max(100)).min(1).max(20);
const Head = z.strictObject({
  title: Line.max(120),
  kind: z.enum(SENT_KINDS),
  method: z.enum(AWARENESS_METHODS).default("campaign"),
  audience: z.union(
    [z.literal("everyone"), z.strictObject({ layers: Names }), z.strictObject({ roles: Names })],
    "must be everyone, { layers: […] } or { roles: […] }",
  ),
  quiz: Id.optional(),
});

/** Without its head. */
export function bodyOf(text: string): string {
  return text.replace(FRONT_MATTER, "").trim();
}

/** All that lies in the folder, newest first. What is wrong with a file is reported, and the file left out. */
export function parseNewsletters(files: readonly SourceFile[], report: Report): readonly Newsletter[] {
  const quizzes = new Map<string, MicroQuiz | null>();
  for (const file of files.filter(({ path }) => path.startsWith(QUESTIONS))) {
    const name = file.path.slice(QUESTIONS.length);
    if (/^[a-z0-9-]+\.yml$/.test(name)) quizzes.set(name.replace(/\.yml$/, ""), parseMicroQuiz(file, report));
    else report({ file: file.shown, message: "must be named by lower-case words joined by hyphens, and end in .yml" });
  }
  return files
    .filter(({ path }) => !path.startsWith(QUESTIONS))
    .flatMap((file) => parseNewsletter(file, quizzes, report) ?? [])
    .sort((a, b) => (a.slug < b.slug ? 1 : -1));
}

function parseNewsletter(
  file: SourceFile,
  quizzes: ReadonlyMap<string, MicroQuiz | null>,
  report: Report,
): Newsletter | undefined {
  const slug = NAME.exec(file.path)?.groups?.slug;
  if (slug === undefined) {
    report({ file: file.shown, message: "must be named <year>-<month>-<words>.md, such as 2026-12-report-early.md" });
    return undefined;
  }
  const found = FRONT_MATTER.exec(file.text);
  if (!found) {
    report({ file: file.shown, line: 1, message: "starts with front matter: YAML between two lines of ---" });
    return undefined;
  }
  const markdown = file.text.slice(found[0].length).trim();
  const linesBefore = file.text.slice(0, file.text.indexOf(markdown, found[0].length)).split("\n").length - 1;
  for (const { line, message } of markdownProblems(markdown, "module"))
    report({ file: file.shown, line: linesBefore + line, message });
  if (markdown === "") report({ file: file.shown, message: "has no text" });

  const source = readYaml(file.shown, found[1] ?? "", report, 1);
  const head = source && checkShape(source, Head, source.value, report);
  if (!source || !head) return undefined;
  const { quiz, audience, ...rest } = head;
  if (quiz !== undefined && !quizzes.has(quiz))
    report({ file: file.shown, line: source.lineOf(["quiz"]), message: `there is no questions/${quiz}.yml` });
  return {
    ...{ ...rest, slug, markdown, audience: toAudience(audience) },
    text: file.text,
    textSha256: createHash("sha256").update(file.text, "utf8").digest("hex"),
    quiz: (quiz === undefined ? null : quizzes.get(quiz)) ?? null,
  };
}

function toAudience(said: z.infer<typeof Head>["audience"]): Newsletter["audience"] {
  if (said === "everyone") return { kind: "everyone" };
  return "layers" in said ? { kind: "layers", ...said } : { kind: "roles", ...said };
}
