import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import type { RosterSource } from "../domain/roster.ts";
import { ROSTER_PRESET_NAMES, type RosterMap, readRosterMap, recogniseRoster, rosterPreset } from "../roster/map.ts";
import { missingRosterColumns, type RosterLayout } from "../roster/read-line.ts";
import { isFormat } from "../training/completions/date-format.ts";
import type { Cli } from "./cli.ts";
import { readHeading } from "./csv-stream.ts";
import { UsageError } from "./failure.ts";

interface Asked {
  readonly source: RosterSource;
  readonly map?: string | undefined;
  readonly dateFormat?: string | undefined;
}

/** What stands where in the file: by the map that was named, or by headings that one of ours knows. */
export async function findLayout(cli: Cli, file: string, asked: Asked): Promise<RosterLayout> {
  const { map, header } = await mapFor(cli, file, asked.map);
  const missing = missingRosterColumns({ header, map });
  if (missing.length > 0)
    throw new UsageError(
      `${file} has no column ${missing.join(", nor ")}. It has: ${header.join(", ")}. Say which in a map file (--map)`,
    );
  const { dateFormat } = asked;
  if (dateFormat !== undefined && !isFormat(dateFormat))
    throw new UsageError("--date-format takes iso, or a pattern such as DD/MM/YYYY");
  return { map: { ...map, ...(dateFormat !== undefined && { dates: dateFormat }) }, header, source: asked.source };
}

async function mapFor(
  cli: Cli,
  file: string,
  named: string | undefined,
): Promise<{ readonly map: RosterMap; readonly header: readonly string[] }> {
  const headingBy = (delimiter: string) =>
    readHeading({ path: resolve(cli.terminal.folder, file), name: file, delimiter });
  if (named !== undefined) {
    const map = await mapNamed(cli, named);
    return { map, header: await headingBy(map.delimiter) };
  }
  const header = await headingBy(",");
  const map = recogniseRoster(header);
  if (map) return { map, header };
  throw new UsageError(
    `${file}: its headings are none that are known here (${ROSTER_PRESET_NAMES.join(", ")}). It has: ${header.join(", ")}. Say what stands where in a map file (--map)`,
  );
}

async function mapNamed({ terminal }: Cli, name: string): Promise<RosterMap> {
  const preset = rosterPreset(name);
  if (preset) return preset;
  const read = readRosterMap(name, await textOf(resolve(terminal.folder, name), name));
  if (!read.ok) throw new UsageError(read.problems.join("\n"));
  return read.map;
}

async function textOf(path: string, name: string): Promise<string> {
  try {
    return await readFile(path, "utf8");
  } catch (error) {
    if (!(error instanceof Error && "code" in error)) throw error;
    const presets = ROSTER_PRESET_NAMES.join(", ");
    throw new UsageError(`--map is neither a preset (${presets}) nor a file: ${name} cannot be read (${error.code})`);
  }
}
