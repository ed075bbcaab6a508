import { z } from "zod";
import { Mode } from "./order.ts";
import { PathGlob } from "./path-glob.ts";
import {
  AccountId,
  CourseName,
  Day,
  days,
  line,
  listOf,
  ModuleName,
  RepositoryPattern,
  Slug,
  share,
  TeamPattern,
  TeamSlug,
} from "./values.ts";

/** The sections of `enforcement:`, each with all of its keys. What is said of a key here is what an editor shows. */

export const Level = z.enum(["merge_gate", "grant_on_completion", "invite_on_completion"]);

export const Rulesets = z.enum(["report", "managed"]);

export const Treatment = z.enum(["ignore", "flag", "block"]);

const Repositories = listOf(RepositoryPattern, 200);
export const Accounts = listOf(AccountId, 100);
const Teams = listOf(TeamSlug, 50);
const PropertyName = z.string().regex(/^[A-Za-z0-9_$#-]{1,75}$/, "must be the name of a custom property");
const PropertyValue = z.union([line(200), listOf(line(200), 50)], "must be a text or a list of texts");

export const Scope = z.strictObject({
  repositories: Repositories.optional().describe("Names of repositories; * stands for any characters."),
  property: z
    .record(PropertyName, PropertyValue)
    .optional()
    .describe("Custom properties that must all have one of these values."),
  mode: Mode.describe("What happens in these repositories."),
  access: Level.optional().describe("What finishing the training does to access here."),
  from: Day.optional().describe("The first day on which this scope counts. Until then it is as if it were not there."),
  until: Day.optional().describe("The last day on which this scope counts."),
  reason: line(200).optional().describe("Why these repositories are behind the rest; shown to auditors."),
});

export const Boundary = z.strictObject({
  repositories: z.strictObject({
    include: Repositories.describe("The repositories that the audit covers."),
    exclude: z.array(RepositoryPattern).max(200).describe("Those that it does not cover, though included."),
  }),
  declared: z
    .array(Slug)
    .max(50)
    .describe("Systems outside of GitHub that the audit covers: declared here, not enforced."),
});

export const Layer = z.strictObject({
  courses: listOf(CourseName, 20).describe(
    "Courses that must be finished before the gate opens. course@2: completions count from that major version on.",
  ),
  // biome-ignore lint/suspicious/noThenProperty: a list of courses under the word of the file; only a function would make it a promise.
  then: listOf(Slug, 20).optional().describe("Courses that follow, within grace.deepening, while the gate stays open."),
  valid_for: days(1, 730).describe("How long a completion counts."),
});

const Who = z.strictObject({
  access: z
    .enum(["any", "read", "triage", "write", "maintain", "admin"])
    .optional()
    .describe("At least this role on a repository in the boundary; any: whichever role."),
  opens: z.enum(["pull_request"]).optional().describe("Whoever opens a pull request, whatever their access."),
  role: listOf(line(64), 50).optional().describe("One of these job roles on the roster."),
  teams: listOf(TeamPattern, 100).optional().describe("In one of these teams."),
  repositories: Repositories.optional().describe("Only for these repositories."),
  except: z
    .strictObject({ role: listOf(line(64), 50).describe("Job roles on the roster.") })
    .optional()
    .describe("Who is spared; every use is reported to auditors."),
});

export const Rule = z.strictObject({
  who: Who.describe("Whom the rule asks: all keys must fit, and of each list one value."),
  layers: listOf(Slug, 20).describe("The layers that they need."),
});

export const Grace = z.strictObject({
  new_hire: days(0, 365).describe("After joining."),
  renewal: days(0, 365).describe("After a completion ran out."),
  content_update: days(0, 365).describe("After a new version of a course."),
  deepening: days(0, 365).describe("For the courses under `then:`."),
  pre_existing: days(0, 365).describe("For access that is older than the installation."),
});

const Bot = z.strictObject({
  app: Slug.describe("A name for people; the id is what counts."),
  id: AccountId.describe("GitHub's numeric id of the bot's account."),
  sponsor: z.enum(["none", "requester", "approver"]).describe("Which person must be trained for what the bot does."),
});

export const ShowPeople = z.enum(["names", "counts"]);

export const PathRule = z.strictObject({
  touches: listOf(PathGlob, 20).describe(
    "Paths in the repository; * stands for any characters of a name, ** for any folders.",
  ),
  module: ModuleName.describe("The module that fits them, as course/module."),
  require: z
    .boolean()
    .default(false)
    .describe("Whether everybody who is asked must have passed the module before it merges; else it is only linked."),
});

export const PullRequests = z.strictObject({
  commit_authors: z
    .enum(["members", "show"])
    .describe("Whether authors of commits must be trained, if they are members."),
  co_authors: z
    .enum(["members", "show"])
    .describe("Whether co-authors of commits must be trained, if they are members."),
  unlinked_commits: z.enum(["pusher_answers", "block"]).describe("Commits whose address belongs to no account."),
  outside_contributors: z
    .enum(["exempt", "flag", "block"])
    .describe("Authors who are neither members nor collaborators."),
  bots: z.array(Bot).max(100).describe("Bots that may open pull requests."),
  unknown_bots: Treatment.describe("Bots that are not listed."),
  show_people: z.strictObject({
    private: ShowPeople.describe("On private repositories."),
    internal: ShowPeople.describe("On internal repositories."),
    public: ShowPeople.describe("On public repositories."),
  }),
  paths: z
    .array(PathRule)
    .max(50, "must name at most 50")
    .optional()
    .describe("Modules that fit what a pull request touches."),
});

const GatedTeam = z.strictObject({
  team: TeamPattern.describe("The team's slug; * stands for any characters."),
  on_lapse: z
    .enum(["flag", "to_reading_team", "remove"])
    .optional()
    .describe("What happens to the seat when training lapses."),
  reading_team: TeamSlug.optional().describe("A team with read on the same repositories."),
  managed_by: Slug.optional().describe("Managed elsewhere: never written to, only reported."),
});

const Machine = z.strictObject({
  id: AccountId.describe("GitHub's numeric id of the account."),
  owner: line(100).describe("The person or team that answers for it."),
  reason: line(200).describe("What it is for."),
  review_by: Day.describe("When somebody looks at it again."),
});

export const AccessSection = z.strictObject({
  level: Level.describe("What finishing the training does to access, unless a scope says otherwise."),
  teams: z.array(GatedTeam).max(200).describe("Teams whose seats wait for training."),
  machines: z.array(Machine).max(200).describe("Accounts used by machines; never asked to train."),
  leavers: z
    .enum(["ask", "automatic"])
    .optional()
    .describe(
      "Whether seats of people who left, by the roster, wait for an admin's word before they are taken. ask, if left out.",
    ),
});

export const Cap = z.strictObject({
  removals_per_run: z.number().int("must be a whole number").min(0).max(1000).describe("Seats that one run may take."),
  newly_blocked: share(0, 100).describe("Share of open pull requests that a change may newly block."),
});

export const Roster = z.strictObject({
  shrink: share(0, 100).describe("Share of the people of one source that a file may leave out before it asks."),
});

export const Holders = z.strictObject({
  teams: Teams.optional().describe("Slugs of teams."),
  accounts: Accounts.optional().describe("Numeric ids of accounts."),
});

export const Waivers = z.strictObject({
  longest: days(1, 365).describe("The longest term of one waiver."),
  approvers: Holders.describe("Who may approve one; never the person who asks."),
});

export const Roles = z.strictObject({
  admin: Holders.describe("Who runs this app. Nobody named: the organisation's owners."),
  auditor: Holders.extend({ until: Day.describe("The last day of the audit.") })
    .optional()
    .describe("Who may read the evidence, members or not."),
});
