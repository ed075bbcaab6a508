import type { OrgId } from "../../domain/ids.ts";
import type { GateState } from "../../domain/stores/access-gate.ts";
import type { TeamFacts } from "../../gate/access/facts.ts";
import { type GateOn, gateOnTeam } from "../../gate/access/gate-on.ts";
import type { Policy } from "../../policy/policy.ts";
import { readGround } from "../access/ground.ts";
import { nextTryOf } from "../access/try-refused.ts";
import { type AdminDeps, installationOf } from "../admin/deps.ts";
import { TEAM_STATES, type TeamRow, type TeamState } from "./port.ts";

export type TeamPagesDeps = Pick<AdminDeps, "stores" | "policies" | "clock">;

/** All teams, as the policy in force treats them today: those first whose seats wait for training. */
export async function listTeams(org: OrgId, deps: TeamPagesDeps): Promise<readonly TeamRow[]> {
  const { stores, policies, clock } = deps;
  const inForce = await policies.inForce(org);
  if (!inForce) return [];
  const all = await stores.accessGates.teams(org);
  const ids = all.map(({ id }) => id);
  const { teams, gates } = await readGround(await installationOf(org, deps), ids, deps);
  const conflicts = await conflictsIn(org, stores);
  const asOf = clock().toISOString();
  return teams
    .map((team) => ({
      ...toRow(team, gateOnTeam(team, asOf, inForce.policy), inForce.policy, conflicts.get(team.id) ?? []),
      refused: refusedSince(gates.get(`team:${team.id}`)),
    }))
    .sort((a, b) => TEAM_STATES.indexOf(a.state) - TEAM_STATES.indexOf(b.state) || (a.slug < b.slug ? -1 : 1));
}

function refusedSince(gate: GateState | undefined): TeamRow["refused"] {
  return gate?.syncedAt ? { since: gate.syncedAt, nextTry: nextTryOf(gate) } : null;
}

function toRow(team: TeamFacts, gate: GateOn, policy: Policy, conflicts: readonly string[]): Omit<TeamRow, "refused"> {
  return {
    ...{ id: team.id, slug: team.slug, conflicts, state: stateOf(team, gate, policy) },
    ...{ level: gate.level, mode: gate.mode, onLapse: gate.onLapse },
    managedBy: gate.managedBy ?? null,
    readingTeam: gate.readingTeam ?? null,
    repositories: gate.repositories.map(({ name, role }) => ({ name, role })),
  };
}

function stateOf(
  { slug, synced, isEnterprises }: TeamFacts,
  { gated, managedBy }: GateOn,
  { access }: Policy,
): TeamState {
  if (gated && managedBy !== undefined) return "managed";
  if (gated && isEnterprises) return "enterprise";
  if (gated) return synced ? "synced" : "gated";
  const isForReading = access.teams.some(({ reading_team }) => reading_team?.toLowerCase() === slug.toLowerCase());
  return isForReading ? "reading" : "open";
}

const TEAM_KEY = /^team:(?<id>\d+)$/;

/** By team, the logins of those who are given their seat again each time. */
async function conflictsIn(
  org: OrgId,
  { accessGates, people }: TeamPagesDeps["stores"],
): Promise<ReadonlyMap<number, readonly string[]>> {
  const conflicts = await accessGates.conflicts(org);
  const accounts = await people.findAccounts(conflicts.map(({ account }) => account));
  const logins = new Map(accounts.map(({ id, login }) => [id, login]));
  const byTeam = new Map<number, string[]>();
  for (const { key, account } of conflicts) {
    const id = TEAM_KEY.exec(key)?.groups?.id;
    const login = logins.get(account);
    if (id !== undefined && login !== undefined) byTeam.set(Number(id), [...(byTeam.get(Number(id)) ?? []), login]);
  }
  return byTeam;
}
