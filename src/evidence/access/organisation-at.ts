import type { AccessHistory, SeatHistory } from "./history.ts";
import { type Spell, spellAt } from "./turns.ts";

/** A team's role on a repository, and since when. */
export interface TeamRepository {
  readonly repository: number;
  readonly spell: Spell;
}

/** What is nobody's own, as it stood at one instant: everybody's access is made of it and of their own seats. */
export interface OrganisationAt {
  readonly instant: number;
  /** Null where it was never seen; its role may be `unknown`. */
  readonly base: Spell | null;
  slugOf(team: number): string | null;
  /** The team itself first, then those that it is below. */
  linesOf(team: number): readonly number[];
  /** The enterprise says who is on the team. */
  isEnterprises(team: number): boolean;
  repositoriesOf(team: number): readonly TeamRepository[];
  /** Organisation roles that the team gives its members, by their id. */
  rolesOfTeam(team: number): readonly { readonly external: string | null; readonly spell: Spell }[];
  /** What an organisation role gives on every repository; `none` where nobody told. */
  accessOfRole(external: string | null): string;
  /** Keys of repositories, and other Apps. */
  readonly machines: readonly { readonly seat: SeatHistory["seat"]; readonly spell: Spell }[];
  /** Repositories that more people may read than those who were given it. */
  readonly openRepositories: readonly TeamRepository[];
}

type Held = { readonly seat: SeatHistory["seat"]; readonly spell: Spell };

export function organisationAt({ common }: Pick<AccessHistory, "common">, instant: number): OrganisationAt {
  const held = common.flatMap(({ seat, turns }): Held[] => {
    const spell = spellAt(turns, instant);
    return spell ? [{ seat, spell }] : [];
  });
  const of = (kind: Held["seat"]["kind"]) => held.filter(({ seat }) => seat.kind === kind);
  const [slugs, parents] = [byTeam(of("team")), byTeam(of("team-parent"))];
  const [repositories, roles] = [byTeam(of("team-repository")), byTeam(of("org-role"))];
  const enterprises = byTeam(of("enterprise-team"));
  const definitions = of("org-role").filter(({ seat }) => seat.team === null);
  return {
    instant,
    base: of("base")[0]?.spell ?? null,
    slugOf: (team) => slugs.get(team)?.[0]?.spell.role ?? null,
    isEnterprises: (team) => enterprises.has(team),
    linesOf: (team) => linesFrom(team, parents),
    repositoriesOf: (team) => toRepositories(repositories.get(team) ?? []),
    rolesOfTeam: (team) => (roles.get(team) ?? []).map(({ seat: { external }, spell }) => ({ external, spell })),
    accessOfRole: (external) => definitions.find(({ seat }) => seat.external === external)?.spell.role ?? "none",
    machines: [...of("deploy-key"), ...of("app"), ...of("app-on-some")],
    openRepositories: toRepositories(of("visibility")).filter(({ spell }) => spell.role !== "private"),
  };
}

function byTeam(all: readonly Held[]): ReadonlyMap<number, readonly Held[]> {
  const found = new Map<number, Held[]>();
  for (const one of all) {
    if (one.seat.team === null) continue;
    const own = found.get(one.seat.team) ?? [];
    found.set(one.seat.team, own);
    own.push(one);
  }
  return found;
}

function toRepositories(all: readonly Held[]): readonly TeamRepository[] {
  return all.flatMap(({ seat: { repository }, spell }) => (repository === null ? [] : [{ repository, spell }]));
}

/** GitHub makes no circle of teams; what was observed at different times may. */
function linesFrom(team: number, parents: ReadonlyMap<number, readonly Held[]>): readonly number[] {
  const lines = [team];
  for (;;) {
    const parent = Number(parents.get(lines.at(-1) as number)?.[0]?.spell.role ?? Number.NaN);
    if (!Number.isInteger(parent) || lines.includes(parent)) return lines;
    lines.push(parent);
  }
}
