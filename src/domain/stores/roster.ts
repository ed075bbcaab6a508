import type { AccountId, OrgId, PersonId } from "../ids.ts";
import type { RosterRecord, RosterSource } from "../roster.ts";

export interface RosterCounts {
  readonly added: number;
  readonly changed: number;
  readonly ended: number;
  readonly unchanged: number;
}

/** One file of one source. Until `appliedAt` it is a preview that nothing else knows of. */
export interface RosterSnapshot extends RosterCounts {
  readonly id: string;
  readonly orgId: OrgId;
  readonly source: RosterSource;
  readonly fileSha256: string;
  readonly header: readonly string[];
  /** It says nothing of those whom it does not name. */
  readonly partial: boolean;
  readonly requestedBy: PersonId;
  readonly requestedAt: Date;
  readonly appliedAt: Date | null;
  readonly shrinkConfirmed: boolean;
  /** Lines that can be used. */
  readonly rows: number;
  readonly rejected: number;
}

/** A line of a file: what it says, or why it cannot be used. */
export interface RosterLine {
  readonly line: number;
  readonly cells: readonly string[];
  readonly key: string | null;
  readonly record: RosterRecord | null;
  readonly recordSha256: string | null;
  readonly reason: string | null;
}

export type LinkedBy = "login" | "account" | "email" | "saml" | "roster" | "admin" | "nobody";

/** Somebody as one source knows them. */
export interface RosterMember {
  readonly id: string;
  readonly orgId: OrgId;
  readonly source: RosterSource;
  readonly key: string;
  readonly person: PersonId;
  readonly linkedBy: LinkedBy | null;
  readonly endedAt: Date | null;
}

/** What the source says of them now. */
export interface CurrentMember extends RosterMember {
  readonly record: RosterRecord;
  readonly recordSha256: string;
}

/** A line that says something new, and what was said before of whom it names. */
export interface RosterChange {
  readonly line: number;
  readonly record: RosterRecord;
  readonly recordSha256: string;
  readonly member: RosterMember | null;
  /** Null also where the source had stopped naming them. */
  readonly before: RosterRecord | null;
}

export interface NewVersion {
  readonly member: string;
  readonly snapshot: string;
  readonly record: RosterRecord;
  readonly recordSha256: string;
  readonly salt: Uint8Array;
}

/** A file on its way in. Its lines are worked through in the order of the file, a page at a time. */
/** A file among others: what it did, or would do, and who brought it. */
export interface RosterFileBrief
  extends Pick<
    RosterSnapshot,
    keyof RosterCounts | "id" | "source" | "fileSha256" | "partial" | "requestedAt" | "appliedAt" | "rows" | "rejected"
  > {
  /** Null for somebody who has no account any more. */
  readonly broughtBy: string | null;
}

export const ROSTER_FILE_SHOWS = ["waiting", "applied"] as const;

export interface RosterFilesAsked {
  /** Part of the source, of the digest, or of the login of who brought it. */
  readonly search: string;
  readonly show: (typeof ROSTER_FILE_SHOWS)[number] | null;
}

export interface RosterImportStore {
  open(
    snapshot: Pick<
      RosterSnapshot,
      "id" | "orgId" | "source" | "fileSha256" | "header" | "partial" | "requestedBy" | "requestedAt"
    >,
  ): Promise<void>;
  stage(id: string, lines: readonly RosterLine[]): Promise<void>;
  /** Refuses all lines of a key that stands in several, and settles what the file is: its digest, its lines, its counts. */
  close(id: string, file: Pick<RosterSnapshot, "fileSha256" | "partial">, now: Date): Promise<RosterSnapshot>;
  find(id: string): Promise<RosterSnapshot | null>;
  /** The newest first. */
  listFiles(
    org: OrgId,
    asked: RosterFilesAsked,
    range: { readonly offset: number; readonly limit: number },
  ): Promise<readonly RosterFileBrief[]>;
  countFiles(org: OrgId, asked: RosterFilesAsked): Promise<number>;
  /** The newest one of the source that was applied. */
  newest(org: OrgId, source: RosterSource): Promise<RosterSnapshot | null>;
  rejectedOf(id: string, after: number, limit: number): Promise<readonly RosterLine[]>;
  /** Whether any refused line does not even tell whom it is about: then nobody can be said to be missing. */
  hasNameless(id: string): Promise<boolean>;
  /** How many the source names now, and how many of them this file does not. */
  countDropped(id: string): Promise<{ readonly current: number; readonly dropped: number }>;
  /** Of the next `limit` lines those that say something new; `last` is null where there are no more lines. */
  changesOf(
    id: string,
    after: number,
    limit: number,
  ): Promise<{ readonly changes: readonly RosterChange[]; readonly last: number | null }>;
  /** Those whom the file does not name any more, refused lines included; by key. */
  droppedBy(id: string, limit: number): Promise<readonly CurrentMember[]>;
  /** Waits for others that change the same source; false if this file was applied or dropped meanwhile, or a newer one was. */
  hold(id: string): Promise<boolean>;
  /** Its lines are forgotten. */
  markApplied(id: string, at: Date, shrinkConfirmed: boolean): Promise<void>;
  discard(id: string): Promise<void>;
  /** How many of those whom the file changes were written so far. */
  countWritten(id: string): Promise<number>;
  /** Previews that nobody took up. Answers how many. */
  discardBefore(at: Date): Promise<number>;
}

