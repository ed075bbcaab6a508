import type { Stats } from "node:fs";
import { readdir, readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { normaliseText } from "./digest.ts";
import { CONTROLS_FILE, RISKS_FILE } from "./mapping/parse-mapping.ts";
import { type Loaded, mayHoldCourses, parseContent } from "./parse-content.ts";
import { ORGANISATION_FILE, type ParsedOrganisation, parseOrganisation } from "./parse-organisation.ts";
import type { Problem } from "./problem.ts";
import type { SourceFile } from "./source-file.ts";

/** `<layer>/<course>/pairs/<module>/<pair>/fixed.ts` lies deepest; a link that leads back into itself ends there. */
const DEEPEST = 6;
/** What else lies at the top of the content is for those who keep it. */
const AT_THE_TOP: ReadonlySet<string> = new Set([ORGANISATION_FILE, CONTROLS_FILE, RISKS_FILE]);
/** What running a pair leaves beside it. */
const LEFT_BEHIND = "__pycache__";

/**
 * Reads the content. Later folders are laid over earlier ones: a file at the same path replaces, any other adds.
 * A curriculum comes only from content without a single problem; else all problems come at once.
 */
export async function loadCurriculum({ folders }: { readonly folders: readonly string[] }): Promise<Loaded> {
  const files = new Map<string, SourceFile>();
  const problems: Problem[] = [];
  for (const [from, folder] of folders.entries()) {
    if (await isFolder(folder)) {
      for (const file of await readTree(folder, "", problems)) files.set(file.path, { ...file, from });
    } else problems.push({ file: folder, message: "no such folder" });
  }
  const loaded = parseContent([...files.values()]);
  if (problems.length === 0) return loaded;
  return { ok: false, problems: [...problems, ...(loaded.ok ? [] : loaded.problems)] };
}

/** What the organisation says of itself, whatever else is in the folders; null if it says nothing, or nothing readable. */
export async function loadOrganisation(folders: readonly string[]): Promise<ParsedOrganisation | null> {
  const problems: Problem[] = [];
  let found: ParsedOrganisation | null = null;
  for (const folder of folders) {
    if (!(await isFile(join(folder, ORGANISATION_FILE)))) continue;
    const [file] = await readText(folder, ORGANISATION_FILE, problems);
    found = file ? parseOrganisation(file, (problem) => problems.push(problem)) : null;
  }
  return found;
}

/** Whether there is somebody to report an incident to, and the file that says it or would. */
export function contactIn(organisation: ParsedOrganisation | null, folders: readonly string[]) {
  return {
    isNamed: organisation !== null && organisation.says.incident.contact !== null,
    file: organisation?.file ?? join(folders.at(-1) ?? "", ORGANISATION_FILE),
  };
}

async function readTree(root: string, path: string, problems: Problem[]): Promise<SourceFile[]> {
  // Names with a dot are the editor's, the system's, or the inner folders of a mounted volume.
  const names = (await readdir(join(root, path))).filter((name) => !name.startsWith(".") && name !== LEFT_BEHIND);
  const inner = names.map((name) => (path === "" ? name : `${path}/${name}`)).filter(mayHoldCourses);
  const found: SourceFile[] = [];
  for (const entry of inner) found.push(...(await readEntry(root, entry, problems)));
  return found;
}

async function readEntry(root: string, path: string, problems: Problem[]): Promise<SourceFile[]> {
  const depth = path.split("/").length;
  // Through links, since a mounted volume consists of them.
  const found = await statOf(join(root, path));
  if (!found) {
    problems.push({ file: join(root, path), message: "is a link that leads nowhere" });
    return [];
  }
  if (!found.isDirectory()) return depth === 1 && !AT_THE_TOP.has(path) ? [] : readText(root, path, problems);
  if (depth < DEEPEST) return readTree(root, path, problems);
  problems.push({ file: join(root, path), message: "no folder is expected here" });
  return [];
}

/** None where it is not a text, which is a problem. */
export async function readText(root: string, path: string, problems: Problem[]): Promise<SourceFile[]> {
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
  return (await statOf(path))?.isDirectory() ?? false;
}

export async function isFile(path: string): Promise<boolean> {
  return (await statOf(path))?.isFile() ?? false;
}

async function statOf(path: string): Promise<Stats | undefined> {
  try {
    return await stat(path);
  } catch (error) {
    // The second: on the way there lies a file.
    if (error instanceof Error && "code" in error && ["ENOENT", "ENOTDIR"].includes(String(error.code)))
      return undefined;
    throw error;
  }
}
