import { UNKNOWN } from "../../domain/access.ts";
import type { Via, Way } from "./held.ts";
import { wayOf } from "./held.ts";
import type { SeatHistory } from "./history.ts";
import type { OrganisationAt } from "./organisation-at.ts";
import { lastAbsence, type Spell, spellAt } from "./turns.ts";

/** One person as they stood at one instant. */
export interface PersonAt {
  /** A seat of their own, whether or not it gives access to anything. */
  readonly hasSeat: boolean;
  /** Slugs of their teams, and of those that these are below. */
  readonly teams: readonly string[];
  readonly ways: readonly Way[];
}

interface Own {
  readonly seat: SeatHistory["seat"];
  readonly spell: Spell;
}

/** Everything that gives them access, by all of their accounts. A person with an empty list of ways has none. */
export function personAt(seats: readonly SeatHistory[], organisation: OrganisationAt): PersonAt {
  const accounts = new Map<string, SeatHistory[]>();
  for (const one of seats) accounts.set(one.seat.account ?? "", [...(accounts.get(one.seat.account ?? "") ?? []), one]);
  const all = [...accounts.values()].map((own) => accountAt(own, organisation));
  return {
    hasSeat: all.some(({ hasSeat }) => hasSeat),
    teams: [...new Set(all.flatMap(({ teams }) => teams))].sort(),
    ways: all.flatMap(({ ways }) => ways),
  };
}

function accountAt(seats: readonly SeatHistory[], organisation: OrganisationAt): PersonAt {
  const own = heldAt(seats, organisation.instant);
  const of = (kind: Own["seat"]["kind"]) => own.filter(({ seat }) => seat.kind === kind);
  const members = of("member");
  const teams = of("team-member").flatMap(({ seat: { team }, spell }) =>
    team === null ? [] : organisation.linesOf(team).map((line) => ({ line, spell })),
  );
  const inside = [...members, ...of("team-member")];
  const ways = [
    ...members.filter(({ spell }) => spell.role === "admin").map(({ spell }) => wayOf(null, "admin", "owner", [spell])),
    ...baseWays(inside, organisation),
    ...of("org-role").map(({ seat, spell }) =>
      wayOf(null, organisation.accessOfRole(seat.external), "org_role", [spell]),
    ),
    ...teams.flatMap(({ line, spell }) => teamWays(line, spell, organisation)),
    ...of("collaborator").map(({ seat, spell }) =>
      wayOf(seat.repository, spell.role ?? UNKNOWN, members.length > 0 ? "direct" : "outside", [spell]),
    ),
  ];
  const slugs = teams.flatMap(({ line }) => organisation.slugOf(line) ?? []);
  return { hasSeat: own.some(({ seat }) => seat.kind !== "invitation"), teams: slugs, ways };
}

/** GitHub says that somebody left the organisation, and no word of the teams and roles that went with it. */
function heldAt(seats: readonly SeatHistory[], instant: number): readonly Own[] {
  const left = Math.max(
    Number.NEGATIVE_INFINITY,
    ...seats.filter(({ seat }) => seat.kind === "member").map(({ turns }) => lastAbsence(turns, instant)),
  );
  return seats.flatMap(({ seat, turns }) => {
    const goesWithMembership = seat.kind === "team-member" || seat.kind === "org-role";
    const counted = goesWithMembership ? turns.filter(({ at }) => at > left) : turns;
    const spell = spellAt(counted, instant);
    return spell ? [{ seat, spell }] : [];
  });
}

/** What every member may do everywhere. Where nobody told it, it is taken for some access: nothing shows that it is none. */
function baseWays(inside: readonly Own[], { base }: OrganisationAt): readonly Way[] {
  const [first] = inside.toSorted((a, b) => a.spell.first.at - b.spell.first.at);
  if (!first) return [];
  const via: Via = "base";
  return [wayOf(null, base?.role ?? UNKNOWN, via, base ? [first.spell, base] : [first.spell])];
}

function teamWays(team: number, seat: Spell, organisation: OrganisationAt): readonly Way[] {
  const via: Via = organisation.isEnterprises(team) ? "enterprise_team" : "team";
  return [
    ...organisation
      .repositoriesOf(team)
      .map(({ repository, spell }) => wayOf(repository, spell.role ?? UNKNOWN, via, [seat, spell])),
    ...organisation
      .rolesOfTeam(team)
      .map(({ external, spell }) => wayOf(null, organisation.accessOfRole(external), "org_role", [seat, spell])),
  ];
}
