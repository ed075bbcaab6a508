import { describePathRule, moduleOf, pathRules } from "../policy/path-rules.ts";
import type { PathRule, Policy } from "../policy/policy.ts";
import { type LayerStanding, standingOf } from "../training/standing.ts";
import type { ModuleNote, PersonVerdict } from "./decision.ts";
import type { Facts, PersonFacts, TouchedFact } from "./facts.ts";
import { courseAlone, leniencyOf } from "./required-courses.ts";

interface Judged {
  readonly notes: readonly ModuleNote[];
  /** When time alone changes who lacks one. ISO 8601. */
  readonly changesAt: string | null;
}

const NOTHING: Judged = { notes: [], changesAt: null };

/**
 * The modules that fit what is touched, and of those that the policy requires who has not passed them: everybody who is
 * asked for anything on the head is asked for these too. What is only linked changes no outcome.
 */
export function judgeModules(facts: Facts, people: readonly PersonVerdict[], policy: Policy): Judged {
  if (facts.touched === undefined) return NOTHING;
  const rules = pathRules(policy);
  const judged = facts.touched.flatMap((touched) => {
    const rule = rules[touched.rule];
    return rule === undefined ? [] : [judgeRule(rule, touched, { facts, people, policy })];
  });
  const instants = judged.flatMap(({ changesAt }) => changesAt ?? []);
  return { notes: judged.map(({ note }) => note), changesAt: instants.sort()[0] ?? null };
}

interface On {
  readonly facts: Facts;
  readonly people: readonly PersonVerdict[];
  readonly policy: Policy;
}

function judgeRule(rule: PathRule, { rule: _, ...touched }: TouchedFact, { facts, people, policy }: On) {
  const asked = rule.require ? people.filter(({ required }) => required) : [];
  const standings = asked.map((verdict) => {
    const person = facts.people.find(({ account }) => account === verdict.account);
    return { verdict, standing: standingIn(rule, person, facts, policy) };
  });
  const note: ModuleNote = {
    ...touched,
    ...moduleOf(rule),
    because: describePathRule(rule),
    required: rule.require,
    lacking: standings
      .filter(({ standing }) => standing?.state === "missing")
      .map(({ verdict: { account, login } }) => ({ account, login })),
  };
  const instants = standings.flatMap(({ standing }) => standing?.changesAt ?? []);
  return { note, changesAt: instants.sort()[0] ?? null };
}

/** Null: the module itself is passed. Else the whole course counts, in its own time and with the policy's grace. */
function standingIn(
  rule: PathRule,
  person: PersonFacts | undefined,
  { courses, asOf }: Facts,
  policy: Policy,
): LayerStanding | null {
  if (person?.passedModules?.includes(rule.module)) return null;
  return standingOf({
    courses: [courseAlone(moduleOf(rule).course, courses, policy)],
    completions: person?.completions ?? [],
    waivers: [],
    leniency: leniencyOf(policy),
    asOf,
  });
}
