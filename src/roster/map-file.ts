import { type MapKind, presetOf, type ReadMapFile, readMapFile } from "../training/map-file.ts";
import { placeOf, RosterMap } from "./map.ts";
import { KNOWN_BY, ROSTER_PRESETS } from "./presets.ts";

const KIND: MapKind<typeof RosterMap> = {
  schema: RosterMap,
  presets: ROSTER_PRESETS,
  over: (preset, own) => ({
    ...preset,
    ...own,
    columns: { ...Object(preset.columns), ...Object(own.columns) },
    kinds: { ...Object(preset.kinds), ...Object(own.kinds) },
  }),
};

export const ROSTER_PRESET_NAMES = Object.keys(ROSTER_PRESETS);

/** A preset as it ships. */
export const rosterPreset = (name: string): RosterMap | null => presetOf(KIND, name);

/** The first preset whose headings the file has. */
export function recogniseRoster(header: readonly string[]): RosterMap | null {
  const isOf = (map: RosterMap, known: readonly (keyof RosterMap["columns"])[]) =>
    known.every((field) => placeOf(header, map.columns[field]) >= 0);
  for (const [name, known] of Object.entries(KNOWN_BY)) {
    const map = rosterPreset(name);
    if (map && isOf(map, known)) return map;
  }
  return null;
}

/** A map file: a preset with what is different, or all of it. */
export const readRosterMap = (file: string, text: string): ReadMapFile<RosterMap> => readMapFile({ file, text }, KIND);
