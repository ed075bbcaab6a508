import { z } from "zod";
import { EXTERNAL_METHODS } from "../../domain/external-completion.ts";
import { ROSTER_SOURCES } from "../../domain/roster.ts";
import { readYaml } from "../yaml-source.ts";
import { isFormat, isZone } from "./date-format.ts";
import { PRESETS, type PresetName } from "./presets.ts";

const Text = z.string().trim().min(1).max(200);
/** One heading, or several of which the first that the file has is meant. Case does not count. */
const Column = z.union([Text.transform((name) => [name]), z.array(Text).min(1).max(10)]);

/** Where each thing stands in the CSV file of another learning system, and what its courses are called here. */
export const CompletionMap = z.strictObject({
  /** Which system it is; stands with every completion that comes from it. */
  name: Text,
  delimiter: z.enum([",", ";", "\t"]).default(","),
  /** How the training was done. */
  method: z.enum(EXTERNAL_METHODS).default("import"),
  /** `roster`: the key by which that source of the roster knows them, account or not. */
  who: z.strictObject({
    column: Column,
    is: z.enum(["email", "login", "id", "roster"]),
    source: z.enum(ROSTER_SOURCES).default("hris"),
  }),
  /** `fixed`: the file is about one course, and names it nowhere. */
  course: z.union([z.strictObject({ column: Column }), z.strictObject({ fixed: Text })]),
  completed: z.strictObject({
    column: Column,
    format: z.string().refine(isFormat, "must be iso, or a pattern such as DD/MM/YYYY HH:mm"),
    zone: z.string().refine(isZone, "must be a zone such as UTC or Europe/Berlin"),
  }),
  /** Rows with another value are passed over: the course is not finished. */
  only: z.strictObject({ column: Column, values: z.array(Text).min(1).max(20) }).optional(),
  score: z.strictObject({ column: Column }).optional(),
  certificate: z.strictObject({ column: Column }).optional(),
  /**
   * When they signed the attendance list, on which the statement of the course stood, and their name there: then they
   * need not sign here.
   */
  signed: z.strictObject({ column: Column, name: Column }).optional(),
  /** The other system's name of a course → ours. One that is called as ours is by its id need not stand here. */
  courses: z
    .record(
      Text,
      z.strictObject({
        course: z.string().regex(/^[a-z0-9][a-z0-9-]{0,63}$/),
        version: z
          .string()
          .regex(/^\d+\.\d+\.\d+$/)
          .optional(),
      }),
    )
    .default({}),
});
export type CompletionMap = z.output<typeof CompletionMap>;

const MapFile = CompletionMap.partial().extend({
  preset: z.enum(Object.keys(PRESETS) as [PresetName, ...PresetName[]]).optional(),
});

export type ReadMap =
  | { readonly ok: true; readonly map: CompletionMap }
  | { readonly ok: false; readonly problems: readonly string[] };

/** A preset as it ships; its courses are those that are called as ours. */
export function presetMap(name: string): CompletionMap | null {
  return isPreset(name) ? CompletionMap.parse(PRESETS[name]) : null;
}

/** A map file: a preset with what is different, or all of it. */
export function readMap(file: string, text: string): ReadMap {
  const problems: string[] = [];
  const yaml = readYaml(file, text, ({ line, message }) => void problems.push(`${file}:${line} ${message}`));
  if (!yaml) return { ok: false, problems };
  const own = MapFile.safeParse(yaml.value);
  const preset = own.success && own.data.preset ? PRESETS[own.data.preset] : {};
  // What the file says is read again with the preset below it, so that a problem has its own words and place.
  const { preset: _, ...said } = isObject(yaml.value) ? yaml.value : {};
  const whole = own.success ? CompletionMap.safeParse({ ...preset, ...said }) : own;
  if (whole.success) return { ok: true, map: whole.data as CompletionMap };
  const found = whole.error.issues.map(
    ({ path, message }) => `${file}:${yaml.lineOf(path)} ${path.join(".")}: ${message}`,
  );
  return { ok: false, problems: found };
}

function isPreset(name: string): name is PresetName {
  return Object.hasOwn(PRESETS, name);
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
