import { z } from "zod";
import { isFormat, isZone } from "../../training/completions/date-format.ts";

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
