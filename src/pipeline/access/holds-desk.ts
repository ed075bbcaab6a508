import { z } from "zod";
import type { OrgId } from "../../domain/ids.ts";
import type { AccessRun } from "../../domain/stores/access-gate.ts";
import type { Hold } from "../../domain/stores/holds.ts";
import type { DraftOf } from "../entries.ts";
import { originOf } from "../exceptions/deps.ts";
import { noText, textOf } from "../exceptions/people.ts";
import { type Actor, type Done, refused } from "../exceptions/port.ts";
import { type AddHold, addHold } from "./add-hold.ts";
import { dropHold, releaseHold } from "./end-hold.ts";
import { type HoldsDeps, installationOf, objectionTo } from "./holds-deps.ts";
import { fileAsked } from "./settle-run.ts";

/** A hold with the names of today. */
export interface HoldView extends Hold {
  /** Null where the account is not known any more. */
  readonly login: string | null;
  /** `team payments` (with `(maintainer)`), `repository acme/web (write)`, or `invitation to payments`. */
  readonly what: string;
}

/** What administrators see of access that waits, and do about it. */
export interface HoldsDesk {
  /** Oldest first, a page at a time. */
  list(
    org: OrgId,
    page: { readonly state: "waiting" | "ended" | "all"; readonly after: string | null; readonly limit: number },
  ): Promise<readonly HoldView[]>;
  /** Somebody is to have this once they are trained: a member's seats, or an invitation. */
  add(by: Actor, asked: AddHold): Promise<Done>;
  /** Gives it whatever is missing. */
  release(by: Actor, id: string, reason: string): Promise<Done>;
  /** Ends what waits without giving it. */
  drop(by: Actor, id: string, reason: string): Promise<Done>;
  /** Runs that wait for a word. */
  runs(org: OrgId): Promise<readonly AccessRun[]>;
  /** Takes what the run would take, all of it, as far as it is still due. */
  releaseRun(by: Actor, id: string, reason: string): Promise<Done>;
}

export function createHoldsDesk(deps: HoldsDeps): HoldsDesk {
  return {
    list: (org, page) => listHolds(org, page, deps),
    add: (by, asked) => addHold(by, asked, deps),
    release: (by, id, reason) => releaseHold(by, id, reason, deps),
    drop: (by, id, reason) => dropHold(by, id, reason, deps),
    runs: (org) => deps.stores.accessRuns.listHeld(org),
    releaseRun: (by, id, reason) => releaseRun(by, id, reason, deps),
  };
}

async function listHolds(
  org: OrgId,
  page: Parameters<HoldsDesk["list"]>[1],
  { stores }: HoldsDeps,
): Promise<readonly HoldView[]> {
  const holds = await stores.holds.list(org, page);
  const accounts = await stores.people.findAccounts(holds.map(({ account }) => account));
  const logins = new Map(accounts.map(({ id, login }) => [id, login]));
  const slugs = new Map((await stores.accessGates.teams(org)).map(({ id, slug }) => [id, slug]));
  return Promise.all(
    holds.map(async (hold) => ({
      ...hold,
      login: logins.get(hold.account) ?? null,
      what: await nameOf(hold, slugs, stores),
    })),
  );
}

async function nameOf(
  { target }: Hold,
  slugs: ReadonlyMap<number, string>,
  { repositories }: HoldsDeps["stores"],
): Promise<string> {
  if (target.kind === "team") {
    const name = `team ${slugs.get(target.teamId) ?? target.teamId}`;
    return target.role === "maintainer" ? `${name} (maintainer)` : name;
  }
  if (target.kind === "organisation")
    return `invitation to ${target.teamIds.map((id) => slugs.get(id) ?? id).join(", ")}`;
  const found = await repositories.find(target.repositoryId);
  if (!found) return `repository ${target.repositoryId}, which the App does not reach any more`;
  return `repository ${found.owner}/${found.name} (${target.role})${found.archived ? ", which is archived" : ""}`;
}

async function releaseRun(by: Actor, id: string, words: string, deps: HoldsDeps): Promise<Done> {
  const run = z.uuid().safeParse(id).success ? await deps.stores.accessRuns.find(id) : null;
  if (!run) return refused("There is no such run. `hold list` tells those that wait");
  const reason = textOf(words);
  if (reason === null) return noText("reason");
  const objection = await objectionTo(by, run.orgId, [], deps);
  if (objection) return objection;
  const at = deps.clock();
  const installation = await installationOf(run.orgId, deps);
  const isReleased = await deps.transact(async (stores) => {
    if (!(await stores.accessRuns.end(id, "released", by.person, at))) return false;
    await deps.entries.append<DraftOf<"access.released">>(stores, at, {
      type: "access.released",
      org: run.orgId,
      ...originOf(by),
      run_id: id,
      released_by: await deps.entries.subjectOf(stores, by.person),
      reason_sha256: await stores.reasons.keep(reason, at),
    });
    if (installation) await fileAsked(stores, installation, await stores.accessRuns.asksOf(id));
    return true;
  });
  return isReleased ? { ok: true, id } : refused("This run does not wait any more");
}
