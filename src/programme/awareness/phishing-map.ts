import { z } from "zod";
import { isFormat, isZone } from "../../training/completions/date-format.ts";
import { readYaml } from "../../training/yaml-source.ts";
import { PHISHING_PRESETS, type PhishingPresetName } from "./phishing-presets.ts";

const Text = z.string().trim().min(1).max(200);
/** One heading, or several of which the first that the file has is meant. Case does not count. */
const Column = z.union([Text.transform((name) => [name]), z.array(Text).min(1).max(10)]);
/** The cell holds the time at which it happened, or a word for yes. Empty, or a word for no: it did not. */
const Event = z.strictObject({ column: Column });
const Words = z.array(Text).max(20).default([]);

/** Where each thing stands in a file of what the recipients of a simulation did. */
export const PhishingMap = z.strictObject({
  /** Which system it is. */
  name: Text,
  delimiter: z.enum([",", ";", "\t"]).default(","),
  /** Their mail address. */
  who: Column,
  /** Left out, or absent from the file: all of it is one campaign, which the command names. */
  campaign: Column.optional(),
  sent: Column,
  dates: z.strictObject({
    format: z.string().refine(isFormat, "must be iso, or a pattern such as DD/MM/YYYY HH:mm"),
    zone: z.string().refine(isZone, "must be a zone such as UTC or Europe/Berlin"),
  }),
  reported: Event.optional(),
  clicked: Event.optional(),
  submitted: Event.optional(),
  /** Not empty: it never arrived, and the line is passed over. */
  bounced: Column.optional(),
  /** The furthest step in a word, by that system's words. */
  status: z
    .strictObject({ column: Column, reported: Words, clicked: Words, submitted: Words, passedOver: Words })
    .optional(),
  /** When the last thing happened: when it was reported, where nothing else tells. */
  last: Column.optional(),
});
export type PhishingMap = z.output<typeof PhishingMap>;

const MapFile = PhishingMap.partial().extend({
  preset: z.enum(Object.keys(PHISHING_PRESETS) as [PhishingPresetName, ...PhishingPresetName[]]).optional(),
});

export type ReadPhishingMap =
  | { readonly ok: true; readonly map: PhishingMap }
  | { readonly ok: false; readonly problems: readonly string[] };

export const PHISHING_PRESET_NAMES = Object.keys(PHISHING_PRESETS);

/** A preset as it ships. */
export function phishingPreset(name: string): PhishingMap | null {
  return isPreset(name) ? PhishingMap.parse(PHISHING_PRESETS[name]) : null;
}

/** A map file: a preset with what is different, or all of it. */
export function readPhishingMap(file: string, text: string): ReadPhishingMap {
  const problems: string[] = [];
  const yaml = readYaml(file, text, ({ line, message }) => void problems.push(`${file}:${line} ${message}`));
  if (!yaml) return { ok: false, problems };
  const own = MapFile.safeParse(yaml.value);
  const preset = own.success && own.data.preset ? PHISHING_PRESETS[own.data.preset] : {};
  // What the file says is read again with the preset below it, so that a problem has its own words and place.
  const { preset: _, ...said } = isObject(yaml.value) ? yaml.value : {};
  const whole = own.success ? PhishingMap.safeParse({ ...preset, ...said }) : own;
  if (whole.success) return { ok: true, map: whole.data as PhishingMap };
  const found = whole.error.issues.map(
    ({ path, message }) => `${file}:${yaml.lineOf(path)} ${path.join(".")}: ${message}`,
  );
  return { ok: false, problems: found };
}

function isPreset(name: string): name is PhishingPresetName {
  return Object.hasOwn(PHISHING_PRESETS, name);
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
