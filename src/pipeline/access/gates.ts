import type { RepositoryId } from "../../domain/ids.ts";
import type { Installation } from "../../domain/installation.ts";
import { targetKey } from "../../domain/stores/holds.ts";
import { gateOnTeam } from "../../gate/access/gate-on.ts";
import { fitsOne } from "../../policy/glob.ts";
import type { Policy } from "../../policy/policy.ts";
import { gatesAnything } from "../../policy/scope.ts";
import { scopeOn } from "../policy/scope-on.ts";
import type { AccessGateDeps } from "./deps.ts";
import { type Ground, readGround, readingTeams } from "./ground.ts";

/** Teams and repositories whose seats the policy speaks of. */
export interface Gated {
  readonly teams: readonly { readonly id: number; readonly isManaged: boolean }[];
  readonly repositories: readonly RepositoryId[];
  /** Where reading is given in place of more: nothing waits there, and who leaves loses it too. */
  readonly readingTeams: readonly number[];
  readonly ground: Ground;
}

/** Whose accounts a run looks at. */
export function seatsLookedAt({ teams, readingTeams, repositories }: Gated) {
  return { teams: [...teams.map(({ id }) => id), ...readingTeams], repositories };
}

export async function gatedIn(
  installation: Installation,
  policy: Policy,
  at: Date,
  deps: AccessGateDeps,
): Promise<Gated> {
  const named = policy.access.teams.map(({ team }) => team);
  const all = gatesAnything(policy) ? await deps.stores.accessGates.teams(installation.orgId) : [];
  const own = all.filter(({ slug }) => fitsOne(named, slug));
  const reading = all.filter(({ slug }) => fitsOne(readingTeams(policy), slug));
  const ground = await readGround(
    installation,
    own.map(({ id }) => id),
    deps,
  );
  const teams = ground.teams.flatMap((team) => {
    const { gated, managedBy } = gateOnTeam(team, at.toISOString(), policy);
    return gated ? [{ id: team.id, isManaged: managedBy !== undefined }] : [];
  });
  const repositories = [...ground.repositories.values()]
    .filter((repository) => {
      const { inBoundary, level } = scopeOn(repository, policy, at);
      return inBoundary && level !== "merge_gate";
    })
    .map(({ id }) => id);
  return { teams, repositories, readingTeams: reading.map(({ id }) => id), ground };
}

/** Dates what is gated from now on, and forgets what is not any more. */
export async function keepGates(
  { orgId }: Installation,
  { teams, repositories, ground }: Gated,
  at: Date,
  { transact }: AccessGateDeps,
): Promise<void> {
  const keys = [
    ...teams.flatMap(({ id, isManaged }) =>
      isManaged ? [] : [targetKey({ kind: "team", teamId: id, role: "member" })],
    ),
    ...repositories.map((repositoryId) => targetKey({ kind: "repository", repositoryId, role: "read" })),
  ];
  const since = ground.notBefore ?? at;
  const fresh = keys.filter((key) => !ground.gates.has(key)).map((key) => ({ key, since }));
  const gone = [...ground.gates.keys()].filter((key) => !keys.includes(key));
  await transact(async (stores) => {
    if (fresh.length > 0) await stores.accessGates.openGates(orgId, fresh);
    if (gone.length > 0) await stores.accessGates.closeGates(orgId, gone);
    await stores.accessGates.markPassed(orgId, at);
  });
}
