import { ENTRY_COLUMNS, entryRow, type Placed } from "../entry-columns.ts";
import { PERSON_COLUMNS, type People, personRow } from "../person-columns.ts";
import type { Report, Row } from "../report.ts";
import { type AccessStep, type Stay, staysOf } from "./steps.ts";

export const LEAVER_COLUMNS: Report["columns"] = [
  ...PERSON_COLUMNS,
  {
    name: "told_by",
    means:
      "roster: every source that named them says that they left. github: they left the organisation, and no roster ever named them.",
  },
  {
    name: "result",
    means:
      "in-time: all access was gone when they left. late: it went afterwards. still-has-access: some is left. had-none: they never had any. came-back: a source named them again before it was gone.",
  },
  {
    name: "end_date",
    means: "When they left: the roster's last day, or when GitHub told that they left the organisation.",
  },
  { name: "source_notified_at", means: "When the roster told us so. Absent where GitHub did." },
  {
    name: "revoke_requested",
    means: "When the app set out to take their access. Absent where somebody else did, or nobody.",
  },
  {
    name: "revoke_verified",
    means: "When their last effective access was seen to be gone. Absent while some is left.",
  },
  { name: "hours_late", means: "From end_date to that, or to now, to hundredths; 0 where it was gone before." },
  { name: "still_has", means: "What is left: repositories, * for all of them, each with its permission and its ways." },
  ...ENTRY_COLUMNS,
];

/** Somebody who left, and how. Ms. */
export interface Left {
  readonly person: string;
  readonly toldBy: "roster" | "github";
  readonly endedAt: number;
  readonly toldAt: number | null;
  readonly backAt: number | null;
  readonly leaf: Placed;
}

export interface LeaverShown {
  readonly left: Left;
  readonly steps: readonly AccessStep[];
  readonly takings: readonly number[];
  readonly people: People;
  readonly nameOf: (repository: number) => string | null;
  readonly asOf: number;
}

const HOUR_MS = 3_600_000;

export function leaverRow({ left, steps, takings, people, nameOf, asOf }: LeaverShown): Row {
  const until = left.backAt ?? asOf;
  const stays = staysOf(
    steps.filter(({ at }) => at <= until),
    ({ held }) => held.length > 0,
  );
  const last = stays.at(-1);
  const goneAt = last?.to ?? null;
  const remaining = last && last.to === null ? (steps.findLast(({ at }) => at <= until)?.held ?? []) : [];
  const requested = takings.find((at) => at >= left.endedAt && at <= until) ?? null;
  return {
    ...personRow(left.person, people),
    told_by: left.toldBy,
    result: resultOf(last, left),
    end_date: iso(left.endedAt),
    source_notified_at: iso(left.toldAt),
    revoke_requested: iso(requested),
    revoke_verified: iso(goneAt),
    hours_late: last ? hoursAfter(left.endedAt, goneAt ?? until) : 0,
    still_has: remaining.map(
      ({ repository, role, via }) =>
        `${repository === null ? "*" : (nameOf(repository) ?? repository)} ${role} (${via.join(", ")})`,
    ),
    ...entryRow(left.leaf),
  };
}

function resultOf(last: Stay | undefined, { endedAt, backAt }: Left): string {
  if (!last) return "had-none";
  if (last.to === null) return backAt === null ? "still-has-access" : "came-back";
  return last.to <= endedAt ? "in-time" : "late";
}

function hoursAfter(from: number, to: number): number {
  return Math.max(0, Math.round(((to - from) / HOUR_MS) * 100) / 100);
}

function iso(instant: number | null): string | null {
  return instant === null ? null : new Date(instant).toISOString();
}
