import { createReadStream } from "node:fs";
import { copyFile, mkdir, readdir, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { createInterface } from "node:readline";
import { COVER_FILE } from "../../evidence/cover.ts";
import { dropReadMe } from "../../evidence/drop/read-me.ts";
import { trainingStatusBody } from "../../evidence/drop/vanta.ts";
import type { Row } from "../../evidence/report.ts";
import { UsageError } from "../failure.ts";

/** Platforms that take documents. */
const DOCUMENTS = ["drata", "secureframe", "generic"] as const;
const STATUS_SOURCE = "R-02-completions.jsonl";

export interface Drop {
  /** An evidence pack that was written whole. */
  readonly pack: string;
  readonly folder: string;
  /** First and last day. */
  readonly from: string;
  readonly to: string;
}

/** Before anything is made: where it goes is new or empty, and what Vanta's file is made of is in the pack. */
export async function checkDrop(folder: string, reports: readonly string[]): Promise<void> {
  if (reports.length > 0 && !reports.includes("R-02"))
    throw new UsageError("--drop needs R-02, which these reports leave out: Vanta deletes whoever is not in its file");
  await mkdir(folder, { recursive: true });
  if ((await readdir(folder)).length > 0) throw new UsageError(`${folder} is not empty. Name a new folder for --drop`);
}

/** One folder for each platform, made of a pack that is there. Sends nothing anywhere. Answers how many files there are. */
export async function writeDrop({ pack, folder, from, to }: Drop): Promise<number> {
  const reports = (await readdir(pack)).filter((name) => /^R-\d\d-.*\.csv$/.test(name)).toSorted();
  let files = 2;
  for (const platform of DOCUMENTS) {
    const own = resolve(folder, platform);
    await mkdir(own, { recursive: true });
    for (const name of [COVER_FILE, ...reports]) await copyFile(join(pack, name), join(own, dated(name, to)));
    files += reports.length + 1;
  }
  const vanta = resolve(folder, "vanta");
  await mkdir(vanta, { recursive: true });
  const body = trainingStatusBody(rowsIn(join(pack, STATUS_SOURCE)));
  await writeFile(join(vanta, dated("user_security_training_status.json", to)), body);
  await writeFile(join(folder, "README.txt"), dropReadMe({ from, to }));
  return files;
}

/** `cover.pdf` and a day make `cover-2026-01-31.pdf`. */
function dated(name: string, day: string): string {
  const dot = name.lastIndexOf(".");
  return `${name.slice(0, dot)}-${day}${name.slice(dot)}`;
}

async function* rowsIn(file: string): AsyncIterable<Row> {
  // Sound: the report's own rows, as this command wrote them a moment ago.
  for await (const line of createInterface({
    input: createReadStream(file, "utf8"),
    crlfDelay: Number.POSITIVE_INFINITY,
  }))
    if (line !== "") yield JSON.parse(line) as Row;
}
