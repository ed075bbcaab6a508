import { z } from "zod";

/** The form of the files of a course. Unknown keys are errors: a typo must not silently mean something else. */

export const KEBAB = /^[a-z0-9]+(?:-[a-z0-9]+)*$/;

export const Id = z.string().max(80).regex(KEBAB, "must be lower-case words joined by hyphens");
export const Line = z
  .string()
  .trim()
  .min(1, "must not be empty")
  .max(300)
  .regex(/^[^\r\n]*$/, "must be one line");
export const Address = z.url({ protocol: /^https$/, error: "must be an https address" });
export const Text = z.string().trim().min(1, "must not be empty").max(20_000);

const Version = z
  .string({
    error: 'must be a semantic version in three parts, such as 1.0.0 (in quotes: "1.0.0", where YAML reads a number)',
  })
  .regex(
    /^(?:0|[1-9]\d*)\.(?:0|[1-9]\d*)\.(?:0|[1-9]\d*)$/,
    "must be a semantic version in three parts, such as 1.0.0",
  );
const Count = z.int().min(0).max(100_000);

export const CourseFile = z.strictObject({
  title: Line,
  version: Version,
  summary: Line,
  quiz: z.strictObject({
    per: z.enum(["course", "module"]).default("course"),
    draw: z.int().min(1).max(200),
    pass_mark: z.int().min(1).max(100),
  }),
  attestation: z.strictObject({ version: z.int().min(1), statement: Text.max(2000) }),
  /** Of each module. */
  expect: z
    .strictObject({
      words: z.tuple([Count, Count]).optional(),
      questions: Count.optional(),
      pairs: Count.optional(),
    })
    .default({}),
  changes: z.array(z.strictObject({ version: Version, modules: z.array(Id).default([]), summary: Line })).default([]),
});
export type CourseFile = z.infer<typeof CourseFile>;

export const ModuleHead = z.strictObject({
  title: Line,
  category: Line.optional(),
  cwe: z.array(z.string().regex(/^CWE-[1-9]\d*$/, "must be a weakness's id, such as CWE-862")).default([]),
  objectives: z
    .array(z.strictObject({ id: Id, text: Line, section: Line.optional() }))
    .min(3, "a module has 3 to 5 objectives")
    .max(5, "a module has 3 to 5 objectives"),
  further: z.array(z.strictObject({ title: Line, url: Address })).default([]),
});

export type ModuleHead = z.infer<typeof ModuleHead>;

export const QuestionEntry = z.strictObject({
  id: Id,
  objective: Id,
  kind: z.enum(["single", "multiple"]),
  must_pass: z.boolean().default(false),
  text: Text,
  options: z.array(z.strictObject({ text: Text, correct: z.boolean().default(false), why: Text })),
});
export type QuestionEntry = z.infer<typeof QuestionEntry>;
