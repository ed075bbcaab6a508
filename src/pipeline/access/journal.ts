import { type Access, type AccessObservation, atLeast, type Seat } from "../../domain/access.ts";
import { DAY_MS } from "../../domain/day.ts";
import { type AccountId, type OrgId, repositoryId } from "../../domain/ids.ts";
import type { AccessEffect, SeatState } from "../../domain/stores/access-gate.ts";
import { type SeatTarget, targetKey } from "../../domain/stores/holds.ts";
import type { Refusal } from "../../gate/access/facts.ts";
import type { GatherAccessDeps } from "./deps.ts";

/** For so long GitHub keeps deliveries: so late it may tell of our own write, by a redelivery. */
const TOLD_WITHIN_MS = 3 * DAY_MS;
/** An invitation is good for a week: what comes of one of ours is ours. */
const REMEMBER_DAYS = 10;

export function teamsOf(target: SeatTarget): readonly number[] {
  if (target.kind === "team") return [target.teamId];
  return target.kind === "organisation" ? target.teamIds : [];
}

/** What was written lately, and what is not finished. */
export function recentOf(journal: readonly AccessEffect[], asOf: Date): readonly AccessEffect[] {
  const oldest = asOf.getTime() - REMEMBER_DAYS * DAY_MS;
  return journal.filter(({ plannedAt, doneAt }) => doneAt === null || plannedAt.getTime() >= oldest);
}

/**
 * Whether it was we who gave the seat: the last thing that we wrote about it before it came about gave it, and nobody told
 * of another who did. One that a look found is ours however long ago that was, since a lost or late delivery may have
 * hidden it meanwhile.
 */
export function isGivenByUs(
  journal: readonly AccessEffect[],
  target: SeatTarget,
  { since, source }: Pick<Seat, "since" | "source">,
): boolean {
  const last = journal.findLast((effect) => isAbout(effect, target) && effect.plannedAt <= since && mayBeDone(effect));
  if (!last || !isGiving(last)) return false;
  // An invitation is accepted when somebody likes to.
  if (source !== "event" || last.doneAt === null) return true;
  const window = last.change === "invite" ? REMEMBER_DAYS * DAY_MS : TOLD_WITHIN_MS;
  return since.getTime() <= last.doneAt.getTime() + window;
}

/** How often a new seat was taken again within the last day. */
export function takenLately(journal: readonly AccessEffect[], key: string, asOf: Date): number {
  return journal.filter(
    ({ change, target, plannedAt, outcome, cause }) =>
      change === "remove" &&
      outcome === "done" &&
      cause === "new" &&
      targetKey(target) === key &&
      asOf.getTime() - plannedAt.getTime() < DAY_MS,
  ).length;
}

/** How soon GitHub may be asked again for what it would not do. */
const REFUSED_FOR_MS = DAY_MS;

export function refusalsIn(journal: readonly AccessEffect[], asOf: Date): readonly Refusal[] {
  return journal
    .filter(({ outcome, doneAt }) => outcome !== null && outcome !== "done" && outcome !== "undone" && doneAt !== null)
    .filter(({ doneAt }) => asOf.getTime() - (doneAt as Date).getTime() < REFUSED_FOR_MS)
    .map(({ target, change }) => ({ key: targetKey(target), change }));
}

interface Whose {
  readonly org: OrgId;
  readonly account: AccountId;
  readonly seats: readonly Seat[];
  readonly states: readonly SeatState[];
}

/**
 * Seats that a look knew and a delivery tells to be gone, though not we were the last to take them. Deliveries come in any
 * order: it may be the echo of an older write of ours, or of a seat that was given again since. Only GitHub knows.
 */
export async function doubtedIn(
  journal: readonly AccessEffect[],
  { org, account, seats, states }: Whose,
  { access }: Pick<GatherAccessDeps["stores"], "access">,
): Promise<readonly SeatTarget[]> {
  const last = new Map(journal.filter(({ outcome }) => outcome === "done").map((one) => [targetKey(one.target), one]));
  const given = [...last.values()].filter(isGiving).map(({ target }) => target);
  const known = new Map([...states.map(({ key }) => targetOfKey(key)), ...given].map((one) => [targetKey(one), one]));
  const hidden = [...known].flatMap(([key, target]) => {
    const effect = last.get(key);
    const isTaken = effect !== undefined && !isGiving(effect);
    return isTaken || target.kind === "organisation" || seats.some((seat) => isOf(target, seat)) ? [] : [target];
  });
  if (hidden.length === 0) return [];
  const keys = hidden.map((target) => ({ ...keyFor(target), accountId: account, externalId: null }));
  const gone = (await access.newestOf(org, keys)).filter(({ source, present }) => source === "event" && !present);
  return hidden.filter((target) => gone.some((told) => isOf(target, told)));
}

function targetOfKey(key: string): SeatTarget {
  const [kind, id] = key.split(":");
  return kind === "team"
    ? { kind, teamId: Number(id), role: "member" }
    : { kind: "repository", repositoryId: repositoryId(Number(id)), role: "read" };
}

function isAbout({ change, target }: AccessEffect, seat: SeatTarget): boolean {
  if (change === "invite") return seat.kind === "team" && teamsOf(target).includes(seat.teamId);
  return targetKey(target) === targetKey(seat);
}

const mayBeDone = ({ outcome }: AccessEffect) => outcome === null || outcome === "done";

function isGiving({ change, before, after }: AccessEffect): boolean {
  if (change === "set-role") return atLeast(after as Access, (before ?? "none") as Access);
  return change === "add" || change === "invite";
}

type Place = Pick<AccessObservation, "kind" | "teamId" | "repositoryId">;

function keyFor(target: SeatTarget): Place {
  if (target.kind === "repository") return { kind: "collaborator", teamId: null, repositoryId: target.repositoryId };
  return { kind: "team-member", teamId: target.kind === "team" ? target.teamId : null, repositoryId: null };
}

function isOf(target: SeatTarget, { kind, teamId, repositoryId }: Place): boolean {
  const key = keyFor(target);
  return key.kind === kind && key.teamId === teamId && key.repositoryId === repositoryId;
}
