import type { Period } from "./report.ts";

/** What one source of the roster said of somebody, from when until when it was told so. */
export interface RosterStint {
  readonly person: string;
  readonly member: string;
  readonly source: string;
  /** employee, contractor, temporary or supplier. */
  readonly kind: string;
  readonly employer: string | null;
  readonly role: string | null;
  readonly department: string | null;
  readonly manager: string | null;
  /** `YYYY-MM-DD` */
  readonly startsOn: string | null;
  readonly endsOn: string | null;
  readonly snapshotId: string;
  readonly recordedFrom: Date;
  /** Null while nothing else was told. */
  readonly recordedTo: Date | null;
}

export interface PopulationSource {
  /** All that were told in the period, or held in it; by source, then member, then time. */
  stints(period: Period): AsyncIterable<RosterStint>;
  /** Of these people, whom a source named at any time of the period, or had named before it and not lost. */
  named(personKeys: readonly string[], period: Period): Promise<ReadonlySet<string>>;
  /** How many entries person.added and person.changed of the period tell of who is not on the roster any more: erased people. */
  erased(period: Period): Promise<number>;
}
