import { resolve } from "node:path";
import type { RosterSource } from "../../domain/roster.ts";
import { layoutOf } from "../../roster/layout.ts";
import type { RosterMap } from "../../roster/map.ts";
import { ROSTER_PRESET_NAMES, readRosterMap, rosterPreset } from "../../roster/map-file.ts";
import type { RosterLayout } from "../../roster/read-line.ts";
import type { Cli } from "../cli.ts";
import { readHeading } from "../csv-stream.ts";
import { readMapText } from "../exceptions/map-text.ts";
import { UsageError } from "../failure.ts";

interface Asked {
  readonly source: RosterSource;
  readonly map?: string | undefined;
  readonly dateFormat?: string | undefined;
}

const REMEDY = {
  map: ". Say what stands where in a map file (--map)",
  column: ". Say which in a map file (--map)",
  "date-format": " (--date-format)",
};

/** What stands where in the file: by the map that was named, or by headings that one of ours knows. */
export async function findLayout(cli: Cli, file: string, asked: Asked): Promise<RosterLayout> {
  const { source, dateFormat } = asked;
  const map = asked.map === undefined ? null : await mapNamed(cli, asked.map);
  const path = resolve(cli.terminal.folder, file);
  const header = await readHeading({ path, name: file, delimiter: map?.delimiter ?? "," });
  const found = layoutOf({ source, header, map, dateFormat });
  if (!found.ok) throw new UsageError(`${file}${found.why}${REMEDY[found.lacks]}`);
  return found.layout;
}

async function mapNamed({ terminal }: Cli, name: string): Promise<RosterMap> {
  const preset = rosterPreset(name);
  if (preset) return preset;
  const read = readRosterMap(name, await readMapText(terminal, name, ROSTER_PRESET_NAMES));
  if (!read.ok) throw new UsageError(read.problems.join("\n"));
  return read.map;
}
