import type { OrgId, PersonId } from "../ids.ts";
import type { TypedSignature } from "./policy-documents.ts";

export interface Review {
  readonly id: string;
  readonly orgId: OrgId;
  /** From 1, in the order in which they opened. */
  readonly number: number;
  /** Of the document. */
  readonly sha256: string;
  /** What it looks at, as it was when it opened: plain JSON. */
  readonly document: unknown;
  readonly salt: Uint8Array;
  readonly openedAt: Date;
  readonly dueAt: Date;
  /** Of the document with what was ticked and said. */
  readonly signedSha256: string | null;
  readonly signedBy: PersonId | null;
  readonly signedAt: Date | null;
  readonly approvedBy: PersonId | null;
  readonly approvedAt: Date | null;
}

/** One item that somebody ticked. */
export interface SettledItem {
  readonly item: string;
  readonly settledBy: PersonId;
  readonly settledAt: Date;
  readonly comment: string;
}

export type OpenedReview = Omit<Review, "signedSha256" | "signedBy" | "signedAt" | "approvedBy" | "approvedAt">;

export interface ReviewStore {
  /** Until the transaction ends nobody else opens or changes a review of this organisation. */
  hold(org: OrgId): Promise<void>;
  latest(org: OrgId): Promise<Review | null>;
  find(org: OrgId, id: string): Promise<Review | null>;
  /** The newest first. */
  list(org: OrgId): Promise<readonly Review[]>;
  open(review: OpenedReview): Promise<void>;
  /** Ticked again, what was said last counts. */
  settle(id: string, item: SettledItem): Promise<void>;
  settledOf(id: string): Promise<readonly SettledItem[]>;
  /** False if it was signed before. */
  sign(id: string, signedSha256: string, signature: TypedSignature, at: Date): Promise<boolean>;
  /** False unless it was signed, by another person, and not approved before. */
  approve(id: string, signature: TypedSignature, at: Date): Promise<boolean>;
}
