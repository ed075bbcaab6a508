import { loadFolder } from "../../training/load-folder.ts";
import type { Problem } from "../../training/problem.ts";
import type { Newsletter } from "./newsletter.ts";
import { AWARENESS_FOLDER, parseNewsletters } from "./parse-newsletters.ts";

export type LoadedNewsletters =
  | { readonly ok: true; readonly newsletters: readonly Newsletter[] }
  | { readonly ok: false; readonly problems: readonly Problem[] };

/** What lies in `content/awareness/`: all of it, or all that is wrong with it. */
export async function loadNewsletters(folders: readonly string[]): Promise<LoadedNewsletters> {
  const problems: Problem[] = [];
  const report = (problem: Problem) => void problems.push(problem);
  const newsletters = parseNewsletters(await loadFolder(folders, AWARENESS_FOLDER, report), report);
  return problems.length === 0 ? { ok: true, newsletters } : { ok: false, problems };
}
