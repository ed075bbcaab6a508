import { z } from "zod";
import { sha256OfJson } from "../../domain/canonical-json.ts";
import { repositoryId } from "../../domain/ids.ts";
import type { StoredAccessDecision } from "../../domain/stores/decided.ts";
import { decideAccess } from "../../gate/access/decide.ts";
import type { SeatWhy } from "../../gate/access/decision.ts";
import type { AccessFacts } from "../../gate/access/facts.ts";
import type { Policy } from "../../policy/policy.ts";
import { decidedBody, type ToldSeat } from "../access/access-drafts.ts";
import { StoredLayer } from "./decision-tree.ts";
import {
  asDecidedAgain,
  asEditedReasons,
  compare,
  type Difference,
  findEditedColumns,
  NO_DECISION,
  NOT_STORED,
  type Recalled,
} from "./replay-differences.ts";

const Requirement = z.looseObject({ requirement: z.string() });
const Decided = z.looseObject({
  org: z.number(),
  subject: z.string(),
  seats: z.array(z.record(z.string(), z.unknown())),
  satisfied: z.array(Requirement),
  rule: z.object({ policy_sha256: z.string() }),
  facts_sha256: z.string(),
  app: z.object({ version: z.string() }),
});
type Decided = z.infer<typeof Decided>;

/** What of a stored decision the log tells. */
const Seat: z.ZodType<ToldSeat> = z.object({
  target: z.discriminatedUnion("kind", [
    z.object({ kind: z.literal("team"), teamId: z.int(), role: z.enum(["member", "maintainer"]) }),
    z.object({
      kind: z.literal("repository"),
      repositoryId: z.int().transform(repositoryId),
      role: z.enum(["none", "read", "triage", "write", "maintain", "admin"]),
    }),
    z.object({ kind: z.literal("organisation"), role: z.literal("member"), teamIds: z.array(z.int()) }),
  ]),
  verdict: z.enum(["keep", "hold", "grant", "lapse", "pre_existing", "leave", "unmanaged"]),
  outcome: z.enum(["allow", "flag", "withhold", "undecided"]),
  enforced: z.boolean(),
  managedBy: z.string().exactOptional(),
  why: z.custom<SeatWhy>((why) => typeof why === "string").exactOptional(),
  mode: z.enum(["observe", "flag", "block"]),
  level: z.enum(["merge_gate", "grant_on_completion", "invite_on_completion"]),
  layers: z.array(StoredLayer.extend({ courses: z.array(z.string()) })),
});
const Tree = z.object({ policyDigest: z.string(), seats: z.array(Seat) });

/** A decision on somebody's access. */
export function recallAccess(body: unknown, stored: StoredAccessDecision): Recalled {
  const entry = Decided.parse(body);
  return {
    isErased: stored.facts === null,
    findEdited: () => [
      ...findEditedColumns([["facts digest", stored.factsSha256, entry.facts_sha256]]),
      ...(sha256OfJson(stored.facts) === entry.facts_sha256 ? [] : ["the facts were edited"]),
      ...reasonsEdited(entry, stored.tree),
    ],
    decideAgain(policy) {
      // Sound: their digest is the one that was written when they were made.
      const differences = decidedOtherwise(entry, stored.facts as AccessFacts, policy);
      return differences.length === 0 ? [] : [...differences, `it was decided by version ${entry.app.version}`];
    },
  };
}

function reasonsEdited(entry: Decided, tree: unknown): readonly string[] {
  if (tree === null) return [NOT_STORED];
  const { success, data } = Tree.safeParse(tree);
  if (!success) return [NO_DECISION];
  const policy = compare("", { "policy digest": data.policyDigest }, { "policy digest": entry.rule.policy_sha256 });
  return [...policy, ...differencesTo(entry, data.seats)].map(asEditedReasons);
}

function decidedOtherwise(entry: Decided, facts: AccessFacts, policy: Policy): readonly string[] {
  const { seats } = decideAccess(facts, policy, entry.rule.policy_sha256);
  const whose = compare("", { subject: facts.account.person }, { subject: entry.subject });
  return [...whose, ...differencesTo(entry, seats)].map(asDecidedAgain);
}

function differencesTo(entry: Decided, decided: readonly ToldSeat[]): readonly Difference[] {
  const { seats, satisfied, seats_omitted, ...rest } = decidedBody({ seats: decided }, entry.org, []);
  const logged = Object.fromEntries(Object.keys(rest).map((key) => [key, entry[key]]));
  const [count, loggedCount] = [seats.length + (seats_omitted ?? 0), entry.seats.length + omittedOf(entry)];
  return [
    ...compare("", rest, logged),
    // The log names completions too, which facts know by their course alone.
    ...compare("", { satisfied }, { satisfied: entry.satisfied.map(({ completion_id: _, ...met }) => met) }),
    ...compare("", { "number of seats": count }, { "number of seats": loggedCount }),
    ...entry.seats.flatMap((seat, index) => compare(`seats[${index}].`, seats[index] ?? {}, seat)),
  ];
}

function omittedOf({ seats_omitted: omitted }: Decided): number {
  return typeof omitted === "number" ? omitted : 0;
}
