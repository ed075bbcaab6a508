import type { OrgId } from "../../domain/ids.ts";
import { decisionId } from "../../domain/ids.ts";
import type { SeatTarget } from "../../domain/stores/holds.ts";
import type { DraftOf } from "../entries.ts";
import { originOf } from "../exceptions/deps.ts";
import { findActor, notKnown } from "../exceptions/people.ts";
import { type Actor, type Done, refused } from "../exceptions/port.ts";
import { fileNotices } from "../notices/file.ts";
import { openedBody } from "./access-drafts.ts";
import { fileLook, type HoldsDeps, installationOf, objectionTo } from "./holds-deps.ts";

export interface AddHold {
  readonly org: OrgId;
  readonly login: string;
  /** Slugs. Several: for who is no member yet, and is invited into all of them at once. */
  readonly teams: readonly string[];
}

/**
 * What somebody is to have once they are trained. A member waits for a seat in each team, anybody else for an invitation
 * with these teams. Nothing is written to GitHub before the training is done.
 */
export async function addHold(by: Actor, { org, login, teams }: AddHold, deps: HoldsDeps): Promise<Done> {
  const objection = await objectionTo(by, org, [], deps);
  if (objection) return objection;
  const installation = await installationOf(org, deps);
  if (!installation) return refused("The App is not installed in this organisation");
  const whom = await findActor(login, "cli", deps.stores);
  if (!whom) return notKnown(login, "login");
  const known = await deps.stores.accessGates.teams(org);
  const named = teams.map((slug) => known.find((team) => team.slug.toLowerCase() === slug.toLowerCase())?.id);
  if (teams.length === 0 || named.includes(undefined))
    return refused("Name teams of the organisation by their slugs", "team");
  const teamIds = named.filter((id) => id !== undefined);
  const isMember = (await deps.stores.access.seatsOf(org, whom.account)).some(({ kind }) => kind === "member");
  const targets: readonly SeatTarget[] = isMember
    ? teamIds.map((teamId) => ({ kind: "team", teamId, role: "member" }) as const)
    : [{ kind: "organisation", role: "member", teamIds }];
  const at = deps.clock();
  const id = deps.newId();
  const opened = await deps.transact(async (stores) => {
    let count = 0;
    for (const [index, target] of targets.entries()) {
      const hold = {
        id: index === 0 ? id : deps.newId(),
        orgId: org,
        account: whom.account,
        person: whom.person,
        target,
        cause: "asked" as const,
        instead: null,
        missing: [],
        openedAt: at,
        decisionId: decisionId(deps.newDecisionId()),
        accessFrom: null,
      };
      if (!(await stores.holds.open(hold))) continue;
      count += 1;
      await deps.entries.append<DraftOf<"hold.opened">>(stores, at, {
        org,
        ...originOf(by),
        ...(await deps.entries.subjectOf(stores, whom.person)),
        ...openedBody(hold, org),
      });
    }
    if (count > 0) await fileLook(stores, installation, whom.account);
    if (count > 0) await fileNotices(stores, installation.id, [whom.person]);
    return count;
  });
  return opened > 0 ? { ok: true, id } : refused("This waits already. `hold list` shows it");
}
