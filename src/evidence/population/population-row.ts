import { PERSON_COLUMNS, type People, personRow } from "../person-columns.ts";
import type { Period, Report, Row } from "../report.ts";
import type { RosterStint } from "../roster-sources.ts";
import type { InScope } from "./in-scope.ts";

export const POPULATION_COLUMNS: Report["columns"] = [
  ...PERSON_COLUMNS.map((column) =>
    column.name === "source"
      ? { name: "source", means: "hris, contractor or supplier: the file that names them. github: no file does." }
      : column,
  ),
  { name: "employer", means: "Of a supplier, or where the file says it: whom they work for." },
  { name: "kind", means: "employee, contractor, temporary or supplier. Absent where no file names them." },
  { name: "role", means: "Job role, as the file has it." },
  { name: "department", means: "As the file has it." },
  { name: "manager", means: "As the file has it: a key or an address." },
  { name: "start", means: "The first day. Absent where the file does not say it." },
  { name: "end", means: "The last day that the file says, else the day on which it stopped naming them." },
  {
    name: "status",
    means:
      "As of the end of the period, or of the snapshot where that is earlier. current: the file says so. changed: it said something else later (another row). left: they left this source. access-only: no file names them, and they had access.",
  },
  {
    name: "in_scope",
    means: "Whether the policy in force at the snapshot means them, or they had access in the period.",
  },
  { name: "scope_reason", means: "Why, in words." },
  { name: "recorded_from", means: "Since when the roster here says so. Absent where no file names them." },
  { name: "recorded_to", means: "Until when. Absent while it does." },
  { name: "snapshot_id", means: "The imported file that said it: entry roster.imported has its digest and counts." },
];

export interface Standing {
  readonly people: People;
  readonly scope: InScope;
  readonly end: Date;
}

/** What somebody was told to be by one file. `endedAt`: when the source lost them, where it did. */
export function rosterRow(stint: RosterStint, endedAt: Date | null, { people, scope, end }: Standing): Row {
  const { recordedFrom, recordedTo, startsOn, endsOn } = stint;
  const isLeft = endedAt !== null && endedAt <= end;
  const isChanged = recordedTo !== null && recordedTo <= end;
  return {
    ...personRow(stint.person, people),
    source: stint.source,
    employer: stint.employer,
    kind: stint.kind,
    role: stint.role,
    department: stint.department,
    manager: stint.manager,
    start: startsOn,
    end: endsOn ?? endedAt?.toISOString().slice(0, 10) ?? null,
    status: isLeft ? "left" : isChanged ? "changed" : "current",
    in_scope: scope.inScope,
    scope_reason: scope.reason,
    recorded_from: recordedFrom.toISOString(),
    recorded_to: recordedTo?.toISOString() ?? null,
    snapshot_id: stint.snapshotId,
  };
}

const NO_FILE = Object.fromEntries(POPULATION_COLUMNS.map(({ name }) => [name, null]));

/** Somebody with access whom no file names. */
export function accountRow(person: string, { people, scope }: Standing): Row {
  const { inScope, reason } = scope;
  const shown = personRow(person, people);
  const source = people.has(person) ? "github" : null;
  return { ...NO_FILE, ...shown, source, status: "access-only", in_scope: inScope, scope_reason: reason };
}

export function isIn(at: Date, { from, to }: Period): boolean {
  return at >= from && at < to;
}
