import type { AwarenessKind, AwarenessMethod, Outcomes } from "../awareness.ts";
import type { OrgId, PersonId } from "../ids.ts";

export interface AwarenessActivity {
  readonly id: string;
  readonly orgId: OrgId;
  /** By what it is known again, in another file or at another sending. */
  readonly keySha256: string;
  readonly kind: AwarenessKind;
  readonly method: AwarenessMethod;
  /** By which way people were reached: mail, or the system whose file told it. */
  readonly channel: string;
  readonly title: string;
  readonly slug: string | null;
  readonly textSha256: string | null;
  /** As it was sent. */
  readonly text: string | null;
  readonly happenedAt: Date;
  /** How many people it was for, how many stood on the roster then, and how many of these it reached; null: nobody knows who came. */
  readonly audience: number;
  readonly roster: number;
  readonly covered: number | null;
  /** Of what was sent. */
  readonly delivered: number | null;
  readonly undeliverable: number | null;
  /** Of these nobody knows whether it arrived. */
  readonly unknown: number | null;
  /** Of a simulation. */
  readonly outcomes: Outcomes | null;
  readonly salt: Uint8Array;
  readonly recordedBy: PersonId;
  readonly recordedAt: Date;
  /** Null while it is being sent: it stands in no list and no report until then. */
  readonly closedAt: Date | null;
}

export type ActivityCounts = Pick<
  AwarenessActivity,
  "happenedAt" | "audience" | "roster" | "covered" | "delivered" | "undeliverable" | "unknown" | "outcomes" | "closedAt"
>;

/** What one recipient of a simulation did. */
export interface PhishingResult {
  /** Of their address, under the salt of the activity. */
  readonly keySha256: string;
  /** Null where the roster names nobody of that address. */
  readonly person: PersonId | null;
  readonly sentAt: Date;
  readonly reported: boolean;
  readonly clicked: boolean;
  readonly submitted: boolean;
  readonly minutesToReport: number | null;
}

export interface IncidentReports {
  readonly keySha256: string;
  /** `YYYY-MM-DD` */
  readonly on: string;
  readonly reports: number;
  readonly minutesToReport: number | null;
}

export type AwarenessImportKind = "phishing" | "incidents" | "drills";

export interface AwarenessImport {
  readonly id: string;
  readonly orgId: OrgId;
  readonly kind: AwarenessImportKind;
  /** Which system, as the map of its columns calls it. */
  readonly source: string;
  readonly fileSha256: string;
  /** Lines that brought something new. */
  readonly rows: number;
  readonly rejected: number;
  readonly known: number;
  /** Recipients whom the roster does not name. */
  readonly unmatched: number;
  readonly importedBy: PersonId;
  readonly importedAt: Date;
}

/** `sending`: somebody has it in hand. `unknown`: it was handed over, and nobody knows whether it was taken. */
export type RecipientState = "waiting" | "sending" | "delivered" | "undeliverable" | "unknown";

export interface RecipientCounts {
  readonly delivered: number;
  readonly undeliverable: number;
  readonly unknown: number;
  /** Of those whom it was delivered to, how many the roster names. */
  readonly covered: number;
}

/** Somebody whom a newsletter is for, with what they can be reached by. */
export interface Recipient {
  readonly person: PersonId;
  readonly name: string | null;
  readonly email: string | null;
  readonly logins: readonly string[];
}

export interface MicroQuizAnswer {
  readonly person: PersonId;
  /** Of the questions as they were asked. */
  readonly quizSha256: string;
  readonly slug: string;
  readonly answers: readonly { readonly question: string; readonly chosen: number; readonly right: boolean }[];
  readonly answeredAt: Date;
}

export interface ActivityQuery {
  readonly org: OrgId;
  readonly kind?: AwarenessKind | undefined;
  readonly search?: string | undefined;
  /** The last one seen; those before it are answered. */
  readonly before?: { readonly happenedAt: Date; readonly id: string } | undefined;
  readonly limit: number;
}

