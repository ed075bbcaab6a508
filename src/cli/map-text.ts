import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import { UsageError } from "./failure.ts";
import type { Terminal } from "./terminal.ts";

/** The text of a map file that `--map` names, where it names none of these presets. */
export async function readMapText(
  { folder }: Pick<Terminal, "folder">,
  name: string,
  presets: readonly string[],
): Promise<string> {
  try {
    return await readFile(resolve(folder, name), "utf8");
  } catch (error) {
    if (!(error instanceof Error && "code" in error)) throw error;
    throw new UsageError(
      `--map is neither a preset (${presets.join(", ")}) nor a file: ${name} cannot be read (${error.code})`,
    );
  }
}
