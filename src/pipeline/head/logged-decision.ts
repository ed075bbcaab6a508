import { type Decision, OUTCOME_ORDER, type PersonVerdict } from "../../gate/decision.ts";
import type { DraftOf } from "../entries.ts";

/** What the log says of a decision, made of the decision alone: a replay says the same. */
type Logged = DraftOf<"gate.decided">["decision"];
export type LoggedPerson = Omit<Logged["people"][number], "subject" | "identity_commitment">;

export function loggedVerdict(decision: Decision): Omit<Logged, "people" | "people_omitted"> {
  const { outcome, breakGlass, findings, undecided } = decision;
  return {
    outcome,
    ...(breakGlass ? { break_glass: { ids: [...breakGlass.ids], instead_of: breakGlass.insteadOf } } : {}),
    findings: findings.map(({ kind, treatment, commits, accounts }) => ({
      kind,
      treatment,
      count: commits.length + accounts.length,
    })),
    sources_missing: undecided.map((source) => source.slice(0, 60)),
  };
}

/** True only if the decision was shown by a check in a blocking scope. */
export function isEnforced({ mode, inBoundary }: Decision): boolean {
  return mode === "block" && inBoundary;
}

/** Who decided the outcome comes first, so that they are in the log however many there are. */
export function peopleInOrder({ people }: Decision) {
  return people
    .flatMap(({ person, ...verdict }) => (person === null ? [] : [{ person, verdict }]))
    .sort((a, b) => OUTCOME_ORDER.indexOf(b.verdict.outcome) - OUTCOME_ORDER.indexOf(a.verdict.outcome));
}

export function loggedPerson({ parts, outcome, required, layers }: Omit<PersonVerdict, "person">): LoggedPerson {
  return {
    parts: [...new Set(parts.map(({ kind }) => kind))],
    outcome,
    required: required ? layers.map(({ layer }) => layer) : [],
    satisfied: layers.flatMap(({ layer, standing, waived }) =>
      standing.state === "met"
        ? [
            {
              requirement: layer,
              ...(standing.until ? { until: standing.until } : {}),
              ...(waived ? { waiver_id: waived.waiver } : {}),
            },
          ]
        : [],
    ),
    missing: missingOf(layers),
  };
}

/** The waivers without which the people would not be where they are. */
export function waiversUsed(layers: PersonVerdict["layers"]): readonly string[] {
  return layers.flatMap(({ waived }) => waived?.waiver ?? []);
}

/** What somebody misses, as `layer/course` with the reason. */
export function missingOf(layers: PersonVerdict["layers"]) {
  return layers.flatMap(({ layer, standing }) =>
    standing.state === "met"
      ? []
      : standing.missing.map(({ course, why }) => ({ requirement: `${layer}/${course}`, why })),
  );
}
