import { loadText } from "../training/load-text.ts";
import type { Problem, Report } from "../training/problem.ts";
import type { SourceFile } from "../training/source-file.ts";
import type { PolicyList } from "./listed/listed.ts";
import { LISTED_FILE, parseListed } from "./listed/parse-listed.ts";
import { type PolicyTemplate, parseTemplate, TEMPLATE_FILE } from "./policy-document/template.ts";

/** What the content's folder `policy/` says. */
export interface PolicyTexts {
  readonly template: PolicyTemplate;
  readonly listed: PolicyList;
}

export type LoadedPolicyTexts =
  | { readonly ok: true; readonly texts: PolicyTexts }
  | { readonly ok: false; readonly problems: readonly Problem[] };

/** Both files are shipped; a later folder's takes the place of an earlier one's as a whole. */
export async function loadPolicyTexts(folders: readonly string[]): Promise<LoadedPolicyTexts> {
  const problems: Problem[] = [];
  const template = await read(folders, TEMPLATE_FILE, parseTemplate, problems);
  const listed = await read(folders, LISTED_FILE, parseListed, problems);
  return template && listed ? { ok: true, texts: { template, listed } } : { ok: false, problems };
}

/** Undefined: there are problems. */
async function read<T>(
  folders: readonly string[],
  path: string,
  parse: (file: SourceFile, report: Report) => T | undefined,
  problems: Problem[],
): Promise<T | undefined> {
  const before = problems.length;
  const report: Report = (problem) => problems.push(problem);
  const file = await loadText(folders, path, report);
  if (file) return parse(file, report);
  if (problems.length === before) report({ file: path, message: "is missing in every folder of the content" });
  return undefined;
}