/** Something that was written here and delivered to one person. */
export interface DeliveredText extends Pick<AwarenessActivity, "kind" | "title" | "happenedAt"> {
  readonly slug: string;
}

export interface AwarenessStore {
  /** Until the transaction ends nobody else records what keeps people of this organisation aware. */
  hold(org: OrgId): Promise<void>;
  /** Of these addresses, in lower case, those that the roster has for one person alone. */
  peopleByMail(org: OrgId, addresses: readonly string[]): Promise<ReadonlyMap<string, PersonId>>;
  /** How many people the roster names now. */
  rosterPeople(org: OrgId): Promise<number>;
  byKeys(org: OrgId, keySha256s: readonly string[]): Promise<readonly AwarenessActivity[]>;
  find(org: OrgId, id: string): Promise<AwarenessActivity | null>;
  add(activity: AwarenessActivity): Promise<void>;
  settle(id: string, counts: ActivityCounts): Promise<void>;
  /** Newest first. */
  list(query: ActivityQuery): Promise<readonly AwarenessActivity[]>;
  /** Being sent, the oldest first. */
  open(): Promise<readonly AwarenessActivity[]>;
  /** Of what was sent under this name, newest first. */
  sentAs(org: OrgId, slug: string): Promise<readonly AwarenessActivity[]>;

  resultsOf(activity: string, keySha256s: readonly string[]): Promise<readonly PhishingResult[]>;
  /** What is known of a recipient is replaced. */
  saveResults(activity: string, results: readonly PhishingResult[]): Promise<void>;
  /** All results of one simulation, counted; `covered`: recipients whom the roster names. */
  countResults(activity: string): Promise<Outcomes & { readonly covered: number; readonly sentAt: Date }>;

  knownIncidents(org: OrgId, keySha256s: readonly string[]): Promise<ReadonlySet<string>>;
  addIncidents(org: OrgId, incidents: readonly IncidentReports[], by: PersonId, at: Date): Promise<void>;
  addImport(done: AwarenessImport): Promise<void>;
  /** Newest first. */
  imports(org: OrgId, limit: number): Promise<readonly AwarenessImport[]>;

  /** Everybody whom the roster names now, or those in one of these roles; by person. */
  audience(
    org: OrgId,
    asked: { readonly roles?: readonly string[]; readonly after?: PersonId; readonly limit: number },
  ): Promise<readonly Recipient[]>;
  recipients(org: OrgId, people: readonly PersonId[]): Promise<readonly Recipient[]>;
  addRecipients(activity: string, people: readonly PersonId[]): Promise<void>;
  /** Of these people, to whom this text was delivered already. */
  reachedBy(org: OrgId, textSha256: string, people: readonly PersonId[]): Promise<ReadonlySet<PersonId>>;
  /** What was delivered to this person, the newest first; what was sent twice stands there once. */
  deliveredTo(person: PersonId, limit: number): Promise<readonly DeliveredText[]>;
  /** The text under this name that was delivered to them last, as it was sent, its head included. */
  deliveredText(person: PersonId, slug: string): Promise<(DeliveredText & { readonly text: string }) | null>;
  /** By person. */
  waiting(activity: string, page: { readonly after?: PersonId; readonly limit: number }): Promise<readonly PersonId[]>;
  /** Takes it in hand: false if somebody else did, or it waits no more. */
  claim(activity: string, person: PersonId, at: Date): Promise<boolean>;
  /** Those that were in hand before `before` are of whoever died: nobody knows of them. */
  giveUp(activity: string, before: Date): Promise<void>;
  /** Whether somebody has any of it in hand. */
  isBeingSent(activity: string): Promise<boolean>;
  mark(activity: string, state: RecipientState, people: readonly PersonId[]): Promise<void>;
  countRecipients(activity: string): Promise<RecipientCounts>;

  /** False where they had answered these questions before. */
  answer(answer: MicroQuizAnswer): Promise<boolean>;
  answerOf(person: PersonId, quizSha256: string): Promise<MicroQuizAnswer | null>;
}
