import type { Policy } from "../policy/policy.ts";
import type { Finding, ModuleNote, PersonVerdict, Treatment } from "./decision.ts";
import type { Facts } from "./facts.ts";
import { isUnsponsored, type Sponsorship } from "./sponsors.ts";

/** What is odd about the pull request itself, each with what the policy makes of it. */
export function findingsOf(facts: Facts, judged: Judged, policy: Policy): readonly Finding[] {
  const { people, sponsorships, modules } = judged;
  const unsponsored = sponsorships.filter((one) => isUnsponsored(one, facts, policy));
  return [
    unlinked(facts, people, policy),
    outside(people, policy),
    unknownBots(people, policy),
    withoutSponsor("no_requester", unsponsored, people),
    withoutSponsor("no_approver", unsponsored, people),
    withoutModules(modules),
  ].filter((finding) => finding !== null);
}

interface Judged {
  readonly people: readonly PersonVerdict[];
  readonly sponsorships: readonly Sponsorship[];
  readonly modules: readonly ModuleNote[];
}

const none = { commits: [], answeredBy: [], accounts: [] };

/**
 * A commit whose address belongs to no account is answered for by whoever pushed it: GitHub authenticated them.
 * Where no delivery told who pushed, the author of the pull request answers. What nobody answers for does not pass where
 * the scope blocks: a flag would let in what nobody knows the hand of.
 */
function unlinked(facts: Facts, people: readonly PersonVerdict[], policy: Policy): Finding | null {
  if (facts.unlinked.length === 0) return null;
  const pushers = people.filter(({ account }) => facts.pushers.includes(account));
  const authors = people.filter(({ parts }) => parts.some(({ kind }) => kind === "author"));
  const answering = facts.unanswered.length > 0 ? [] : pushers.length > 0 ? pushers : authors;
  return {
    ...none,
    kind: "unlinked_commits",
    treatment: treatmentOfUnlinked(answering, policy),
    commits: facts.unlinked,
    answeredBy: answering.map(nameOf),
  };
}

function treatmentOfUnlinked(answering: readonly PersonVerdict[], policy: Policy): Treatment {
  return policy.pull_requests.unlinked_commits === "block" || answering.length === 0 ? "block" : "ignore";
}

function outside(people: readonly PersonVerdict[], policy: Policy): Finding | null {
  const treatment = policy.pull_requests.outside_contributors;
  const untrained = people.filter(
    ({ notRequired, layers }) =>
      notRequired === "outside" && layers.some(({ standing }) => standing.state === "missing"),
  );
  if (untrained.length === 0) return null;
  return {
    ...none,
    kind: "outside_contributors",
    treatment: treatment === "exempt" ? "ignore" : treatment,
    accounts: untrained.map(nameOf),
  };
}

function unknownBots(people: readonly PersonVerdict[], policy: Policy): Finding | null {
  const bots = people.filter(({ notRequired }) => notRequired === "unknown-bot");
  if (bots.length === 0) return null;
  return { ...none, kind: "unknown_bots", treatment: policy.pull_requests.unknown_bots, accounts: bots.map(nameOf) };
}

const MISSING = { no_requester: "requester", no_approver: "approver" } as const;

/** A bot that needs somebody to answer for it and has nobody: no treatment makes that good. */
function withoutSponsor(
  kind: keyof typeof MISSING,
  unsponsored: readonly Sponsorship[],
  people: readonly PersonVerdict[],
): Finding | null {
  const bots = unsponsored.filter((one) => one.kind === MISSING[kind]).map(({ bot }) => bot);
  if (bots.length === 0) return null;
  const accounts = people.filter(({ account }) => bots.includes(account)).map(nameOf);
  return { ...none, kind, treatment: "block", accounts };
}

function withoutModules(modules: readonly ModuleNote[]): Finding | null {
  if (!modules.some(({ lacking }) => lacking.length > 0)) return null;
  const lacking = new Map(modules.flatMap((note) => note.lacking).map((one) => [one.account, one]));
  return { ...none, kind: "required_modules", treatment: "block", accounts: [...lacking.values()] };
}

function nameOf({ account, login }: PersonVerdict) {
  return { account, login };
}
