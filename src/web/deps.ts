import type { Clock } from "../domain/clock.ts";
import type { AccessPages } from "../pipeline/access-pages/port.ts";
import type { AdminPages } from "../pipeline/admin/port.ts";
import type { Auditing } from "../pipeline/auditor/port.ts";
import type { AwarenessReading } from "../pipeline/awareness/micro-quizzes.ts";
import type { AwarenessRecords, AwarenessSending } from "../pipeline/awareness/port.ts";
import type { Effectiveness } from "../pipeline/effectiveness/port.ts";
import type { EligibilityDesk } from "../pipeline/eligibility/port.ts";
import type { Exceptions } from "../pipeline/exceptions/exceptions.ts";
import type { DecisionPages, Learning, Sessions, SignIn } from "../pipeline/learning/port.ts";
import type { PolicyDocuments } from "../pipeline/policy-documents/port.ts";
import type { Reviews } from "../pipeline/reviews/port.ts";
import type { RosterFiles, Rosters } from "../pipeline/roster/port.ts";
import type { Curriculum } from "../training/curriculum.ts";
import type { Mapping } from "../training/mapping/mapping.ts";
import type { Assets } from "./assets.ts";

export interface WebConfig {
  /** Where browsers reach us, without a path: `https://training.example.org`. */
  readonly baseUrl: string;
  /** Where people see their pull requests: `https://github.com`, or the enterprise server. */
  readonly githubUrl: string;
  /** Every key of the pages is derived from it; replicas share it. */
  readonly sessionKey: string | Uint8Array;
  /** True behind https: cookies are `Secure` and carry the `__Host-` prefix, and HSTS is sent. */
  readonly secureCookies: boolean;
}

export interface Health {
  /** Can this process do its work? `detail` says which part cannot; it holds no secrets. */
  ready(): Promise<{ readonly ok: boolean; readonly detail: Readonly<Record<string, string>> }>;
  metrics(): Promise<{ readonly contentType: string; readonly body: string }>;
}

/** What the pages show of the roster. */
export type RosterPages = Pick<Rosters, "list" | "overview" | "unknownAccounts">;

/** What keeps people aware; files come in by the command line, and mails go out by the server's own work. */
export interface AwarenessPages {
  readonly records: Pick<AwarenessRecords, "list" | "imports" | "sentText" | "recordHeld" | "recordIncidents">;
  readonly sending: Pick<AwarenessSending, "newsletters" | "preview" | "start">;
  readonly reading: AwarenessReading;
}

/** What of the gate log is for everybody. */
export interface PublicLog {
  /** The newest signed note; null before the first. */
  checkpoint(): Promise<string | null>;
  /** Of the keys that sign it, the one in force first; none before the first checkpoint. */
  vkeys(): Promise<readonly string[]>;
}

/** The part of a pino logger that the pages use. */
export interface WebLog {
  error(detail: object, message: string): void;
  warn(detail: object, message: string): void;
}

export interface WebDeps {
  readonly learning: Learning;
  /** Before a page that may show a course: another process may have put a new version in force. */
  readonly refreshCourses: () => Promise<void>;
  readonly decisions: DecisionPages;
  /** Which clause and which risk is met by which course. */
  readonly taught: {
    readonly mapping: Mapping;
    /** As it is in force now. */
    readonly curriculum: () => Curriculum;
  };
  readonly eligibility: EligibilityDesk;
  readonly exceptions: Exceptions;
  readonly admin: AdminPages;
  readonly access: AccessPages;
  readonly rosters: RosterPages;
  readonly rosterFiles: RosterFiles;
  readonly auditing: Auditing;
  readonly policyDocuments: PolicyDocuments;
  readonly reviews: Reviews;
  readonly awareness: AwarenessPages;
  readonly effectiveness: Effectiveness;
  readonly signIn: SignIn;
  readonly sessions: Sessions;
  readonly health: Health;
  readonly publicLog: PublicLog;
  readonly assets: Assets;
  readonly config: WebConfig;
  readonly clock: Clock;
  readonly log: WebLog;
}
