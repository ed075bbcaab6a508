import type { Eligibility } from "./port.ts";

/** As other systems read it, in an answer and in a message alike. Instants are ISO 8601 in UTC. */
export function toEligibilityJson({ person, accounts, eligible, layers, changesAt }: Eligibility) {
  return {
    person,
    github: accounts.map(({ id, login }) => ({ id, login })),
    eligible,
    layers: layers.map(({ layer, state, until, missing }) => ({
      layer,
      state,
      until: until?.toISOString() ?? null,
      missing: missing.map(({ course, why }) => ({ course, why })),
    })),
    changes_at: changesAt?.toISOString() ?? null,
  };
}
