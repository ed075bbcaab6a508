import { layersNeeded } from "../policy/needs.ts";
import type { Policy } from "../policy/policy.ts";
import { type LayerStanding, standingOf } from "../training/standing.ts";
import { ASSISTANT_ACCOUNTS } from "./assistants.ts";
import type { LayerVerdict, NotRequiredWhy, Outcome, PersonVerdict } from "./decision.ts";
import type { Facts, PersonFacts } from "./facts.ts";

/**
 * One person of a pull request. Required are the author and every pusher, whom GitHub authenticated; authors of
 * commits and co-authors only if they have access here and the policy says so, since git text can be forged.
 */
export function judgePerson(person: PersonFacts, facts: Facts, policy: Policy): PersonVerdict {
  const excuse = excuseOf(person, policy);
  const layers = excuse === null || excuse === "outside" ? layersOf(person, facts, policy) : [];
  const notRequired = excuse ?? (layers.length === 0 ? "no-rule" : null);
  return {
    person: person.person,
    account: person.account,
    login: person.login,
    parts: person.parts,
    required: notRequired === null,
    notRequired,
    layers,
    // What somebody from outside lacks is a finding, with a treatment of its own.
    outcome: notRequired === null ? outcomeOf(layers) : "allow",
  };
}

function excuseOf(person: PersonFacts, policy: Policy): NotRequiredWhy | null {
  const { bots } = policy.pull_requests;
  if (policy.access.machines.some(({ id }) => id === person.account)) return "listed-bot";
  if (bots.some(({ id, sponsor }) => id === person.account && sponsor === "none")) return "listed-bot";
  const authenticated = person.parts.some(({ kind }) => kind === "author" || kind === "pusher");
  if (!authenticated && ASSISTANT_ACCOUNTS.has(person.account)) return "assistant";
  if (person.type === "Bot" || bots.some(({ id }) => id === person.account)) return "unknown-bot";
  if (person.type !== "User") return "not-a-user";
  if (authenticated) return person.belongs ? null : "outside";
  return excuseOfCommitter(person, policy);
}

function excuseOfCommitter(person: PersonFacts, { pull_requests }: Policy): NotRequiredWhy | null {
  if (!person.belongs) return "no-access";
  const asked = person.parts.some(
    ({ kind }) =>
      (kind === "commit-author" && pull_requests.commit_authors === "members") ||
      (kind === "co-author" && pull_requests.co_authors === "members"),
  );
  return asked ? null : "shown-only";
}

function layersOf(person: PersonFacts, facts: Facts, policy: Policy): readonly LayerVerdict[] {
  const needed = layersNeeded(policy, {
    access: person.access,
    opensPullRequest: person.parts.some(({ kind }) => kind === "author"),
    roles: person.roles,
    teams: person.teams,
    repository: facts.repository.name,
  });
  const because = new Map<string, LayerVerdict["because"][number][]>();
  for (const { layer, rule, because: text } of needed) {
    const known = because.get(layer);
    if (known) known.push({ rule, text });
    else because.set(layer, [{ rule, text }]);
  }
  return Array.from(because, ([layer, rules]) => ({
    layer,
    because: rules,
    standing: standingIn(layer, person, facts, policy),
  }));
}

function standingIn(layer: string, person: PersonFacts, facts: Facts, policy: Policy): LayerStanding {
  const { courses = [], valid_for = 0 } = policy.layers[layer] ?? {};
  return standingOf({
    courses: courses.map((id) => {
      const known = facts.courses.find((course) => course.id === id);
      return { id, version: known?.version ?? "0.0.0", validForDays: valid_for };
    }),
    completions: person.completions,
    waivers: [],
    leniency: {
      renewFromDays: policy.renew_from,
      renewalDays: policy.grace.renewal,
      contentUpdateDays: policy.grace.content_update,
      newHireDays: policy.grace.new_hire,
    },
    asOf: facts.asOf,
  });
}

function outcomeOf(layers: readonly LayerVerdict[]): Outcome {
  if (layers.some(({ standing }) => standing.state === "missing")) return "withhold";
  return layers.some(({ standing }) => standing.state === "grace") ? "flag" : "allow";
}
