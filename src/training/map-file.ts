import { z } from "zod";
import { readYaml } from "./yaml-source.ts";

type Raw = Readonly<Record<string, unknown>>;

/** Where things stand in a file of another system, as we ship it for systems that are known. */
export interface MapKind<Schema extends z.ZodObject> {
  readonly schema: Schema;
  readonly presets: Readonly<Record<string, Raw>>;
  /** What the file says put over a preset; left out, key by key. */
  readonly over?: (preset: Raw, own: Raw) => Raw;
}

export type ReadMapFile<Map> =
  | { readonly ok: true; readonly map: Map }
  | { readonly ok: false; readonly problems: readonly string[] };

/** The preset of this name; null where none is called so. */
export function presetOf<Schema extends z.ZodObject>(
  { schema, presets }: MapKind<Schema>,
  name: string,
): z.output<Schema> | null {
  return Object.hasOwn(presets, name) ? schema.parse(presets[name]) : null;
}

/** A map file: a preset (`preset: NAME`) with what is different, or all of it. A problem says `file:line path: what`. */
export function readMapFile<Schema extends z.ZodObject>(
  { file, text }: { readonly file: string; readonly text: string },
  { schema, presets, over = spread }: MapKind<Schema>,
): ReadMapFile<z.output<Schema>> {
  const problems: string[] = [];
  const yaml = readYaml(file, text, ({ line, message }) => void problems.push(`${file}:${line} ${message}`));
  if (!yaml) return { ok: false, problems };
  const said = yaml.value;
  const { preset, ...own } = isRaw(said) ? said : {};
  const named = z.enum(Object.keys(presets)).optional().safeParse(preset);
  // Read with the preset below it, so that what the preset says need not be said again.
  const below = (named.data === undefined ? undefined : presets[named.data]) ?? {};
  const whole = schema.safeParse(isRaw(said) ? over(below, own) : said);
  if (named.success && whole.success) return { ok: true, map: whole.data };
  const issues = [
    ...(named.error?.issues.map((issue) => ({ ...issue, path: ["preset"] })) ?? []),
    ...(named.success ? (whole.error?.issues ?? []) : []),
  ];
  return {
    ok: false,
    problems: issues.map(({ path, message }) => `${file}:${yaml.lineOf(path)} ${path.join(".")}: ${message}`),
  };
}

const spread = (preset: Raw, own: Raw) => ({ ...preset, ...own });

function isRaw(value: unknown): value is Raw {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
