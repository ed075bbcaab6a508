import { type AccessObservation, UNKNOWN } from "../../domain/access.ts";
import type { Installation, Repository } from "../../domain/installation.ts";
import { targetKey } from "../../domain/stores/holds.ts";
import type { OutsideStores } from "../../domain/stores/index.ts";
import type { AccessSeen } from "../../gate/coverage-access.ts";
import { fitsOne } from "../../policy/glob.ts";
import { goesByRole } from "../../policy/level-notes.ts";
import type { Policy } from "../../policy/policy.ts";
import { shownUrl } from "../hooks/hook-url.ts";
import { scopeOn } from "../policy/scope-on.ts";

interface Given {
  readonly policy: Policy;
  readonly repositories: readonly Repository[];
  readonly at: Date;
}

/** From our records alone: no request goes to GitHub. */
export async function seeAccess(
  { orgId }: Installation,
  { policy, repositories, at }: Given,
  stores: Pick<OutsideStores, "access" | "accessGates" | "roster" | "hooks">,
): Promise<AccessSeen> {
  const observations = await stores.access.current(orgId);
  const synced = (await stores.accessGates.gatesOf(orgId)).flatMap(({ key, syncedAt }) => (syncedAt ? [key] : []));
  const scopes = repositories.map((repository) => ({ repository, scope: scopeOn(repository, policy, at) }));
  const holding = scopes.filter(({ scope }) => scope.inBoundary && scope.level !== "merge_gate");
  const isRosterMissing = goesByRole(policy) && !(await stores.roster.exists(orgId));
  const troubles = await stores.hooks.troubles(orgId);
  return {
    isHolding: holding.length > 0,
    visible: holding.filter(({ repository }) => repository.visibility !== "private").length,
    ...seenIn(observations),
    ...teamsIn(observations, synced, policy),
    isRosterMissing,
    silentHooks: troubles.flatMap(({ hook: { id, url }, givenUp: people, since }) =>
      people > 0 ? [{ id, address: shownUrl(url), people, since }] : [],
    ),
  };
}

function seenIn(observations: readonly AccessObservation[]): Pick<AccessSeen, "base" | "owners" | "orgRoles"> {
  const base = observations.find(({ kind }) => kind === "base")?.role ?? UNKNOWN;
  const owners = observations.filter(({ kind, role }) => kind === "member" && role === "admin");
  return { base: base === UNKNOWN ? null : base, owners: owners.length, orgRoles: orgRolesIn(observations) };
}

/** A role is told once with what it gives, and once for each who has it, by its name. */
function orgRolesIn(observations: readonly AccessObservation[]): readonly string[] {
  const told = observations.filter(({ kind, role }) => kind === "org-role" && role !== UNKNOWN);
  const isDefinition = ({ accountId, teamId }: AccessObservation) => accountId === null && teamId === null;
  const opening = new Set(
    told.filter((one) => isDefinition(one) && one.role !== "none").map(({ externalId }) => externalId),
  );
  const held = told.filter((one) => !isDefinition(one) && opening.has(one.externalId));
  return [...new Set(held.flatMap(({ role }) => role ?? []))].sort();
}

function teamsIn(
  observations: readonly AccessObservation[],
  synced: readonly string[],
  { access }: Policy,
): Pick<AccessSeen, "synced" | "enterpriseTeams" | "unknownTeams"> {
  const teams = observations.filter(({ kind }) => kind === "team");
  const slugs = teams.flatMap(({ role }) => role ?? []);
  const refused = teams.flatMap(({ teamId, role }) => {
    const key = targetKey({ kind: "team", teamId: teamId ?? 0, role: "member" });
    return role !== null && synced.includes(key) ? [role] : [];
  });
  const enterprises = new Set(observations.flatMap(({ kind, teamId }) => (kind === "enterprise-team" ? teamId : [])));
  const reaching = new Set(observations.flatMap(({ kind, teamId }) => (kind === "team-repository" ? teamId : [])));
  const named = access.teams.flatMap(({ team }) => (team.includes("*") ? [] : [team]));
  return {
    synced: refused.filter((slug) => access.teams.find(({ team }) => fitsOne([team], slug))?.managed_by === undefined),
    enterpriseTeams: teams.flatMap(({ teamId, role }) =>
      role !== null && enterprises.has(teamId) && reaching.has(teamId) ? [role] : [],
    ),
    unknownTeams: slugs.length === 0 ? [] : named.filter((name) => !slugs.some((slug) => fitsOne([name], slug))),
  };
}
