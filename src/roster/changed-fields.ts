import { ROSTER_FIELDS, type RosterField, type RosterRecord } from "../domain/roster.ts";

/** What is told differently now; in the order of the fields. */
export function changedFields(before: RosterRecord, after: RosterRecord): readonly RosterField[] {
  return ROSTER_FIELDS.filter((field) => before[field] !== after[field]);
}
