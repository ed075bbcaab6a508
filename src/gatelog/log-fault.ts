/** What is wrong with a log that somebody was handed. */
export interface LogFault {
  readonly kind: FaultKind;
  /** Where it begins, and what it is; without the kind. */
  readonly message: string;
  /** The first entry that it concerns. */
  readonly seq?: number;
}

export type FaultKind =
  /** An entry's bytes are not those that were logged. */
  | "edited"
  | "missing"
  | "reordered"
  /** The log ends before the entries that a checkpoint counts. */
  | "cut"
  /** The checkpoint is signed by others than the keys that were given. */
  | "foreign key"
  /** The checkpoint, or its signature, was changed after it was signed. */
  | "forged"
  /** The entries are those that were signed, and a file of hashes is not the one that belongs to them. */
  | "tile wrong"
  /** Entries and hashes were made anew: they agree with each other, and not with what was signed. */
  | "rewritten"
  /** Signed so, but not as a log of this program is written. */
  | "not an entry"
  | "misplaced"
  | "backwards"
  /** A file that is needed is not there, or is none. */
  | "unreadable";

export function describeFault({ kind, message, seq }: LogFault): string {
  return seq === undefined ? `${kind}: ${message}` : `entry ${seq}: ${kind}: ${message}`;
}
