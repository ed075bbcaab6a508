import { mkdir, mkdtemp, open, readdir, rename, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { Pack } from "../../evidence/pack.ts";
import { UsageError } from "../failure.ts";

/**
 * Writes all files of a pack into a folder that is new or empty. They are made in a folder in there that says of itself
 * that it is unfinished, and get their places when all are whole; of a pack that failed nothing is left. Answers how many
 * files there are.
 */
export async function writePack(folder: string, pack: Pack): Promise<number> {
  await makeEmpty(folder);
  const aside = await mkdtemp(join(folder, "unfinished-"));
  try {
    const count = await writeFiles(aside, pack);
    for (const name of await readdir(aside)) await rename(join(aside, name), join(folder, name));
    return count;
  } finally {
    await rm(aside, { recursive: true });
  }
}

async function makeEmpty(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  const [found] = await readdir(folder);
  if (found === undefined) return;
  const remedy = found.startsWith("unfinished-") ? "An export broke off there: delete it" : "Name a new folder";
  throw new UsageError(`${folder} is not empty: it has ${found}. ${remedy}`);
}

async function writeFiles(folder: string, pack: Pack): Promise<number> {
  const made = new Set<string>();
  let count = 0;
  for await (const { path, bytes } of pack) {
    const place = join(folder, path);
    if (!made.has(dirname(place))) await mkdir(dirname(place), { recursive: true });
    made.add(dirname(place));
    const file = await open(place, "wx");
    try {
      for await (const chunk of bytes) await file.writeFile(chunk);
    } finally {
      await file.close();
    }
    count += 1;
  }
  return count;
}
