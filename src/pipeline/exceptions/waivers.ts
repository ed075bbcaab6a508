import { z } from "zod";
import type { DraftOf } from "../entries.ts";
import { fileOpenHeads } from "../learning/attest.ts";
import { type ExceptionDeps, originOf } from "./deps.ts";
import { noText, objectionTo, objectionToRole, textOf } from "./people.ts";
import { type Actor, type Done, refused, type WaiverAsk, type Waivers } from "./port.ts";
import { loggedEnd, loggedWaiver } from "./waiver-entries.ts";
import { listWaivers } from "./waiver-list.ts";
import { objectionToTerm, readAsk } from "./waiver-terms.ts";

/**
 * Sparing one person one layer for a time. Two people stand behind it; it acts when the second agrees, ends by itself
 * at its end (the decision's own timer), and every word of it looks at all open heads of the person again.
 */
export function createWaivers(deps: ExceptionDeps): Waivers {
  return {
    async terms(org) {
      const inForce = await deps.policies.inForce(org);
      if (!inForce) return null;
      const { layers, waivers } = inForce.policy;
      return { layers: Object.keys(layers), longestDays: waivers.longest };
    },
    request: (by, ask) => requestWaiver(by, null, ask, deps),
    grant: (by, approver, ask) => requestWaiver(by, approver, ask, deps),
    approve: (by, id) => approveWaiver(by, id, deps),
    end: (by, id, reason) => endWaiver(by, id, reason, deps),
    list: (org) => listWaivers(org, deps),
  };
}

async function requestWaiver(by: Actor, approver: Actor | null, ask: WaiverAsk, deps: ExceptionDeps): Promise<Done> {
  const at = deps.clock();
  const read = await readAsk(by, ask, at, deps);
  if (!read.ok) return read;
  const { waiver } = read;
  if (approver) {
    const { orgId: org, requestedBy, person } = waiver;
    const objection = await objectionTo(
      approver,
      { org, role: "approver", requestedBy, concerns: [person] },
      deps.roles,
    );
    if (objection) return objection;
  }
  await deps.transact(async (stores) => {
    await stores.waivers.request(waiver);
    await deps.entries.append<DraftOf<"waiver.requested">>(stores, at, {
      type: "waiver.requested",
      ...originOf(by),
      ...(await loggedWaiver(stores, waiver, deps)),
    });
    if (!approver) return;
    await stores.waivers.approve(waiver.id, approver.person, at, waiver.startsAt);
    await deps.entries.append<DraftOf<"waiver.granted">>(stores, at, {
      type: "waiver.granted",
      ...originOf(approver),
      ...(await loggedWaiver(stores, waiver, deps)),
      approved_by: await deps.entries.subjectOf(stores, approver.person),
    });
    await fileOpenHeads(stores, waiver.person);
  });
  return { ok: true, id: waiver.id };
}

async function approveWaiver(by: Actor, id: string, deps: ExceptionDeps): Promise<Done> {
  const at = deps.clock();
  const asked = await findWaiver(id, deps);
  if (!asked) return refused("There is no such waiver. It may have been asked for elsewhere");
  // Nothing is waived for the time before two people agreed.
  const waiver = { ...asked, startsAt: new Date(Math.max(asked.startsAt.getTime(), at.getTime())) };
  const { orgId: org, requestedBy, person } = waiver;
  const objection =
    (await objectionTo(by, { org, role: "approver", requestedBy, concerns: [person] }, deps.roles)) ??
    (await objectionToTerm(waiver, at, deps));
  if (objection) return objection;
  const isApproved = await deps.transact(async (stores) => {
    if (!(await stores.waivers.approve(id, by.person, at, waiver.startsAt))) return false;
    await deps.entries.append<DraftOf<"waiver.granted">>(stores, at, {
      type: "waiver.granted",
      ...originOf(by),
      ...(await loggedWaiver(stores, waiver, deps)),
      approved_by: await deps.entries.subjectOf(stores, by.person),
    });
    await fileOpenHeads(stores, person);
    return true;
  });
  return isApproved ? { ok: true, id } : refused("This waiver does not wait for approval any more");
}

async function endWaiver(by: Actor | null, id: string, words: string, deps: ExceptionDeps): Promise<Done> {
  const at = deps.clock();
  const waiver = await findWaiver(id, deps);
  if (!waiver) return refused("There is no such waiver. `waiver list` tells the ids");
  const reason = textOf(words);
  if (reason === null) return noText("reason");
  const objection = by && (await objectionToEnding(by, waiver, deps));
  if (objection) return objection;
  const isEnded = await deps.transact(async (stores) => {
    if (!(await stores.waivers.end(id, { by: by?.person ?? null, at, reason }))) return false;
    await deps.entries.append<DraftOf<"waiver.declined"> | DraftOf<"waiver.revoked">>(stores, at, {
      type: waiver.approvedAt === null ? "waiver.declined" : "waiver.revoked",
      ...originOf(by),
      ...(await loggedEnd(stores, waiver, reason, deps)),
    });
    if (waiver.approvedAt !== null) await fileOpenHeads(stores, waiver.person);
    return true;
  });
  return isEnded ? { ok: true, id } : refused("This waiver has ended already");
}

/** Who asked may take it back; everybody else needs a role. Ending only ever makes the gate stricter. */
async function objectionToEnding(
  by: Actor,
  waiver: { requestedBy: string; orgId: WaiverAsk["org"] },
  deps: ExceptionDeps,
) {
  if (by.person === waiver.requestedBy) return null;
  if ((await objectionToRole(by, waiver.orgId, "admin", deps.roles)) === null) return null;
  return objectionToRole(by, waiver.orgId, "approver", deps.roles);
}

async function findWaiver(id: string, { stores }: ExceptionDeps) {
  return z.uuid().safeParse(id).success ? stores.waivers.find(id) : null;
}
