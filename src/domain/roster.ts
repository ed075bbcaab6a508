import { DAY_MS } from "./day.ts";
/** Systems that tell by files who is to be trained. GitHub is the fourth source, and is observed instead. */
export const ROSTER_SOURCES = ["hris", "contractor", "supplier"] as const;
export type RosterSource = (typeof ROSTER_SOURCES)[number];

export const ROSTER_KINDS = ["employee", "contractor", "temporary", "supplier"] as const;
export type RosterKind = (typeof ROSTER_KINDS)[number];

/** What one source says of one person. Days are `YYYY-MM-DD`, in whichever zone that source lives. */
export interface RosterRecord {
  /** What the source itself calls the person by: an employee number. */
  readonly key: string;
  readonly name: string;
  /** Lower-case. */
  readonly email: string | null;
  readonly githubLogin: string | null;
  readonly githubId: number | null;
  readonly kind: RosterKind;
  readonly role: string | null;
  readonly department: string | null;
  /** Key or address of another person of the same source. */
  readonly manager: string | null;
  /** Of a supplier: whom they work for. */
  readonly company: string | null;
  readonly startsOn: string | null;
  /** The last day. */
  readonly endsOn: string | null;
}

export const ROSTER_FIELDS = [
  "name",
  "email",
  "githubLogin",
  "githubId",
  "kind",
  "role",
  "department",
  "manager",
  "company",
  "startsOn",
  "endsOn",
] as const satisfies readonly (keyof RosterRecord)[];
export type RosterField = (typeof ROSTER_FIELDS)[number];

/** When the last day is over, by UTC; null where there is none. */
export function endOf({ endsOn }: Pick<RosterRecord, "endsOn">): Date | null {
  return endsOn === null ? null : new Date(Date.parse(`${endsOn}T00:00:00Z`) + DAY_MS);
}

export function isOver(record: Pick<RosterRecord, "endsOn">, now: Date): boolean {
  const end = endOf(record);
  return end !== null && end <= now;
}
