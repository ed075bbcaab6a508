import { z } from "zod";
import { accountId, personId } from "../../domain/ids.ts";
import type { Decision } from "../../gate/decision.ts";

const Account = z.int().transform(accountId);
const Named = z.object({ account: Account, login: z.string() });
const Instant = z.string().nullable();
const Outcome = z.enum(["allow", "flag", "withhold", "undecided"]);

const Part = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("author"), number: z.int() }),
  z.object({ kind: z.literal("pusher") }),
  z.object({ kind: z.literal("sponsor"), number: z.int() }),
  z.object({ kind: z.literal("commit-author"), shas: z.array(z.string()) }),
  z.object({ kind: z.literal("co-author"), shas: z.array(z.string()) }),
]);

const Missing = z.object({
  course: z.string(),
  why: z.enum(["never", "expired", "superseded", "not-attested"]),
  since: Instant,
  graceUntil: Instant,
  isMinor: z.literal(true).exactOptional(),
});

const Standing = z.discriminatedUnion("state", [
  z.object({
    state: z.literal("met"),
    until: Instant,
    changesAt: Instant,
    due: z.array(z.object({ course: z.string(), by: z.string() })).exactOptional(),
  }),
  z.object({ state: z.literal("grace"), until: z.string(), missing: z.array(Missing), changesAt: Instant }),
  z.object({ state: z.literal("missing"), missing: z.array(Missing), changesAt: Instant }),
]);

export const StoredLayer = z.object({
  layer: z.string(),
  because: z.array(z.object({ rule: z.int(), text: z.string() })),
  standing: Standing,
  waived: z.object({ waiver: z.string(), until: z.string() }).exactOptional(),
  imported: z.array(z.string()).exactOptional(),
});

const Person = z.object({
  person: z.string().transform(personId).nullable(),
  account: Account,
  login: z.string(),
  parts: z.array(Part),
  required: z.boolean(),
  notRequired: z
    .enum([
      "no-rule",
      "listed-bot",
      "sponsored-bot",
      "unknown-bot",
      "assistant",
      "no-access",
      "left",
      "shown-only",
      "outside",
      "not-a-user",
    ])
    .nullable(),
  layers: z.array(StoredLayer),
  outcome: Outcome,
});

const Finding = z.object({
  kind: z.enum([
    "unlinked_commits",
    "outside_contributors",
    "unknown_bots",
    "no_requester",
    "no_approver",
    "required_modules",
  ]),
  treatment: z.enum(["ignore", "flag", "block"]),
  commits: z.array(z.object({ sha: z.string(), email: z.string(), name: z.string() })),
  answeredBy: z.array(Named),
  accounts: z.array(Named),
});

const ModuleNote = z.object({
  course: z.string(),
  module: z.string(),
  title: z.string(),
  minutes: z.number(),
  withCourse: z.literal(true).exactOptional(),
  paths: z.array(z.string()),
  more: z.int(),
  isPart: z.literal(true).exactOptional(),
  because: z.string(),
  required: z.boolean(),
  lacking: z.array(Named),
});

/** A decision as it was stored: a row outlives the code that wrote it, so it is checked on the way out. */
export const DecisionTree: z.ZodType<Decision> = z.object({
  outcome: Outcome,
  mode: z.enum(["observe", "flag", "block"]),
  inBoundary: z.boolean(),
  policyDigest: z.string(),
  courses: z.array(z.object({ id: z.string(), title: z.string(), minutes: z.number(), testOutMinutes: z.number() })),
  showPeople: z.enum(["names", "counts"]),
  undecided: z.array(z.string()),
  people: z.array(Person),
  findings: z.array(Finding),
  modules: z.array(ModuleNote).exactOptional(),
  pullRequests: z.array(z.int()),
  mergeGroup: z.object({ baseRef: z.string() }).exactOptional(),
  breakGlass: z.object({ ids: z.array(z.string()), until: z.string(), insteadOf: Outcome }).exactOptional(),
  pushersKnown: z.boolean(),
  changesAt: Instant,
});
