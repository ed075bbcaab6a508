import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import type { Terminal } from "../terminal.ts";
import { asUnreadable } from "../unreadable.ts";

/** The text of a map file that `--map` names, where it names none of these presets. */
export async function readMapText(
  { folder }: Pick<Terminal, "folder">,
  name: string,
  presets: readonly string[],
): Promise<string> {
  try {
    return await readFile(resolve(folder, name), "utf8");
  } catch (error) {
    throw asUnreadable(error, `--map is neither a preset (${presets.join(", ")}) nor a file: ${name}`);
  }
}
