import { accountId, personId, repositoryId } from "../../src/domain/ids.ts";
import { targetKey } from "../../src/domain/stores/holds.ts";
import type { AccessFacts, HoldFacts, SeatFacts, TeamFacts, WaiverOnSome } from "../../src/gate/access/facts.ts";
import type { SeatPlan } from "../../src/gate/access/plan.ts";
import type { Policy } from "../../src/policy/policy.ts";
import { aPolicy, COURSE, NOW } from "./facts.ts";

export const PAYMENTS = 5;
export const READERS = 6;
const GATED_SINCE = "2026-01-01T00:00:00.000Z";
const API = { id: repositoryId(1), name: "payments-api", visibility: "private", archived: false } as const;

export function aTeam(change: Partial<TeamFacts> = {}): TeamFacts {
  const repositories = [{ ...API, role: "write" as const }];
  return { id: PAYMENTS, slug: "payments", repositories, synced: false, ...change };
}

/** A team whose members may read what the payments team reaches. */
export function readers(change: Partial<TeamFacts> = {}): TeamFacts {
  return aTeam({ id: READERS, slug: "payments-readers", repositories: [{ ...API, role: "read" }], ...change });
}

/** In the payments team since a minute ago, as somebody else wanted it. */
export function aSeat(change: Partial<SeatFacts> = {}): SeatFacts {
  const since = "2026-11-23T11:59:00.000Z";
  return {
    target: { kind: "team", teamId: PAYMENTS, role: "member" },
    since,
    roleSince: since,
    gatedSince: GATED_SINCE,
    preExisting: false,
    grantedByUs: false,
    stood: null,
    missingSince: null,
    conflict: false,
    takenLately: 0,
    allowed: [],
    ...change,
  };
}

export function aHold(change: Partial<HoldFacts> = {}): HoldFacts {
  return {
    id: "hold-1",
    target: { kind: "team", teamId: PAYMENTS, role: "member" },
    cause: "new",
    instead: null,
    withdrawn: true,
    released: false,
    ...change,
  };
}

/** Spares the layer of developers from the start of the year. */
export function aWaiver(until = "2027-01-01T00:00:00.000Z"): WaiverOnSome {
  return { waiver: "w", layer: "developer", from: "2026-01-01T00:00:00.000Z", until, repositories: [] };
}

/** A member of the organisation without any training. */
export function accessFacts(change: Partial<AccessFacts> = {}): AccessFacts {
  return {
    asOf: NOW,
    account: {
      id: accountId(1),
      login: "user1",
      type: "User",
      person: personId("00000000-0000-4000-8000-000000000001"),
      membership: "active",
      isOwner: false,
      onRoster: false,
    },
    roles: [],
    completions: [],
    waivers: [],
    courses: [{ id: COURSE, version: "1.0.0", title: "OWASP Top 10:2025", minutes: 70, testOutMinutes: 26 }],
    may: { members: true, repositories: true },
    teams: [aTeam(), readers()],
    repositories: [],
    seats: [],
    holds: [],
    invitation: null,
    holdsLeft: 10,
    toldOfDeadline: null,
    missing: [],
    ...change,
  };
}

export function accessPolicy(access: Partial<Policy["access"]> = {}, change: Partial<Policy> = {}): Policy {
  const policy = aPolicy(change);
  const team = { team: "payments", on_lapse: "to_reading_team", reading_team: "payments-readers" } as const;
  return {
    ...policy,
    access: { ...policy.access, level: "grant_on_completion", teams: [team], ...access },
  };
}

/** What a look finds after all of it was written and seen. */
export function carriedOut(plans: readonly SeatPlan[], facts: AccessFacts): AccessFacts {
  return plans.reduce((now, plan) => carryOutOne(plan, now), facts);
}

function carryOutOne(
  { effects, hold, opens, ends, cause, instead, intends }: SeatPlan,
  facts: AccessFacts,
): AccessFacts {
  let { seats } = facts;
  let { invitation } = facts;
  let account = facts.account;
  for (const { target, after, change } of effects) {
    if (change === "invite") account = { ...account, membership: "pending" };
    if (change === "cancel-invitation") invitation = null;
    if (target.kind === "organisation") continue;
    const before = seats.find((seat) => targetKey(seat.target) === targetKey(target));
    seats = seats.filter((seat) => seat !== before);
    if (after === null) continue;
    const shown = { ...target, role: after } as SeatFacts["target"];
    const made = aSeat({ grantedByUs: true, since: facts.asOf, roleSince: facts.asOf });
    seats = [...seats, { ...(before ?? made), target: shown }];
  }
  // What ends with the seat where it was meant to be is let stand from then on.
  const released = ends === "released" ? { releasedAt: facts.asOf } : {};
  if (ends !== null) seats = seats.map((seat) => ({ ...seat, ...released, stood: seat.stood ?? seat.target.role }));
  const waiting = facts.holds
    .filter(({ id }) => id !== hold || ends === null)
    .map((one) =>
      one.id === hold ? { ...one, ...(instead && { instead }), ...(intends && { target: intends }) } : one,
    );
  const id = `hold-${facts.holds.length + 2}`;
  const opened = opens ? [aHold({ id, cause, target: opens.target, instead: opens.instead })] : [];
  return { ...facts, account, seats, invitation, holds: [...waiting, ...opened] };
}
