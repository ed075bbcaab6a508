import type { z } from "zod";
import type { CompletionMap } from "./map.ts";

/**
 * What other systems' files look like. Their makers rename columns and let every reader choose a date format, so a map
 * file may put its own words over any of this; headings that go by several names are all listed.
 */
export const PRESETS = {
  /** The users of a training campaign, "Generate CSV"; the second names are those of KnowBe4's reporting API. */
  knowbe4: {
    name: "knowbe4",
    who: { column: ["Email", "User Email", "email"], is: "email" },
    course: { column: ["Content", "Training", "Module Name", "module_name"] },
    completed: {
      column: ["Completion Date", "Completed At", "Date Completed", "completion_date"],
      format: "iso",
      zone: "UTC",
    },
    only: { column: ["Status", "Training Status"], values: ["Completed", "Passed"] },
  },
  /**
   * "Course completion" of one course, downloaded as CSV. It names no course, so `course: { fixed: … }` has to be said;
   * times are written by `strftimedatetimeshort` of the reader's language (English: 31/12/26, 14:05) in their own zone.
   * https://github.com/moodle/moodle/blob/main/report/completion/index.php
   */
  moodle: {
    name: "moodle",
    who: { column: ["Email address", "Email"], is: "email" },
    course: { column: ["Course", "Course name"] },
    completed: { column: ["Course complete", "Date completed"], format: "DD/MM/YY, HH:mm", zone: "UTC" },
  },
  /** Our own words, for a file that somebody makes by hand. */
  generic: {
    name: "generic",
    who: { column: ["email", "e-mail"], is: "email" },
    course: { column: ["course"] },
    completed: { column: ["completed_at"], format: "iso", zone: "UTC" },
    score: { column: ["score"] },
    certificate: { column: ["certificate"] },
  },
  /** A list of who was in the room, account or not: by the key of the roster, with the day on which they signed it. */
  classroom: {
    name: "classroom",
    method: "classroom",
    who: { column: ["key", "roster_key"], is: "roster" },
    course: { column: ["course"] },
    completed: { column: ["completed_at", "date"], format: "iso", zone: "UTC" },
    signed: { column: ["signed_at", "signed"], name: ["name"] },
  },
} as const satisfies Readonly<Record<string, DeepReadonly<z.input<typeof CompletionMap>>>>;

type DeepReadonly<T> = T extends object ? { readonly [Key in keyof T]: DeepReadonly<T[Key]> } : T;
