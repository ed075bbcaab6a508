import type { AccessHistory, SeatHistory } from "./history.ts";

/** What is nobody's own, so that what matters to one person is found without a look at all of it. */
export interface Common {
  /** Everything that bears on who has these seats, at any time. */
  of(seats: readonly SeatHistory[]): readonly SeatHistory[];
  /** What one team may do where. */
  ofTeam(team: number): readonly SeatHistory[];
}

export function indexCommon({ common }: Pick<AccessHistory, "common">): Common {
  const general = common.filter(
    ({ seat: { team, kind } }) => team === null && (kind === "base" || kind === "org-role"),
  );
  const byTeam = new Map<number, SeatHistory[]>();
  for (const one of common) {
    if (one.seat.team === null) continue;
    const own = byTeam.get(one.seat.team) ?? [];
    byTeam.set(one.seat.team, own);
    own.push(one);
  }
  const ofTeams = (teams: readonly number[]) =>
    [...withParents(teams, byTeam)].flatMap((team) => byTeam.get(team) ?? []);
  return {
    of: (seats) => [...general, ...ofTeams(seats.flatMap(({ seat: { team } }) => team ?? []))],
    ofTeam: (team) => [...general, ...ofTeams([team])],
  };
}

/** Those that any of them was ever below. */
function withParents(
  teams: readonly number[],
  byTeam: ReadonlyMap<number, readonly SeatHistory[]>,
): ReadonlySet<number> {
  const all = new Set(teams);
  // A set that grows while it is walked is walked to its end.
  for (const team of all) for (const parent of parentsIn(byTeam.get(team) ?? [])) all.add(parent);
  return all;
}

function parentsIn(histories: readonly SeatHistory[]): readonly number[] {
  const turns = histories.filter(({ seat }) => seat.kind === "team-parent").flatMap((one) => one.turns);
  return turns.flatMap(({ role }) => (role === null ? [] : [Number(role)]));
}
