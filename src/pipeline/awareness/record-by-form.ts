import { z } from "zod";
import { objectionToRole } from "../exceptions/people.ts";
import { type Actor, type Refused, refused } from "../exceptions/port.ts";
import type { AwarenessDeps } from "./deps.ts";
import type { HeldAsk, IncidentAsk, Recorded } from "./port.ts";
import { writeHeld, writeIncidents } from "./take-counts.ts";

const MOST = 1_000_000;
const LONGEST_TITLE = 200;
const Day = z.iso.date();

/** One drill or session. Told twice by a form it happened twice: a file knows its lines again, and a form does not. */
export async function recordHeld(by: Actor, ask: HeldAsk, deps: AwarenessDeps): Promise<Recorded> {
  const { org, participants, ...told } = ask;
  const title = ask.title.trim();
  const problem =
    (await objectionToRole(by, org, "admin", deps.roles)) ??
    objectionToDay(ask.on, deps) ??
    (title === "" || title.length > LONGEST_TITLE
      ? refused(`Say what it was, in at most ${LONGEST_TITLE} characters`, "title")
      : null) ??
    objectionToCount(participants, "participants");
  if (problem) return problem;
  const at = deps.clock();
  const held = { ...told, title, participants, keySha256: keyOf(deps) };
  await deps.transact((stores) => writeHeld(stores, [held], { org, by, at, channel: "form" }, deps));
  return { ok: true };
}

export async function recordIncidents(by: Actor, ask: IncidentAsk, deps: AwarenessDeps): Promise<Recorded> {
  const { org, on, reports, minutesToReport } = ask;
  const problem =
    (await objectionToRole(by, org, "admin", deps.roles)) ??
    objectionToDay(on, deps) ??
    (reports === 0 ? refused("There is nothing to count", "reports") : objectionToCount(reports, "reports")) ??
    (minutesToReport === null ? null : objectionToMinutes(reports, minutesToReport));
  if (problem) return problem;
  const at = deps.clock();
  const incident = { keySha256: keyOf(deps), on, reports, minutesToReport };
  await deps.transact((stores) => writeIncidents(stores, [incident], { org, by, at }, deps));
  return { ok: true };
}

/** A name that no line of a file has. */
function keyOf({ newId }: Pick<AwarenessDeps, "newId">): string {
  return `form:${newId()}`;
}

function objectionToDay(on: string, { clock }: Pick<AwarenessDeps, "clock">): Refused | null {
  if (!Day.safeParse(on).success) return refused("Write the day as YYYY-MM-DD", "on");
  return on > clock().toISOString().slice(0, 10) ? refused("That day is still to come", "on") : null;
}

function objectionToCount(count: number, field: string): Refused | null {
  return Number.isInteger(count) && count >= 0 && count <= MOST
    ? null
    : refused(`Write a whole number from 0 to ${MOST}`, field);
}

function objectionToMinutes(reports: number, minutes: number): Refused | null {
  if (reports !== 1) return refused("Minutes belong to a single report: record each by itself", "minutes");
  return objectionToCount(minutes, "minutes");
}
