import { DAY_MS } from "../../domain/day.ts";
import type { SaidNotice } from "./due.ts";
import type { DocumentNews } from "./news.ts";

/** That somebody is told of a policy. `acceptBy`: they are asked to accept it before then. */
export interface DueDocument {
  readonly kind: "policy" | "policy-reminder";
  readonly about: string;
  readonly document: DocumentNews;
  readonly acceptBy: Date | null;
}

/** Whoever has not accepted it then is shown to the administrators, and left in peace. */
const REMINDERS = 3;

/** That it is there; and, each time that the days to accept it have passed since they were told, that it waits. */
export function noticesOfDocument(
  document: DocumentNews,
  said: readonly SaidNotice[],
  now: Date,
): readonly DueDocument[] {
  const { key, acceptWithinDays } = document;
  const toldAt = toldOf(document, said);
  const acceptBy = acceptWithinDays === null ? null : inDays(toldAt ?? now, acceptWithinDays);
  const told: DueDocument = { kind: "policy", about: key, document, acceptBy };
  const passed = reminderTimes(document, said).filter((time) => time <= now).length;
  if (passed === 0) return [told];
  return [told, { kind: "policy-reminder", about: `${key}:${passed}`, document, acceptBy }];
}

/** From when they were told: who was reached late has as many days as everybody else. */
export function reminderTimes(document: DocumentNews, said: readonly SaidNotice[]): readonly Date[] {
  const { acceptWithinDays } = document;
  const toldAt = toldOf(document, said);
  if (toldAt === null || acceptWithinDays === null) return [];
  return Array.from({ length: REMINDERS }, (_, index) => inDays(toldAt, (index + 1) * acceptWithinDays));
}

function toldOf({ key }: DocumentNews, said: readonly SaidNotice[]): Date | null {
  const told = said.find(({ kind, about }) => kind === "policy" && about === key);
  return told?.outcome?.delivered ? told.sentAt : null;
}

function inDays(from: Date, days: number): Date {
  return new Date(from.getTime() + days * DAY_MS);
}
