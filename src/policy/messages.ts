import type { z } from "zod";
import { nearest } from "./nearest.ts";

/** zod's codes as sentences that an administrator can act on, said after the path: "`enforcement.mode` must be …". */
export function sentenceFor(issue: z.core.$ZodRawIssue): string | undefined {
  switch (issue.code) {
    case "invalid_type":
      return issue.input === undefined
        ? "is missing"
        : `must be ${wordFor(issue.expected)}, not ${quoted(issue.input)}`;
    case "invalid_value":
      return issue.input === undefined
        ? "is missing"
        : `must be ${eitherOf(issue.values)}, not ${quoted(issue.input)}${guess(issue)}`;
    case "too_small":
      return issue.origin === "array" ? `must name at least ${issue.minimum}` : `must be at least ${issue.minimum}`;
    case "too_big":
      return issue.origin === "array" ? `must name at most ${issue.maximum}` : `must be at most ${issue.maximum}`;
    case "invalid_key":
      return issue.issues[0]?.message;
    default:
      return undefined;
  }
}

const WORDS: Readonly<Record<string, string>> = {
  string: "a text",
  number: "a number",
  int: "a whole number",
  boolean: "true or false",
  array: "a list",
  object: "a group of keys",
  record: "a group of keys",
};

function wordFor(expected: string): string {
  return WORDS[expected] ?? expected;
}

function quoted(value: unknown): string {
  if (value === null) return "empty";
  if (Array.isArray(value)) return "a list";
  if (typeof value === "object") return "a group of keys";
  const text = JSON.stringify(value);
  return text.length > 60 ? `${text.slice(0, 60)}…"` : text;
}

export function eitherOf(values: readonly unknown[]): string {
  const words = values.map(String);
  return words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} or ${words.at(-1)}`;
}

function guess({ input, values }: z.core.$ZodRawIssue<z.core.$ZodIssueInvalidValue>): string {
  const meant = typeof input === "string" ? nearest(input, values.map(String)) : undefined;
  return meant === undefined ? "" : `: did you mean ${meant}?`;
}
