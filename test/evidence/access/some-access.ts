import type { AccessKind } from "../../../src/domain/access.ts";
import type { SomeEntry } from "../some-sources.ts";
import { subject } from "../some-sources.ts";

/** One seat, as entries name it. */
export interface SomeSeat {
  readonly kind: AccessKind;
  readonly person?: string;
  readonly account?: string;
  readonly team?: number;
  readonly repository?: number;
  readonly external?: string;
  readonly role?: string;
}

interface Seen {
  readonly at: string;
  readonly present?: boolean;
  readonly recorded?: string;
  readonly source?: string;
  readonly notBefore?: string;
}

export const instant = (day: string, time = "00:00:00") => `2026-${day}T${time}.000Z`;

function told({ kind, person, account, team, repository, external, role }: SomeSeat) {
  return {
    kind,
    ...(person !== undefined && subject(person)),
    ...(account !== undefined && { account_hmac: account }),
    ...(team !== undefined && { team_id: team }),
    ...(repository !== undefined && { repository_id: repository }),
    ...(external !== undefined && { external_id: external }),
    ...(role !== undefined && { role }),
  };
}

export function observed(
  seat: SomeSeat,
  { at, recorded = at, present = true, source = "event", notBefore }: Seen,
): SomeEntry {
  const {
    subject: who,
    identity_commitment,
    ...access
  } = { subject: undefined, identity_commitment: undefined, ...told(seat) };
  return {
    type: "access.observed",
    ...(who !== undefined && { subject: who, identity_commitment }),
    resource: { kind: "organisation", id: "1" },
    access: { ...access, present, source, ...(notBefore !== undefined && { not_before: notBefore }) },
    occurred_at: at,
    recorded_at: recorded,
  };
}

export function snapshot(at: string, seats: readonly SomeSeat[]): SomeEntry {
  const told_ = seats.map(told);
  return {
    type: "access.snapshot" as SomeEntry["type"],
    part: 1,
    of: 1,
    observations: told_,
    occurred_at: at,
    recorded_at: at,
  };
}
