import { z } from "zod";
import { FRESH } from "../../domain/priority.ts";
import type { Asked, BreakGlass } from "../../domain/stores/exceptions.ts";
import type { TxStores } from "../../domain/stores/index.ts";
import { LONGEST_BREAK_GLASS_HOURS } from "../../policy/break-glass.ts";
import type { DraftOf } from "../entries.ts";
import { loggedEnd, loggedGlass } from "./break-glass-entries.ts";
import { listBreakGlass } from "./break-glass-list.ts";
import { commitTo, type ExceptionDeps, originOf } from "./deps.ts";
import { noText, objectionTo, objectionToRole, textOf } from "./people.ts";
import { type Actor, type BreakGlassAsk, type BreakGlasses, type Done, type Refused, refused } from "./port.ts";
import { findPull } from "./pull-of.ts";

export type AskedGlass = Omit<Asked<BreakGlass>, "endsAt" | "reviewedBy" | "reviewedAt" | "reviewNote">;

const HOUR_MS = 3_600_000;

/**
 * Letting one commit of one pull request through, for some hours. Two administrators stand behind it, and a third person
 * looks at it afterwards: until then it stays open.
 */
export function createBreakGlass(deps: ExceptionDeps): BreakGlasses {
  return {
    request: (by, ask) => requestGlass(by, null, ask, deps),
    use: (by, approver, ask) => requestGlass(by, approver, ask, deps),
    approve: (by, id) => approveGlass(by, id, deps),
    end: (by, id, reason) => endGlass(by, id, reason, deps),
    review: (by, id, note) => reviewGlass(by, id, note, deps),
    list: (org) => listBreakGlass(org, deps),
  };
}

async function requestGlass(by: Actor, approver: Actor | null, ask: BreakGlassAsk, deps: ExceptionDeps): Promise<Done> {
  const at = deps.clock();
  const read = await readAsk(by, ask, at, deps);
  if (!read.ok) return read;
  const objection =
    (await objectionToRole(by, ask.org, "admin", deps.roles)) ??
    (approver && (await objectionToApprover(approver, read.asked, deps)));
  if (objection) return objection;
  await deps.transact(async (stores) => {
    await stores.breakGlass.request(read.asked);
    await deps.entries.append<DraftOf<"break_glass.requested">>(stores, at, {
      type: "break_glass.requested",
      ...originOf(by),
      ...(await loggedGlass(stores, read.asked, deps)),
    });
    if (approver) await putInForce(stores, read.asked, approver, at, deps);
  });
  return { ok: true, id: read.asked.id };
}

async function readAsk(by: Actor, ask: BreakGlassAsk, at: Date, { stores, newId, newSalt }: ExceptionDeps) {
  const reason = textOf(ask.reason);
  if (reason === null) return noText("reason");
  const { hours } = ask;
  if (!Number.isInteger(hours) || hours < 1 || hours > LONGEST_BREAK_GLASS_HOURS)
    return refused(`It holds for 1 to ${LONGEST_BREAK_GLASS_HOURS} whole hours`, "hours");
  const pull = await findPull(ask, stores);
  if (!pull) return refused(`There is no open pull request ${ask.repository}#${ask.number} here`, "pull");
  const asked: AskedGlass = {
    id: newId(),
    orgId: ask.org,
    repositoryId: pull.repositoryId,
    number: pull.number,
    headSha: pull.headSha,
    hours,
    reason,
    salt: newSalt(),
    requestedBy: by.person,
    requestedAt: at,
  };
  return { ok: true as const, asked };
}

/** Also not whoever opened the pull request: then one person would let their own commit through. */
async function objectionToApprover(
  approver: Actor,
  { orgId: org, requestedBy, repositoryId, number }: AskedGlass,
  { stores, roles }: ExceptionDeps,
): Promise<Refused | null> {
  const pull = await stores.pulls.find(repositoryId, number);
  const [author] = pull?.author ? await stores.people.findAccounts([pull.author.id]) : [];
  const concerns = [author?.person ?? null];
  return objectionTo(approver, { org, role: "admin", requestedBy, concerns }, roles);
}

