import { readdir, readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { normaliseText } from "./digest.ts";
import { type Loaded, mayHoldCourses, parseContent } from "./parse-content.ts";
import type { Problem } from "./problem.ts";
import type { SourceFile } from "./source-file.ts";

/** `<layer>/<course>/questions/<module>.yml` lies deepest; a link that leads back into itself ends there. */
const DEEPEST = 4;

/**
 * Reads the content. Later folders are laid over earlier ones: a file at the same path replaces, any other adds.
 * A curriculum comes only from content without a single problem; else all problems come at once.
 */
export async function loadCurriculum({ folders }: { readonly folders: readonly string[] }): Promise<Loaded> {
  const files = new Map<string, SourceFile>();
  const problems: Problem[] = [];
  for (const folder of folders) {
    if (await isFolder(folder)) {
      for (const file of await readTree(folder, "", problems)) files.set(file.path, file);
    } else problems.push({ file: folder, message: "no such folder" });
  }
  const loaded = parseContent([...files.values()]);
  if (problems.length === 0) return loaded;
  return { ok: false, problems: [...problems, ...(loaded.ok ? [] : loaded.problems)] };
}

async function readTree(root: string, path: string, problems: Problem[]): Promise<SourceFile[]> {
  // Names with a dot are the editor's, the system's, or the inner folders of a mounted volume.
  const names = (await readdir(join(root, path))).filter((name) => !name.startsWith("."));
  const inner = names.map((name) => (path === "" ? name : `${path}/${name}`)).filter(mayHoldCourses);
  const found: SourceFile[] = [];
  for (const entry of inner) found.push(...(await readEntry(root, entry, problems)));
  return found;
}

async function readEntry(root: string, path: string, problems: Problem[]): Promise<SourceFile[]> {
  const depth = path.split("/").length;
  // Through links, since a mounted volume consists of them.
  if (!(await stat(join(root, path))).isDirectory()) return depth === 1 ? [] : readText(root, path, problems);
  if (depth < DEEPEST) return readTree(root, path, problems);
  problems.push({ file: join(root, path), message: "no folder is expected here" });
  return [];
}

async function readText(root: string, path: string, problems: Problem[]): Promise<SourceFile[]> {
  const shown = join(root, path);
  try {
    const text = new TextDecoder("utf-8", { fatal: true }).decode(await readFile(shown));
    return [{ path, shown, text: normaliseText(text) }];
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    problems.push({ file: shown, message: "is not a text in UTF-8" });
    return [];
  }
}

async function isFolder(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isDirectory();
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return false;
    throw error;
  }
}
