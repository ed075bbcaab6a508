import type { Head } from "../subject.ts";

/** A policy that waits for an admin, since it would newly block too many. */
export interface HeldPolicy {
  readonly digest: string;
  /** The organisation's file that makes it; null if it has none. */
  readonly text: string | null;
  readonly at: Date;
  /** Of the open pull requests: how many it would newly block, and how many there were. */
  readonly newlyBlocked: number;
  readonly open: number;
}

/** A course as it is in force, by its files, so that any process can serve it whatever lies in its own `content/`. */
export interface CourseInForce {
  readonly id: string;
  readonly layer: string;
  readonly version: string;
  readonly contentSha256: string;
  /** `path` is relative to the course's folder. */
  readonly files: readonly { readonly path: string; readonly text: string }[];
  readonly publishedAt: Date;
  /** When its major version came into force. */
  readonly majorSince: Date;
  /** When its minor version did, and its first version. */
  readonly minorSince: Date;
  readonly firstSince: Date;
}

export interface CourseStore {
  listInForce(): Promise<readonly CourseInForce[]>;
  /** What `listInForce` would tell, as one line for each course: equal as long as nothing changed. */
  fingerprint(): Promise<string>;
  /** False if this very text is in force already: of two that publish it at once, one did. */
  putInForce(course: CourseInForce): Promise<boolean>;
  /** False if it was not in force any more. */
  withdraw(id: string): Promise<boolean>;
}

/** The run that shows what a pull request would change in the policy. */
export interface PolicyCheckRun {
  readonly runId: number | null;
  readonly shownSha256: string | null;
  /** While it stands, GitHub may show a run that we do not know. */
  readonly creatingAt: Date | null;
}

export interface PolicyCheckStore {
  find(head: Head): Promise<PolicyCheckRun | null>;
  /** Inserts or updates; keys that are left out stay as they are. */
  save(head: Head, change: Partial<PolicyCheckRun>): Promise<void>;
}

export interface ReasonStore {
  /** Keeps what an admin gave as the reason, and answers its SHA-256: the log holds that alone. */
  keep(text: string, at: Date): Promise<string>;
}
