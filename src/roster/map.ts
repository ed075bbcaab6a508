import { z } from "zod";
import { ROSTER_KINDS } from "../domain/roster.ts";
import { isFormat } from "../training/completions/date-format.ts";
import { readYaml } from "../training/yaml-source.ts";
import { ROSTER_PRESETS, type RosterPresetName } from "./presets.ts";

const Text = z.string().trim().min(1).max(200);
/** One heading, or several of which the first that the file has is meant. Case does not count. */
const Column = z.union([Text.transform((name) => [name]), z.array(Text).min(1).max(10)]);
const Format = z.string().refine(isFormat, "must be iso, or a pattern such as DD/MM/YYYY");

const Columns = z.strictObject({
  /** What that system calls the person by, and never calls another one by. */
  key: Column,
  name: Column.optional(),
  /** In place of `name`, with `family`. */
  given: Column.optional(),
  family: Column.optional(),
  email: Column.optional(),
  githubLogin: Column.optional(),
  githubId: Column.optional(),
  kind: Column.optional(),
  role: Column.optional(),
  department: Column.optional(),
  manager: Column.optional(),
  company: Column.optional(),
  startsOn: Column.optional(),
  endsOn: Column.optional(),
});

/** Where each thing stands in the file of a system that knows who works here. */
export const RosterMap = z.strictObject({
  name: Text,
  delimiter: z.enum([",", ";", "\t"]).default(","),
  /** How days are written: never guessed, since 03/04/2026 is two days. */
  dates: Format.default("iso"),
  columns: Columns,
  /** That system's word of what somebody is → ours. Our own words need not stand here. */
  kinds: z.record(Text.toLowerCase(), z.enum(ROSTER_KINDS)).default({}),
  known: z.array(Columns.keyof()).optional(),
});
export type RosterMap = z.output<typeof RosterMap>;

const MapFile = RosterMap.omit({ known: true })
  .partial()
  .extend({
    preset: z.enum(Object.keys(ROSTER_PRESETS) as [RosterPresetName, ...RosterPresetName[]]).optional(),
    columns: Columns.partial().optional(),
  });

export type ReadRosterMap =
  | { readonly ok: true; readonly map: RosterMap }
  | { readonly ok: false; readonly problems: readonly string[] };

export const ROSTER_PRESET_NAMES = Object.keys(ROSTER_PRESETS);

/** A preset as it ships. */
export function rosterPreset(name: string): RosterMap | null {
  return isPreset(name) ? RosterMap.parse(ROSTER_PRESETS[name]) : null;
}

/** The first preset whose headings the file has. */
export function recogniseRoster(header: readonly string[]): RosterMap | null {
  const maps = Object.values(ROSTER_PRESETS).map((preset) => RosterMap.parse(preset));
  return maps.find((map) => map.known?.every((field) => placeOf(header, map.columns[field]) >= 0)) ?? null;
}

/** A map file: a preset with what is different, or all of it. */
export function readRosterMap(file: string, text: string): ReadRosterMap {
  const problems: string[] = [];
  const yaml = readYaml(file, text, ({ line, message }) => void problems.push(`${file}:${line} ${message}`));
  if (!yaml) return { ok: false, problems };
  const own = MapFile.safeParse(yaml.value);
  const whole = own.success ? RosterMap.safeParse(overPreset(own.data)) : own;
  if (whole.success) return { ok: true, map: whole.data as RosterMap };
  const found = whole.error.issues.map(
    ({ path, message }) => `${file}:${yaml.lineOf(path)} ${path.join(".")}: ${message}`,
  );
  return { ok: false, problems: found };
}

function overPreset({ preset, ...own }: z.output<typeof MapFile>): object {
  const below = preset ? RosterMap.parse(ROSTER_PRESETS[preset]) : undefined;
  return {
    name: preset,
    ...below,
    ...own,
    columns: { ...below?.columns, ...own.columns },
    kinds: { ...below?.kinds, ...own.kinds },
  };
}

/** Where the first of these headings stands; -1 where the file has none of them. */
export function placeOf(header: readonly string[], names: readonly string[] | undefined): number {
  for (const name of names ?? []) {
    const place = header.findIndex((heading) => heading.trim().toLowerCase() === name.toLowerCase());
    if (place >= 0) return place;
  }
  return -1;
}

function isPreset(name: string): name is RosterPresetName {
  return Object.hasOwn(ROSTER_PRESETS, name);
}
