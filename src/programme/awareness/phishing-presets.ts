import type { z } from "zod";
import type { PhishingMap } from "./phishing-map.ts";

/**
 * What results of simulations look like. Headings that go by several names are all listed; a map file may put its own
 * words over any of this.
 */
export const PHISHING_PRESETS = {
  /**
   * "Export CSV", "Results" of one campaign, which it does not name: `--campaign` has to. Of each recipient it has the
   * furthest step, and the time of the last event alone: of who reported it, that is when they did at the latest.
   * https://github.com/gophish/gophish/blob/master/models/result.go
   */
  gophish: {
    name: "gophish",
    who: ["email"],
    sent: ["send_date"],
    dates: { format: "iso", zone: "UTC" },
    reported: { column: ["reported"] },
    last: ["modified_date"],
    status: {
      column: ["status"],
      reported: ["Email Reported"],
      clicked: ["Clicked Link"],
      submitted: ["Submitted Data"],
      passedOver: ["Error", "Scheduled", "Sending", "Retrying"],
    },
  },
  /** Recipients of a test as the reporting API names their fields; exports of the console may need a map of their own. */
  knowbe4: {
    name: "knowbe4",
    who: ["email", "user.email", "user_email", "User Email"],
    campaign: ["campaign", "Campaign Name", "pst_name", "pst_id"],
    sent: ["delivered_at", "scheduled_at"],
    dates: { format: "iso", zone: "UTC" },
    reported: { column: ["reported_at"] },
    clicked: { column: ["clicked_at"] },
    submitted: { column: ["data_entered_at"] },
    bounced: ["bounced_at"],
  },
  /** Our own words, and those of a template that several vendors share ("Email ID", "Last Action"). */
  generic: {
    name: "generic",
    who: ["email", "e-mail", "Email ID"],
    campaign: ["campaign"],
    sent: ["sent_at", "Sent Date"],
    dates: { format: "iso", zone: "UTC" },
    reported: { column: ["reported_at", "reported"] },
    clicked: { column: ["clicked_at", "clicked"] },
    submitted: { column: ["submitted_at", "submitted"] },
    bounced: ["bounced_at", "bounced"],
    last: ["Last Action Date"],
    status: {
      column: ["Last Action"],
      reported: ["Reported", "Email Reported"],
      clicked: ["Clicked Link", "Clicked"],
      submitted: ["Submitted Data"],
      passedOver: ["Bounced", "Not Delivered"],
    },
  },
} as const satisfies Readonly<Record<string, DeepReadonly<z.input<typeof PhishingMap>>>>;

type DeepReadonly<T> = T extends object ? { readonly [Key in keyof T]: DeepReadonly<T[Key]> } : T;
