import { z } from "zod";
import { days, line } from "./values.ts";

/** What is kept, and for how long. */
export const Records = z.strictObject({
  facts: days(30, 3650).describe("How long the facts of a decision are kept, so that it can be decided again."),
  access_history: days(30, 3650).describe("How long it is kept who had which access before the access of now."),
  // GitHub Enterprise Server lists a delivery for seven days: a shorter term would do a late one again.
  deliveries: days(8, 365).describe("How long it is kept which deliveries came; their bodies never are."),
  // Longer than the longest time before an end that somebody is reminded of: what was forgotten would be said again.
  notices: days(400, 3650).describe("How long it is kept who was told what, and when; the log keeps that it was."),
  legal_hold: z
    .union([z.literal(false), line(200)], "must be false, or the reason in one line")
    .describe("The reason for which nothing may be deleted or erased now; false: there is none."),
});
export type Records = Readonly<z.output<typeof Records>>;

/**
 * Three years of facts: the report of a year is asked about in the two that follow. Six of access: as long as the longest
 * period that our sources ask records for (HIPAA). Deliveries only answer what happened last month. Two years of notices:
 * as long as the longest term of a completion, so that a renewal can be said to whom its end was said.
 */
export const DEFAULT_RECORDS = {
  facts: "1095d",
  access_history: "2190d",
  deliveries: "31d",
  notices: "730d",
  legal_hold: false,
} as const;

/** Terms below which no organisation's file goes. */
export const RecordsFloor = Records.pick({ facts: true, access_history: true, deliveries: true, notices: true })
  .partial()
  .extend({
    legal_hold: line(200).optional().describe("A reason that holds whatever the organisation's file says."),
  });

/** A policy that was stored before this section, or one of its keys, was known has none. */
export function recordsOf({ records }: { readonly records?: Partial<Records> }): Records {
  return { ...Records.parse(DEFAULT_RECORDS), ...records };
}
