import { z } from "zod";
import { EXTERNAL_METHODS } from "../../domain/external-completion.ts";
import { ROSTER_SOURCES } from "../../domain/roster.ts";
import { isFormat, isZone } from "./date-format.ts";

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
