import type { RosterSource } from "../domain/roster.ts";
import { isFormat } from "../training/completions/date-format.ts";
import type { RosterMap } from "./map.ts";
import { ROSTER_PRESET_NAMES, recogniseRoster } from "./map-file.ts";
import { missingRosterColumns, type RosterLayout } from "./read-line.ts";

export type FoundLayout =
  | { readonly ok: true; readonly layout: RosterLayout }
  | {
      readonly ok: false;
      /** Goes on from the file's name. */
      readonly why: string;
      readonly lacks: "map" | "column" | "date-format";
    };

interface Asked {
  readonly source: RosterSource;
  readonly header: readonly string[];
  /** Null: by headings that one of our own maps knows. */
  readonly map: RosterMap | null;
  readonly dateFormat?: string | undefined;
}

/** What stands where under this heading, or why nobody can tell. */
export function layoutOf({ source, header, map: given, dateFormat }: Asked): FoundLayout {
  const has = `It has: ${header.join(", ")}`;
  const map = given ?? recogniseRoster(header);
  if (!map) {
    const known = ROSTER_PRESET_NAMES.join(", ");
    return { ok: false, why: `: its headings are none that are known here (${known}). ${has}`, lacks: "map" };
  }
  const missing = missingRosterColumns({ header, map });
  if (missing.length > 0)
    return { ok: false, why: ` has no column ${missing.join(", nor ")}. ${has}`, lacks: "column" };
  if (dateFormat !== undefined && !isFormat(dateFormat))
    return { ok: false, why: ": days are written as iso, or as a pattern such as DD/MM/YYYY", lacks: "date-format" };
  return {
    ok: true,
    layout: { map: { ...map, ...(dateFormat !== undefined && { dates: dateFormat }) }, header, source },
  };
}
