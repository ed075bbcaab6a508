import { z } from "zod";
import { Notices } from "./notices.ts";
import { Mode } from "./order.ts";
import { Records, RecordsFloor } from "./records.ts";
import { Review } from "./review.ts";
import * as section from "./sections.ts";
import { type DeepReadonly, days, Slug, share } from "./values.ts";

export type { Access } from "../domain/access.ts";
export { MODES, Mode } from "./order.ts";

/**
 * What administrators ask for, under the key `enforcement:` of an `app.yml`.
 *
 * Names are those of the file, so that what a page, a log entry and the file say is one word.
 * A decoded `Policy` is plain JSON: days and shares are numbers, days of the calendar are text.
 */

/** All layers joined: every section present, nothing left to guess. */
export const Policy = z.strictObject({
  mode: Mode,
  rulesets: section.Rulesets,
  pass_mark: share(50, 100),
  scopes: z.array(section.Scope).max(200),
  boundary: section.Boundary,
  layers: z.record(Slug, section.Layer),
  require: z.array(section.Rule).min(1).max(100),
  grace: section.Grace,
  renew_from: days(0, 365),
  remind: z.array(days(0, 365)).max(10),
  pull_requests: section.PullRequests,
  access: section.AccessSection,
  cap: section.Cap,
  waivers: section.Waivers,
  roles: section.Roles,
  /** Left out where no file says anything: policies of before there was a roster are what they were. */
  roster: section.Roster.optional(),
  notices: Notices.optional(),
  review: Review.optional(),
  records: Records,
});
export type Policy = DeepReadonly<z.output<typeof Policy>>;

/** What one file says: whatever it leaves out comes from below. An unknown key is an error, since a typo must not open a gate. */
export const PolicyPart = z
  .strictObject({
    mode: Mode.describe("observe: only the log. flag: says what is missing. block: nothing merges without training."),
    rulesets: section.Rulesets.describe(
      "report: doctor says where the check is not required. managed: the app keeps a ruleset that requires it.",
    ),
    pass_mark: Policy.shape.pass_mark.describe("The share of right answers that a quiz needs at least."),
    scopes: Policy.shape.scopes.describe("Modes by repository; the first that matches wins."),
    boundary: section.Boundary.extend({
      repositories: section.Boundary.shape.repositories
        .partial()
        .describe("Which repositories belong to the audited system."),
    })
      .partial()
      .describe("What the audit covers."),
    layers: Policy.shape.layers.describe("Layers of training and their courses."),
    require: Policy.shape.require.describe("Who needs which layers. Rules add up."),
    grace: section.Grace.partial().describe("How long something may be missing before it counts."),
    renew_from: Policy.shape.renew_from.describe(
      "How long before its end a completion may be renewed; the new term runs from the old end.",
    ),
    remind: Policy.shape.remind.describe("When people are reminded, before the end."),
    pull_requests: section.PullRequests.extend({
      show_people: section.PullRequests.shape.show_people
        .partial()
        .describe("Whether a check run names people or only counts them, by the repository's visibility."),
    })
      .partial()
      .describe("How the people on a pull request count."),
    access: section.AccessSection.partial().describe("Access that waits for training."),
    cap: section.Cap.partial().describe("Beyond these the app stops and asks."),
    waivers: section.Waivers.partial().describe("Exceptions for a person, with an end."),
    roles: section.Roles.partial().describe("Who may do what in this app."),
    roster: section.Roster.describe("Files that say who works here."),
    notices: Notices.describe("How people are told what waits for them, and what ends."),
    review: Review.describe("How often the programme is looked at as a whole."),
    records: Records.partial().describe("What is kept, and for how long. The log itself is never shortened."),
  })
  .partial();
export type PolicyPart = DeepReadonly<z.output<typeof PolicyPart>>;

/** Below this no organisation's file can go. */
export const Floor = z
  .strictObject({
    mode: Mode.describe("No scope may be weaker."),
    pass_mark: Policy.shape.pass_mark.describe("No pass mark may be lower."),
    longest_waiver: days(1, 365).describe("No waiver may be longer."),
    cap: section.Cap.partial().describe("No cap may be higher."),
    first_admins: section.Accounts.describe("Accounts that are admins whatever the organisation's file says."),
    records: RecordsFloor.describe("No term may be shorter, and a hold here cannot be lifted elsewhere."),
  })
  .partial();
export type Floor = DeepReadonly<z.output<typeof Floor>>;

/** The deployment's own file alone may hold a floor. */
export const DeploymentPart = PolicyPart.extend({
  floor: Floor.optional().describe("What the organisation's file cannot go below."),
});
export type DeploymentPart = DeepReadonly<z.output<typeof DeploymentPart>>;

export type Scope = Policy["scopes"][number];
export type Rule = Policy["require"][number];
export type Layer = Policy["layers"][string];
export type Holders = Policy["waivers"]["approvers"];
export type Cap = Policy["cap"];
export type Level = Policy["access"]["level"];
export type Treatment = Policy["pull_requests"]["unknown_bots"];
export type PathRule = NonNullable<Policy["pull_requests"]["paths"]>[number];
export type ShowPeople = Policy["pull_requests"]["show_people"]["private"];
