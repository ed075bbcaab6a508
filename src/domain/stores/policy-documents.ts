import type { AccountId, OrgId, PersonId } from "../ids.ts";
import type { Unreached } from "./notices.ts";

/** The training policy of an organisation in one wording, without the text. */
export interface TrainingPolicyHead {
  readonly id: string;
  readonly orgId: OrgId;
  /** From 1, in the order in which they were issued. */
  readonly version: number;
  /** Of the text. */
  readonly sha256: string;
  /** The policy that it tells in words. */
  readonly policySha256: string;
  readonly createdAt: Date;
  /** A draft until then. */
  readonly approvedBy: PersonId | null;
  readonly approvedAt: Date | null;
}

export interface TrainingPolicyVersion extends TrainingPolicyHead {
  readonly markdown: string;
}

export interface TypedSignature {
  readonly person: PersonId;
  readonly typedName: string;
  /** Null where the command line signed. */
  readonly sessionId: string | null;
}

export interface TrainingPolicyStore {
  /** Until the transaction ends nobody else issues a version for this organisation. */
  hold(org: OrgId): Promise<void>;
  latest(org: OrgId): Promise<TrainingPolicyVersion | null>;
  /** The newest that was approved. */
  approved(org: OrgId): Promise<TrainingPolicyVersion | null>;
  find(org: OrgId, version: number): Promise<TrainingPolicyVersion | null>;
  /** The newest first. */
  list(org: OrgId): Promise<readonly TrainingPolicyHead[]>;
  add(version: TrainingPolicyVersion): Promise<void>;
  /**
   * Of access that others gave before the training and that was withdrawn: the longest that any stood, in whole minutes
   * rounded up. Null: there was none.
   */
  longestWithdrawal(org: OrgId): Promise<number | null>;
  /** False if it was approved before. */
  approve(id: string, signature: TypedSignature, at: Date): Promise<boolean>;
}

/** One wording of a policy. */
export interface PolicyText {
  readonly policyId: string;
  readonly sha256: string;
}

/** By which a notice of this wording is known. */
export function noticeOf({ policyId, sha256 }: PolicyText): string {
  return `${policyId}@${sha256}`;
}

/** Of the people of an organisation (its members, and those on its roster): all of them, or those who are meant. */
export interface Audience {
  /** Job roles on the roster. */
  readonly roles?: readonly string[];
  readonly people?: readonly PersonId[];
}

export interface PolicyAnnouncement extends PolicyText {
  readonly id: string;
  readonly orgId: OrgId;
  readonly kind: string;
  readonly title: string;
  readonly url: string;
  /** `YYYY-MM-DD` */
  readonly effectiveOn: string;
  readonly acknowledge: boolean;
  readonly audience: number;
  /** How many people the organisation had. */
  readonly roster: number;
  readonly announcedAt: Date;
}

export interface Acknowledgement extends PolicyText {
  readonly id: string;
  readonly person: PersonId;
  /** Set where the text is an organisation's own: its training policy. */
  readonly orgId: OrgId | null;
  readonly typedName: string;
  readonly sessionId: string;
  readonly acknowledgedAt: Date;
}

/** `unreached`: who has not accepted it, and could not be told of it. */
export const READER_STATES = ["all", "missing", "done", "unreached"] as const;

export interface ReaderQuery {
  readonly search: string;
  readonly show: (typeof READER_STATES)[number];
  readonly page: number;
  readonly limit: number;
}

/** Somebody for whom a policy is meant, and whether they accepted the wording that was asked about. */
export interface PolicyReader {
  readonly person: PersonId;
  /** As the roster has it. */
  readonly name: string | null;
  readonly logins: readonly string[];
  readonly acknowledgedAt: Date | null;
  /** Whether they were told of it; null: nobody tried yet. */
  readonly told: { readonly delivered: boolean; readonly why: Unreached | null } | null;
}

/** How many a policy is for, how many of them accepted the text, were told of it, and could not be. */
export interface ReaderCounts {
  readonly audience: number;
  readonly done: number;
  readonly reached: number;
  readonly unreached: number;
}

export interface AcknowledgementStore {
  /** False if the same person accepted the same text before. */
  add(acknowledgement: Acknowledgement): Promise<boolean>;
  listOf(person: PersonId): Promise<readonly Pick<Acknowledgement, "policyId" | "sha256" | "acknowledgedAt">[]>;
  /** False if the organisation was told of this text before. */
  announce(announcement: PolicyAnnouncement): Promise<boolean>;
  wasAnnounced(org: OrgId, text: PolicyText): Promise<boolean>;
  count(org: OrgId, text: PolicyText, audience: Audience): Promise<ReaderCounts>;
  /** By login, then name. */
  readers(
    org: OrgId,
    text: PolicyText,
    audience: Audience,
    query: ReaderQuery,
  ): Promise<{ readonly rows: readonly PolicyReader[]; readonly total: number }>;
  /** Of the audience those who have not accepted the text, and of whom no notice of it is planned; by id. */
  untold(org: OrgId, text: PolicyText, audience: Audience, limit: number): Promise<readonly PersonId[]>;
  /** Organisations that have the account as a member, or its person on their roster. */
  organisationsOf(person: PersonId, accounts: readonly AccountId[]): Promise<readonly OrgId[]>;
  /** Job roles of the person on the rosters of the organisation. */
  rolesOf(org: OrgId, person: PersonId): Promise<readonly string[]>;
}
