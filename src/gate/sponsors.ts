import type { AccountId } from "../domain/ids.ts";
import type { Policy } from "../policy/policy.ts";
import { ASSISTANT_ACCOUNTS } from "./assistants.ts";
import { OUTCOME_ORDER } from "./decision.ts";
import type { Facts, PersonFacts, PullRequestFacts } from "./facts.ts";
import { judgePerson } from "./people.ts";

/** A bot on a pull request that needs a person to answer for it, and who does: nobody, while `sponsors` is empty. */
export interface Sponsorship {
  readonly number: number;
  readonly bot: AccountId;
  readonly kind: "requester" | "approver";
  readonly sponsors: readonly AccountId[];
}

/**
 * Who answers for the bots that opened a pull request or pushed to it, where the policy asks for somebody. On a pull
 * request that a person opened that person answers, and whoever the bot says it worked for beside them.
 */
export function sponsorshipsOf(facts: Facts, policy: Policy): readonly Sponsorship[] {
  const bots = sponsoredBots(facts, policy);
  if (bots.length === 0) return [];
  return facts.pullRequests.flatMap((pull) => {
    const pushers = pull.backing?.pushedBy ?? facts.pushers;
    const acting = bots.filter(({ person }) => opened(person, pull.number) || pushers.includes(person.account));
    return acting.map(({ person: { account: bot }, kind }): Sponsorship => {
      const sponsors = kind === "requester" ? requestersOf(bot, pull, facts, policy) : approversOf(pull, facts, policy);
      return { number: pull.number, bot, kind, sponsors };
    });
  });
}

/** Nobody answers: neither a sponsor nor a person who opened it. */
export function isUnsponsored({ number, sponsors }: Sponsorship, facts: Facts, policy: Policy): boolean {
  return sponsors.length === 0 && !facts.people.some((person) => opened(person, number) && mayAnswer(person, policy));
}

/** With the part of a sponsor on each pull request where they are one. */
export function asSponsor(person: PersonFacts, sponsorships: readonly Sponsorship[]): PersonFacts {
  const numbers = sponsorships.filter(({ sponsors }) => sponsors.includes(person.account)).map(({ number }) => number);
  const parts = [...new Set(numbers)].map((number) => ({ kind: "sponsor", number }) as const);
  return parts.length === 0 ? person : { ...person, parts: [...parts, ...person.parts] };
}

function sponsoredBots({ people }: Facts, { pull_requests }: Policy) {
  return people.flatMap((person) => {
    const sponsor = pull_requests.bots.find(({ id }) => id === person.account)?.sponsor ?? "none";
    return sponsor === "none" ? [] : [{ person, kind: sponsor }];
  });
}

function opened({ parts }: PersonFacts, number: number): boolean {
  return parts.some((part) => part.kind === "author" && part.number === number);
}

/**
 * Who asked the bot, in its own words: it assigns them to its pull request, and names them in the commits that GitHub
 * signs for it (https://docs.github.com/en/copilot/concepts/security-governance-and-network-settings/risks-and-mitigations).
 * Whoever is named once stays: nobody gets out of it by being unassigned, nor by naming somebody else.
 *
 * Where it names nobody, whoever assigned themselves and still is: that takes at least triage, and is their own act. An
 * assignment of one person by another says nothing of the one who is assigned.
 */
function requestersOf(bot: AccountId, pull: PullRequestFacts, facts: Facts, policy: Policy): readonly AccountId[] {
  const { assigned = [], requests = [] } = pull.backing ?? {};
  const named = [...assigned.filter(({ by }) => by === bot), ...requests.filter((request) => request.bot === bot)];
  const requesters = answering(named, facts, policy);
  const volunteers = assigned.filter(({ account, by, still }) => by === account && still);
  return (requesters.length > 0 ? requesters : answering(volunteers, facts, policy)).map(({ account }) => account);
}

/** One approval by somebody trained is enough; of several only the best count, so that nobody is asked for another's. */
function approversOf(
  { number, author, backing }: PullRequestFacts,
  facts: Facts,
  policy: Policy,
): readonly AccountId[] {
  const approving = (backing?.approvedBy ?? []).filter((account) => account !== author).map((account) => ({ account }));
  const ranked = answering(approving, facts, policy).map((person) => {
    const { outcome } = judgePerson({ ...person, parts: [{ kind: "sponsor", number }] }, facts, policy);
    return { account: person.account, rank: OUTCOME_ORDER.indexOf(outcome) };
  });
  const best = Math.min(...ranked.map(({ rank }) => rank));
  return ranked.filter(({ rank }) => rank === best).map(({ account }) => account);
}

function answering(
  named: readonly { readonly account: AccountId }[],
  facts: Facts,
  policy: Policy,
): readonly PersonFacts[] {
  return facts.people.filter(
    (person) => named.some(({ account }) => account === person.account) && mayAnswer(person, policy),
  );
}

/** A person of the organisation: no bot, no machine, no assistant, and nobody from outside. */
function mayAnswer({ account, type, belongs }: PersonFacts, { access, pull_requests }: Policy): boolean {
  const isListed = [...access.machines, ...pull_requests.bots].some(({ id }) => id === account);
  return type === "User" && belongs && !isListed && !ASSISTANT_ACCOUNTS.has(account);
}
