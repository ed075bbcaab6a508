import type { Token } from "markdown-it";
import { BOXES, isBox, isPlaceholder, PLACEHOLDER_NAMES, placeholdersIn } from "./organisation.ts";

/** What a module's text has put in by a fence of its own: a pair of code, or a box of the organisation's words. */
export interface Insert {
  readonly kind: "pair" | "organisation";
  readonly name: string;
  /** From 1, in the text. */
  readonly line: number;
}

interface InsertProblem {
  readonly line: number;
  readonly message: string;
}

export function insertOf(token: Token): Insert | undefined {
  const kind = token.type === "fence" ? token.info.trim() : "";
  if (kind !== "pair" && kind !== "organisation") return undefined;
  return { kind, name: token.content.trim(), line: lineOf(token) };
}

export function listInserts(tokens: readonly Token[]): readonly Insert[] {
  return tokens.flatMap((token) => insertOf(token) ?? []);
}

/** Whether a text with these tokens reads otherwise in another organisation. */
export function speaksOfOrganisation(tokens: readonly Token[]): boolean {
  return (
    listInserts(tokens).some(({ kind }) => kind === "organisation") ||
    tokens.some((token) => proseIn(token).some(({ name }) => isPlaceholder(name)))
  );
}

/** `isModule`: only there may anything be put in. Whether a pair exists is another question. */
export function insertProblems(tokens: readonly Token[], isModule: boolean): readonly InsertProblem[] {
  return tokens.flatMap((token) => [...fenceProblems(token, isModule), ...placeholderProblems(token, isModule)]);
}

function fenceProblems(token: Token, isModule: boolean): readonly InsertProblem[] {
  const insert = insertOf(token);
  if (!insert) return [];
  const { kind, name, line } = insert;
  if (!isModule) return [{ line, message: `a fence ${kind} stands in the text of a module only` }];
  if (token.level > 0) return [{ line, message: `a fence ${kind} stands by itself, not in a list or a quotation` }];
  if (kind === "organisation" && !isBox(name))
    return [{ line, message: `there is no box ${name || "without a name"}: write ${BOXES.join(", ")}` }];
  return [];
}

function placeholderProblems(token: Token, isModule: boolean): readonly InsertProblem[] {
  return proseIn(token).flatMap(({ name, line }) => {
    if (isPlaceholder(name))
      return isModule ? [] : [{ line, message: `{{${name}}} is filled in the text of a module only` }];
    if (!isModule) return [];
    const known = PLACEHOLDER_NAMES.map((one) => `{{${one}}}`).join(", ");
    return [{ line, message: `{{${name}}} is no placeholder: write ${known}, or put it between backticks` }];
  });
}

/** Placeholders outside code, with their lines. */
function proseIn(token: Token): readonly { readonly name: string; readonly line: number }[] {
  let line = lineOf(token);
  return (token.children ?? []).flatMap((child) => {
    if (child.type === "softbreak" || child.type === "hardbreak") line += 1;
    return child.type === "text" ? placeholdersIn(child.content).map((name) => ({ name, line })) : [];
  });
}

function lineOf(token: Token): number {
  return (token.map?.[0] ?? 0) + 1;
}
