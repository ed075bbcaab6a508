import type { AccessObservation } from "../access.ts";
import type { AccountId, OrgId, PersonId, RepositoryId } from "../ids.ts";

/** What somebody is told about their own access and training. */
export const PERSON_NOTICES = [
  /** Access waits for training. */
  "hold",
  /** Training lapsed, and reading is what they keep meanwhile. */
  "moved",
  /** Training lapsed, and the access is gone until it is renewed. */
  "removed",
  /** Access that waited has come. */
  "granted",
  /** They have access, and training is asked of them that they lack. */
  "missing",
  /** As `missing`, for access that is older than this app and has a deadline. */
  "pre-existing",
  /** Training ends soon. */
  "ends",
  /** Training ended, and access stays for a while. */
  "grace",
  "renewed",
  /** A policy that they have to know has a new wording. */
  "policy",
  /** They were told of a policy, and have not accepted it. */
  "policy-reminder",
] as const;
export type PersonNoticeKind = (typeof PERSON_NOTICES)[number];

/** `digest` and `unreached` go to those who run this app; `manager` is about the people who report to somebody. */
export type NoticeKind = PersonNoticeKind | "digest" | "unreached" | "manager";

export type ChannelName = "repository" | "mail";

/** Why something reached nobody. */
export type Unreached =
  /** No way is set up. */
  | "no-channel"
  /** The App may not write issues there. */
  | "not-granted"
  | "no-repository"
  | "no-issues"
  /** Seats of its team wait for training: whoever is held could not read it. */
  | "gated"
  | "no-account"
  | "cannot-read"
  | "no-address"
  | "address-refused"
  | "mail-server";

export interface Outcome {
  readonly delivered: boolean;
  readonly channel: ChannelName | null;
  /** Where it stands: the number. */
  readonly ref: string | null;
  readonly why: Unreached | null;
}

/** One thing said to one person. Several of them are one message where they fall due together. */
export interface Notice {
  readonly id: string;
  readonly orgId: OrgId;
  /** Null: those who run this app. */
  readonly person: PersonId | null;
  readonly kind: NoticeKind;
  /** What of: with `kind` it names the notice, so that none is said twice. */
  readonly about: string;
  readonly plannedAt: Date;
  /** The last try; null before the first has ended. */
  readonly sentAt: Date | null;
  readonly outcome: Outcome | null;
  /** Nothing is left to do: it was delivered, or it is of no use any more. */
  readonly isSettled: boolean;
}

export type NewNotice = Pick<Notice, "id" | "orgId" | "person" | "kind" | "about" | "plannedAt">;

/** Somebody to whom somebody reports, by the roster. */
export interface Reporting {
  readonly person: PersonId;
  readonly name: string;
  readonly manager: PersonId;
  readonly managerAddress: string;
}

export interface NoticeStore {
  /** Newest first. */
  ofPerson(org: OrgId, person: PersonId): Promise<readonly Notice[]>;
  /** What was told to those who run this app, or of one kind to anybody; newest first. */
  newest(org: OrgId, kind: NoticeKind, limit: number): Promise<readonly Notice[]>;
  /** Those that are there stay as they are. Answers all of them as they are kept. */
  plan(notices: readonly NewNotice[]): Promise<readonly Notice[]>;
  complete(ids: readonly string[], sentAt: Date, outcome: Outcome): Promise<void>;
  /** They reached nobody, and need not any more. */
  settle(ids: readonly string[]): Promise<void>;
  /** What of these kinds reached nobody, and still should; oldest first. */
  unreached(
    org: OrgId,
    kinds: readonly PersonNoticeKind[],
    limit: number,
  ): Promise<readonly (Notice & { readonly person: PersonId })[]>;
  /** People to whom something is still to be said, the next after `after` by id. */
  peopleWaiting(org: OrgId, after: PersonId | null, limit: number): Promise<readonly PersonId[]>;
  /** The issue in which the person is told things, or of those who run this app (null). */
  findThread(org: OrgId, repository: RepositoryId, person: PersonId | null): Promise<number | null>;
  saveThread(org: OrgId, repository: RepositoryId, person: PersonId | null, number: number): Promise<void>;
  /** The roster's address, else one that was proved at sign-in; lower-case. */
  addressesOf(org: OrgId, people: readonly PersonId[]): Promise<ReadonlyMap<PersonId, string>>;
  /** Of these people, those whose manager is on the roster with an address. */
  managersOf(org: OrgId, people: readonly PersonId[]): Promise<readonly Reporting[]>;
  /** What holds now of these accounts, and of the organisation and its teams, by which they may have more. */
  accessOf(org: OrgId, accounts: readonly AccountId[]): Promise<readonly AccessObservation[]>;
  findTeam(org: OrgId, slug: string): Promise<{ readonly id: number; readonly slug: string } | null>;
}
