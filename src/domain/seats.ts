import { type AccessObservation, keyOf, type Seat } from "./access.ts";

/** What somebody holds by these observations, which are all of theirs, oldest first. */
export function seatsIn(observations: readonly AccessObservation[]): readonly Seat[] {
  const seats = new Map<string, Seat>();
  for (const seen of observations) {
    const key = keyOf(seen);
    const known = seats.get(key);
    if (!seen.present) seats.delete(key);
    else if (!known) seats.set(key, begin(seen));
    else if (known.role !== seen.role) seats.set(key, { ...known, role: seen.role, roleSince: seen.observedAt });
  }
  return [...seats.values()];
}

function begin(seen: AccessObservation): Seat {
  const { kind, accountId, teamId, repositoryId, externalId, role, observedAt, notBefore, source } = seen;
  return {
    ...{ kind, accountId, teamId, repositoryId, externalId, role, notBefore, source },
    since: observedAt,
    roleSince: observedAt,
    preExisting: source === "baseline",
  };
}
