import type { Access } from "../../domain/access.ts";
import type { AccountId, OrgId } from "../../domain/ids.ts";
import { decisionId } from "../../domain/ids.ts";
import type { Installation } from "../../domain/installation.ts";
import type { SeatTarget } from "../../domain/stores/holds.ts";
import type { TxStores } from "../../domain/stores/index.ts";
import type { DraftOf } from "../entries.ts";
import { originOf } from "../exceptions/deps.ts";
import { findActor, notKnown } from "../exceptions/people.ts";
import { type Actor, type Done, type Refused, refused } from "../exceptions/port.ts";
import { fileNotices } from "../notices/file.ts";
import { openedBody } from "./access-drafts.ts";
import { fileLook, type HoldsDeps, installationOf, objectionTo } from "./holds-deps.ts";

export interface AddHold {
  readonly org: OrgId;
  readonly login: string;
  /** Slugs. Several: for who is no member yet, and is invited into all of them at once. */
  readonly teams: readonly string[];
  /** Names, with or without the owner. For members only: an invitation names teams. */
  readonly repositories: readonly string[];
  /** On each of the repositories. */
  readonly role: Exclude<Access, "none">;
}

/**
 * What somebody is to have once they are trained. A member waits for each seat, anybody else for an invitation with the
 * teams. Nothing is written to GitHub before the training is done.
 */
export async function addHold(by: Actor, asked: AddHold, deps: HoldsDeps): Promise<Done> {
  const { org, login } = asked;
  const objection = await objectionTo(by, org, [], deps);
  if (objection) return objection;
  const installation = await installationOf(org, deps);
  if (!installation) return refused("The App is not installed in this organisation");
  const whom = await findActor(login, "cli", deps.stores);
  if (!whom) return notKnown(login, "login");
  const targets = await targetsOf(asked, whom.account, installation, deps);
  if ("ok" in targets) return targets;
  const id = deps.newId();
  const opened = await deps.transact(async (stores) => {
    let count = 0;
    for (const [index, target] of targets.entries())
      if (await open(stores, { id: index === 0 ? id : deps.newId(), target, org, whom, by }, deps)) count += 1;
    if (count > 0) await fileLook(stores, installation, whom.account);
    if (count > 0) await fileNotices(stores, installation.id, [whom.person]);
    return count;
  });
  return opened > 0 ? { ok: true, id } : refused("This waits already. `hold list` shows it");
}

async function targetsOf(
  { org, teams, repositories, role }: AddHold,
  account: AccountId,
  installation: Installation,
  { stores }: HoldsDeps,
): Promise<readonly SeatTarget[] | Refused> {
  if (teams.length + repositories.length === 0) return refused("Name a team or a repository", "team");
  const known = await stores.accessGates.teams(org);
  const teamIds = teams.flatMap((slug) => known.find((team) => isNamed(team.slug, slug))?.id ?? []);
  if (teamIds.length < teams.length) return refused("Name teams of the organisation by their slugs", "team");
  const reached = repositories.length === 0 ? [] : await stores.repositories.listOf(installation.id);
  const found = repositories.flatMap(
    (named) => reached.find(({ owner, name }) => isNamed(name, named) || isNamed(`${owner}/${name}`, named)) ?? [],
  );
  if (found.length < repositories.length)
    return refused("Name repositories that the App is installed on, as `name` or `owner/name`", "repository");
  const isMember = (await stores.access.seatsOf(org, account)).some(({ kind }) => kind === "member");
  if (isMember)
    return [
      ...teamIds.map((teamId) => ({ kind: "team", teamId, role: "member" }) as const),
      ...found.map(({ id }) => ({ kind: "repository", repositoryId: id, role }) as const),
    ];
  return found.length > 0
    ? refused("They are no member: name a team to invite them to, and add repositories once they joined", "repository")
    : [{ kind: "organisation", role: "member", teamIds }];
}

const isNamed = (one: string, other: string) => one.toLowerCase() === other.toLowerCase();

interface Opening extends Pick<AddHold, "org"> {
  readonly id: string;
  readonly target: SeatTarget;
  readonly whom: Actor;
  readonly by: Actor;
}

/** False where it waits already. */
async function open(stores: TxStores, { id, target, org, whom, by }: Opening, deps: HoldsDeps): Promise<boolean> {
  const at = deps.clock();
  const hold = {
    id,
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
  if (!(await stores.holds.open(hold))) return false;
  await deps.entries.append<DraftOf<"hold.opened">>(stores, at, {
    org,
    ...originOf(by),
    ...(await deps.entries.subjectOf(stores, whom.person)),
    ...openedBody(hold, org),
  });
  return true;
}
