import { ENTRY_COLUMNS, entryRow, NO_ENTRY } from "../entry-columns.ts";
import { PERSON_COLUMNS, type People, personRow } from "../person-columns.ts";
import type { Report, Row } from "../report.ts";
import type { RosterThen } from "../sources.ts";
import type { FirstAccess } from "./first-access.ts";
import type { HoldTold } from "./holds-told.ts";

export const FIRST_ACCESS_COLUMNS: Report["columns"] = [
  ...PERSON_COLUMNS,
  { name: "employer", means: "As the roster had it when they came. Absent where it tells none." },
  { name: "starts_on", means: "Their first day, as the roster had it then." },
  {
    name: "result",
    means:
      "PASS: all that was asked was done before any effective access could exist, or nothing was asked. WITHDRAWN: access existed for access_seconds, was made to wait, and was taken by the app before they were trained; what they have now came after. FAIL: they had access before they were trained, or without ever being trained. WAIVED: a waiver stood for the training. PRE_EXISTING: they had access when the first full look came. NO_ACCESS: it waits.",
  },
  { name: "required", means: "The layers that their first access asked for, by the policy then in force." },
  {
    name: "last_required_completion",
    means: "When nothing of it was missing any more: the last one was finished, signed, or waived.",
  },
  {
    name: "first_access_at",
    means: "When the first access that asks for training existed at the latest; where none asks, the first one.",
  },
  { name: "first_access_earliest", means: "It did not exist before that. Absent: nobody had looked before." },
  {
    name: "first_access_from",
    means: "What told it: event (exact), audit-log, verify, sweep (between the two times), baseline (the first look).",
  },
  { name: "first_access_via", means: "By which way, as in R-05." },
  { name: "hold_opened_at", means: "When their access began to wait. Absent where it did not." },
  { name: "withdrawn_at", means: "When access that came too early was seen to be gone." },
  { name: "first_grant_at", means: "When the access began that they were to keep. Absent while it waits." },
  {
    name: "lead_minutes",
    means: "From the last required completion to that: whole minutes; negative where access came first.",
  },
  { name: "repo_count", means: "How many repositories that was. Absent: all of them." },
  { name: "access_seconds", means: "How long there was access before they were trained." },
  { name: "completion_log_seq", means: "Place of the entry that tells the last required completion." },
  ...ENTRY_COLUMNS,
];

export interface FirstShown {
  readonly person: string;
  readonly found: FirstAccess;
  readonly hold: HoldTold | undefined;
  readonly roster: RosterThen | undefined;
  readonly completionSeq: number | null;
  readonly people: People;
}

export function firstAccessRow({ person, found, hold, roster, completionSeq, people }: FirstShown): Row {
  const { result, required, first, trainedFrom, granted, withdrawnAt, seconds } = found;
  const lead = trainedFrom === null || granted === null ? null : Math.floor((granted.at - trainedFrom) / 60_000);
  const leaf = first?.since.leaf ?? hold?.leaf;
  return {
    ...personRow(person, people),
    employer: roster?.employer ?? null,
    starts_on: roster?.startsOn ?? null,
    result,
    required,
    last_required_completion: iso(trainedFrom),
    first_access_at: iso(first?.since.at ?? null),
    first_access_earliest: iso(first?.earliest ?? null),
    first_access_from: first?.since.source ?? null,
    first_access_via: first?.via ?? [],
    hold_opened_at: iso(hold?.at ?? null),
    withdrawn_at: iso(withdrawnAt),
    first_grant_at: iso(granted?.at ?? null),
    lead_minutes: lead,
    repo_count: countOf(granted),
    access_seconds: seconds,
    completion_log_seq: completionSeq,
    ...(leaf ? entryRow(leaf) : NO_ENTRY),
  };
}

function countOf(granted: FirstAccess["granted"]): number | null {
  if (granted === null || granted.held.some(({ repository }) => repository === null)) return null;
  return granted.held.length;
}

function iso(instant: number | null): string | null {
  return instant === null || !Number.isFinite(instant) ? null : new Date(instant).toISOString();
}