/** False where it does not wait for that any more. */
async function putInForce(
  stores: TxStores,
  glass: AskedGlass,
  by: Actor,
  at: Date,
  deps: ExceptionDeps,
): Promise<boolean> {
  const endsAt = new Date(at.getTime() + glass.hours * HOUR_MS);
  if (!(await stores.breakGlass.approve(glass.id, by.person, at, endsAt))) return false;
  await deps.entries.append<DraftOf<"break_glass.used">>(stores, at, {
    type: "break_glass.used",
    ...originOf(by),
    ...(await loggedGlass(stores, glass, deps)),
    until: endsAt.toISOString(),
    approved_by: await deps.entries.subjectOf(stores, by.person),
  });
  await lookAgain(stores, glass);
  return true;
}

async function approveGlass(by: Actor, id: string, deps: ExceptionDeps): Promise<Done> {
  const glass = await findGlass(id, deps);
  if (!glass) return refused("There is no such request. `break-glass list` tells the ids");
  const objection = (await objectionToApprover(by, glass, deps)) ?? (await objectionToPush(glass, deps));
  if (objection) return objection;
  const isApproved = await deps.transact((stores) => putInForce(stores, glass, by, deps.clock(), deps));
  return isApproved ? { ok: true, id } : refused("This request does not wait for approval any more");
}

/** What was asked for is one commit: on another nobody has looked at it. */
async function objectionToPush({ repositoryId, number, headSha }: BreakGlass, { stores }: ExceptionDeps) {
  const pull = await stores.pulls.find(repositoryId, number);
  if (pull?.state === "open" && pull.headSha === headSha) return null;
  return refused(
    "Somebody has pushed to the pull request since, or it is closed. Ask again for the commit that is there now",
  );
}

async function endGlass(by: Actor | null, id: string, words: string, deps: ExceptionDeps): Promise<Done> {
  const at = deps.clock();
  const glass = await findGlass(id, deps);
  if (!glass) return refused("There is no such request. `break-glass list` tells the ids");
  const reason = textOf(words);
  if (reason === null) return noText("reason");
  const mayEnd = by === null || by.person === glass.requestedBy;
  const objection = mayEnd ? null : await objectionToRole(by, glass.orgId, "admin", deps.roles);
  if (objection) return objection;
  const isEnded = await deps.transact(async (stores) => {
    if (!(await stores.breakGlass.end(id, { by: by?.person ?? null, at, reason }))) return false;
    await deps.entries.append<DraftOf<"break_glass.declined"> | DraftOf<"break_glass.revoked">>(stores, at, {
      type: glass.approvedAt === null ? "break_glass.declined" : "break_glass.revoked",
      ...originOf(by),
      ...loggedEnd(glass, reason),
    });
    if (glass.approvedAt !== null) await lookAgain(stores, glass);
    return true;
  });
  return isEnded ? { ok: true, id } : refused("This request has ended already");
}

/** By a third person, who may be of either role: an organisation may well have no more than two administrators. */
async function reviewGlass(by: Actor, id: string, words: string, deps: ExceptionDeps): Promise<Done> {
  const at = deps.clock();
  const glass = await findGlass(id, deps);
  if (!glass) return refused("There is no such request. `break-glass list` tells the ids");
  const note = textOf(words);
  if (note === null) return noText("note");
  if (by.person === glass.requestedBy || by.person === glass.approvedBy)
    return refused("Whoever let it through cannot review it. A third person has to", "reviewer");
  if ((await objectionToRole(by, glass.orgId, "admin", deps.roles)) !== null) {
    const objection = await objectionToRole(by, glass.orgId, "approver", deps.roles);
    if (objection) return objection;
  }
  const isReviewed = await deps.transact(async (stores) => {
    if (!(await stores.breakGlass.review(id, by.person, at, note))) return false;
    await deps.entries.append<DraftOf<"break_glass.reviewed">>(stores, at, {
      type: "break_glass.reviewed",
      org: glass.orgId,
      ...originOf(by),
      break_glass_id: id,
      note_commitment: commitTo(glass.salt, note),
      reviewed_by: await deps.entries.subjectOf(stores, by.person),
    });
    return true;
  });
  return isReviewed
    ? { ok: true, id }
    : refused("There is nothing to review: it was never used, or is reviewed already");
}

async function lookAgain(stores: TxStores, { repositoryId, headSha }: AskedGlass): Promise<void> {
  await stores.jobs.file([{ subject: { kind: "head", repositoryId, headSha }, priority: FRESH }]);
}

async function findGlass(id: string, { stores }: ExceptionDeps) {
  return z.uuid().safeParse(id).success ? stores.breakGlass.find(id) : null;
}
