import { parseMarkdown } from "../../training/markdown.ts";
import { isPlaceholder, PLACEHOLDER_NAMES, placeholdersIn } from "../../training/organisation.ts";
import type { Report } from "../../training/problem.ts";
import type { SourceFile } from "../../training/source-file.ts";
import { BOX_NAMES, type BoxName, isBoxName } from "./boxes.ts";

/** Below the content's folder. */
export const TEMPLATE_FILE = "policy/training-policy.md";

/** The frame of the training policy: the organisation's own words, and where what is enforced is put in. */
export interface PolicyTemplate {
  readonly lines: readonly string[];
  readonly boxes: readonly TemplateBox[];
}

interface TemplateBox {
  readonly name: BoxName;
  /** Of its fence, the first line and the one after its last; from 0. */
  readonly from: number;
  readonly to: number;
}

type Token = ReturnType<typeof parseMarkdown>[number];

const FENCE = "enforced";
const MOST_LINES = 2_000;
/** What a term looks like: such things are enforced, or they are not true. */
const TERM = /\d+\s*(?:%|percent\b|(?:second|minute|hour|day|week|month|year)s?\b)/i;

/** Undefined: the file has problems, and all of them were reported. */
export function parseTemplate({ shown, text }: SourceFile, report: Report): PolicyTemplate | undefined {
  const lines = text.split("\n");
  const tokens = parseMarkdown(text);
  const problems = [
    ...(lines.length > MOST_LINES ? [{ message: `has more than ${MOST_LINES} lines` }] : []),
    ...(tokens[0]?.tag === "h1" ? [] : [{ line: 1, message: "begins with its title: # Security training policy" }]),
    ...tokens.flatMap((token) => [...fenceProblems(token), ...wordProblems(token)]),
  ];
  const boxes = tokens.flatMap(boxOf);
  const missing = BOX_NAMES.filter((name) => !boxes.some((box) => box.name === name)).map((name) => ({
    message: `the box ${name} is missing, without which the policy would not say all that is enforced`,
  }));
  for (const problem of [...problems, ...missing]) report({ file: shown, ...problem });
  return problems.length + missing.length === 0 ? { lines, boxes } : undefined;
}

function boxOf(token: Token): readonly TemplateBox[] {
  const name = token.content.trim();
  return isFence(token) && token.map && isBoxName(name) ? [{ name, from: token.map[0], to: token.map[1] }] : [];
}

function isFence(token: Token): boolean {
  return token.type === "fence" && token.info.trim() === FENCE;
}

function lineOf(token: Token): number {
  return (token.map?.[0] ?? 0) + 1;
}

function fenceProblems(token: Token) {
  if (!isFence(token)) return [];
  const line = lineOf(token);
  const name = token.content.trim();
  if (token.level > 0) return [{ line, message: `a fence ${FENCE} stands by itself, not in a list or a quotation` }];
  return isBoxName(name)
    ? []
    : [{ line, message: `there is no box ${name || "without a name"}: write ${BOX_NAMES.join(", ")}` }];
}

function wordProblems(token: Token) {
  const line = lineOf(token);
  const words = (token.children ?? []).filter(({ type }) => type === "text").map(({ content }) => content);
  const term = TERM.exec(words.join(" "))?.[0];
  const unknown = words.flatMap(placeholdersIn).filter((name) => !isPlaceholder(name));
  return [
    ...(term === undefined
      ? []
      : [
          {
            line,
            message: `says “${term}” by itself: terms come from app.yml, by a box, or the text could say what is not enforced`,
          },
        ]),
    ...unknown.map((name) => ({
      line,
      message: `{{${name}}} is no placeholder: write ${PLACEHOLDER_NAMES.map((one) => `{{${one}}}`).join(", ")}`,
    })),
  ];
}
