import { z } from "zod";
import { ROSTER_KINDS } from "../domain/roster.ts";
import { isFormat } from "../training/completions/date-format.ts";

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
});
export type RosterMap = z.output<typeof RosterMap>;

/** Where the first of these headings stands; -1 where the file has none of them. */
export function placeOf(header: readonly string[], names: readonly string[] | undefined): number {
  for (const name of names ?? []) {
    const place = header.findIndex((heading) => heading.trim().toLowerCase() === name.toLowerCase());
    if (place >= 0) return place;
  }
  return -1;
}
