import { z } from "zod";
import type { Hold } from "../../domain/stores/holds.ts";
import type { DraftOf } from "../entries.ts";
import { originOf } from "../exceptions/deps.ts";
import { noText, textOf } from "../exceptions/people.ts";
import { type Actor, type Done, type Refused, refused } from "../exceptions/port.ts";
import { fileNotices } from "../notices/file.ts";
import { type HoldsDeps, installationOf, objectionTo } from "./holds-deps.ts";
import { fileAsked } from "./settle-run.ts";

/** Gives it whatever is missing. */
export async function releaseHold(by: Actor, id: string, words: string, deps: HoldsDeps): Promise<Done> {
  const asked = await wordOn(by, id, words, deps);
  if (!("hold" in asked)) return asked;
  const { hold, reason } = asked;
  const at = deps.clock();
  const installation = await installationOf(hold.orgId, deps);
  const isReleased = await deps.transact(async (stores) => {
    if (!(await stores.holds.release(id, by.person, at))) return false;
    await deps.entries.append<DraftOf<"hold.released">>(stores, at, {
      type: "hold.released",
      org: hold.orgId,
      ...originOf(by),
      ...(await deps.entries.subjectOf(stores, hold.person)),
      hold_id: id,
      released_by: await deps.entries.subjectOf(stores, by.person),
      reason_sha256: await stores.reasons.keep(reason, at),
    });
    if (installation) await fileAsked(stores, installation, [hold]);
    return true;
  });
  return isReleased ? { ok: true, id } : refused("This hold has ended, or was released already");
}

/**
 * Ends what waits without giving it. What they have meanwhile stays: reading that was left to them, or a seat that is
 * still there, which the next look judges anew.
 */
export async function dropHold(by: Actor, id: string, words: string, deps: HoldsDeps): Promise<Done> {
  const asked = await wordOn(by, id, words, deps);
  if (!("hold" in asked)) return asked;
  const { hold, reason } = asked;
  const at = deps.clock();
  const installation = await installationOf(hold.orgId, deps);
  const isDropped = await deps.transact(async (stores) => {
    if (!(await stores.holds.end(id, "dropped", at))) return false;
    await deps.entries.append<DraftOf<"hold.ended">>(stores, at, {
      type: "hold.ended",
      org: hold.orgId,
      ...originOf(by),
      ...(await deps.entries.subjectOf(stores, hold.person)),
      hold_id: id,
      how: "dropped",
      dropped_by: await deps.entries.subjectOf(stores, by.person),
      reason_sha256: await stores.reasons.keep(reason, at),
    });
    if (installation) await fileAsked(stores, installation, [hold]);
    if (installation) await fileNotices(stores, installation.id, [hold.person]);
    return true;
  });
  return isDropped ? { ok: true, id } : refused("This hold has ended already");
}

/** The hold, and why; or what stands against it. */
async function wordOn(
  by: Actor,
  id: string,
  words: string,
  deps: HoldsDeps,
): Promise<{ readonly hold: Hold; readonly reason: string } | Refused> {
  const hold = z.uuid().safeParse(id).success ? await deps.stores.holds.find(id) : null;
  if (!hold) return refused("There is no such hold. `hold list` tells the ids");
  const reason = textOf(words);
  if (reason === null) return noText("reason");
  return (await objectionTo(by, hold.orgId, [hold.person], deps)) ?? { hold, reason };
}
