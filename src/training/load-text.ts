import { join } from "node:path";
import { isFile, readText } from "./load.ts";
import type { Problem } from "./problem.ts";
import type { SourceFile } from "./source-file.ts";

/** One file of the content that is no course, of the last folder that has it; null where none does. What cannot be read is a problem. */
export async function loadText(
  folders: readonly string[],
  path: string,
  report: (problem: Problem) => void,
): Promise<SourceFile | null> {
  const folder = await lastWith(folders, path);
  if (folder === undefined) return null;
  const problems: Problem[] = [];
  const [file] = await readText(folder, path, problems);
  for (const problem of problems) report(problem);
  return file ?? null;
}

async function lastWith(folders: readonly string[], path: string): Promise<string | undefined> {
  let found: string | undefined;
  for (const folder of folders) if (await isFile(join(folder, path))) found = folder;
  return found;
}
