import { DAY_MS } from "../../domain/day.ts";
import type { Installation } from "../../domain/installation.ts";
import { targetKey } from "../../domain/stores/holds.ts";
import { gateOnTeam } from "../../gate/access/gate-on.ts";
import { isGranted } from "../../policy/app-needs.ts";
import type { Policy } from "../../policy/policy.ts";
import type { DraftOf } from "../entries.ts";
import { resourceOf } from "./access-drafts.ts";
import type { AccessGateDeps } from "./deps.ts";
import type { Gated } from "./gates.ts";
import type { NamedAccount, TeamName, TeamRole } from "./github-port.ts";
import { originOf } from "./save-decided.ts";

/** Some of those whom we know to be on the team may have left it just now. */
const ASKED_AT_MOST = 3;

/** When a refused write is tried again. */
export function nextTryOf({ triedAt }: { readonly triedAt: Date | null }): Date | null {
  return triedAt && new Date(triedAt.getTime() + DAY_MS);
}

/**
 * Teams that GitHub refused to have written, since an identity provider kept them: once a day each is written to again, by
 * a write that changes nothing (somebody who is on the team is put into it, in the role that they have). If GitHub takes
 * it, the team's seats are treated as any others from this run on.
 */
export async function tryRefusedTeams(
  installation: Installation,
  { ground, teams }: Gated,
  { policy, at }: { readonly policy: Policy; readonly at: Date },
  deps: AccessGateDeps,
): Promise<void> {
  if (!isGranted(installation.permissions, { permission: "members", level: "write" })) return;
  for (const team of ground.teams) {
    const target = { kind: "team", teamId: team.id, role: "member" } as const;
    const gate = ground.gates.get(targetKey(target));
    const isOurs = teams.some(({ id, isManaged }) => id === team.id && !isManaged);
    const next = gate?.syncedAt ? nextTryOf(gate) : null;
    if (!gate?.syncedAt || !next || next > at || !isOurs) continue;
    // What only observes writes nothing.
    if (gateOnTeam(team, at.toISOString(), policy).mode !== "block") continue;
    if (!(await tryOnce(installation, team, at, deps))) continue;
    const refusedFrom = gate.syncedAt.toISOString();
    await deps.transact(async (stores) => {
      if (!(await stores.accessGates.clearSynced(installation.orgId, gate.key))) return;
      await deps.entries.append<DraftOf<"access.refusal_ended">>(stores, at, {
        type: "access.refusal_ended",
        ...originOf(installation.orgId),
        resource: resourceOf(target, installation.orgId),
        refused_from: refusedFrom,
      });
    });
  }
}

/** Whether GitHub took it. Nobody on the team whom GitHub shows there: nothing can be tried. */
async function tryOnce(installation: Installation, team: TeamName, at: Date, deps: AccessGateDeps): Promise<boolean> {
  const { orgId } = installation;
  const key = targetKey({ kind: "team", teamId: team.id, role: "member" });
  const lastBefore = new Date(at.getTime() - DAY_MS);
  if (!(await deps.transact((stores) => stores.accessGates.takeTry(orgId, key, lastBefore, at)))) return false;
  const seated = await findSeated(installation, team, deps);
  if (!seated) return false;
  const written = await deps.accessWriter.addToTeam(installation, seated.account, team, seated.role);
  return written.ok;
}

/** GitHub is asked right before the write: to add somebody who left would bring them back. */
async function findSeated(
  installation: Installation,
  team: TeamName,
  { stores, accountAccess }: AccessGateDeps,
): Promise<{ readonly account: NamedAccount; readonly role: TeamRole } | null> {
  const known = await stores.access.ofTeams(installation.orgId, [team.id]);
  const ids = known.flatMap(({ kind, accountId }) => (kind === "team-member" && accountId !== null ? [accountId] : []));
  for (const account of await stores.people.findAccounts(ids.slice(0, ASKED_AT_MOST))) {
    const role = await accountAccess.verifySeat(installation, account, { kind: "team", team });
    if (role === "member" || role === "maintainer") return { account, role };
  }
  return null;
}