/** A member whom nobody knows by an account, and who it turns out to be. */
export interface Linkable {
  readonly member: RosterMember;
  readonly person: PersonId;
  readonly linkedBy: Exclude<LinkedBy, "admin" | "nobody">;
}

/** Somebody on the roster, as a page or a report shows them. */
export interface RosterPerson extends CurrentMember {
  readonly logins: readonly string[];
  /** Other accounts that the line claims, where it is not clear whose it is: by login. */
  readonly claims: readonly string[];
}

export interface RosterQuery {
  readonly org: OrgId;
  readonly search?: string | undefined;
  readonly show: "all" | "unlinked" | "conflicts" | "ended";
  /** The last one seen; those that follow are answered. */
  readonly after?: { readonly source: RosterSource; readonly key: string } | undefined;
  readonly limit: number;
}

export interface RosterTotals {
  readonly current: number;
  readonly ended: number;
  readonly linked: number;
  readonly conflicts: number;
}

/** What the roster says of one person, over all sources that name them now. */
export interface RosterFacts {
  readonly roles: readonly string[];
  /** The earliest first day. */
  readonly startsOn: string | null;
  /** Set where every source says that they are gone: the latest of these. */
  readonly endedAt: Date | null;
}

export interface RosterStore {
  addMembers(members: readonly RosterMember[], at: Date): Promise<void>;
  /** What was said before of these members ends here. */
  closeVersions(members: readonly string[], at: Date): Promise<void>;
  addVersions(versions: readonly NewVersion[], at: Date): Promise<void>;
  markEnded(members: readonly { readonly id: string; readonly endedAt: Date | null }[]): Promise<void>;
  /** Makes `endedAt` of these people what their sources say; somebody whom no source names is left as they are. */
  settleEnded(people: readonly PersonId[]): Promise<void>;
  /** Of the organisation, those whose last day is over and who were not said to be gone; at most `limit`. */
  overdue(org: OrgId, now: Date, limit: number): Promise<readonly CurrentMember[]>;
  /** Until the transaction ends nobody else joins people of this organisation. */
  holdLinks(org: OrgId): Promise<void>;
  /** Those who claim one person's account that nobody else of their source claims or has; at most `limit`. */
  linkable(org: OrgId, limit: number): Promise<readonly Linkable[]>;
  /** Those whose address stands in another source too, once in each; at most `limit`, and nobody twice. */
  linkableAcross(org: OrgId, limit: number): Promise<readonly Linkable[]>;
  /** The member is this person from now on. */
  link(member: string, person: PersonId, linkedBy: LinkedBy): Promise<void>;
  /** All that `from` has becomes `into`'s; `from` stays as a name in the log that leads to `into`. */
  merge(from: PersonId, into: PersonId): Promise<void>;
  /** A person without anything, for a member whose link was taken away. */
  addPerson(id: PersonId, at: Date): Promise<void>;
  find(org: OrgId, source: RosterSource, key: string): Promise<CurrentMember | null>;
  factsOf(org: OrgId, people: readonly PersonId[]): Promise<ReadonlyMap<PersonId, RosterFacts>>;
  list(query: RosterQuery): Promise<readonly RosterPerson[]>;
  totals(org: OrgId): Promise<RosterTotals>;
  /** Of these people, whom a source of the organisation names now. */
  namedAmong(org: OrgId, people: readonly PersonId[]): Promise<ReadonlySet<PersonId>>;
  /** Whether any file was ever applied. */
  exists(org: OrgId): Promise<boolean>;
  /** Who was on the roster on that day, as it was known at `knownAt`; by source and key. */
  onDay(
    org: OrgId,
    asked: { readonly day: string; readonly knownAt: Date },
    page: Pick<RosterQuery, "after" | "limit">,
  ): Promise<readonly CurrentMember[]>;
  saveExternalIdentities(
    org: OrgId,
    seen: readonly { readonly account: AccountId; readonly nameId: string; readonly addresses: readonly string[] }[],
    at: Date,
  ): Promise<void>;
}
