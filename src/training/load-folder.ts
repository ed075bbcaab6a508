import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { loadText } from "./load-text.ts";
import type { Report } from "./problem.ts";
import type { SourceFile } from "./source-file.ts";

/**
 * The texts of one folder of the content and of the folders right below it, by their paths. Of folders that are laid over
 * each other a later file takes the place of an earlier one; a folder that is in none of them has no texts.
 */
export async function loadFolder(
  folders: readonly string[],
  under: string,
  report: Report,
): Promise<readonly SourceFile[]> {
  const paths = new Set<string>();
  for (const folder of folders) for (const path of await listBelow(folder, under)) paths.add(path);
  const found: SourceFile[] = [];
  for (const path of [...paths].sort()) {
    const file = await loadText(folders, path, report);
    if (file) found.push(file);
  }
  return found;
}

async function listBelow(root: string, path: string, depth = 0): Promise<readonly string[]> {
  const entries = await readFolder(join(root, path));
  const found: string[] = [];
  for (const entry of entries) {
    // Names with a dot are the editor's, the system's, or the inner folders of a mounted volume.
    if (entry.name.startsWith(".")) continue;
    const inner = `${path}/${entry.name}`;
    if (entry.isDirectory()) found.push(...(depth === 0 ? await listBelow(root, inner, 1) : []));
    else found.push(inner);
  }
  return found;
}

async function readFolder(path: string) {
  try {
    return await readdir(path, { withFileTypes: true });
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return [];
    throw error;
  }
}
