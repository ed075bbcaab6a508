import type { OrgId } from "../../domain/ids.ts";
import type { ReviewState } from "../../programme/review/cadence.ts";
import type { ReviewDocument } from "../../programme/review/review.ts";
import type { Actor, Done } from "../exceptions/port.ts";

export interface ReviewBrief {
  readonly id: string;
  readonly number: number;
  readonly state: ReviewState;
  readonly sha256: string;
  readonly openedAt: Date;
  readonly dueAt: Date;
  readonly signedAt: Date | null;
  /** The logins that they have now. */
  readonly reviewer: string | null;
  readonly approvedAt: Date | null;
  readonly approver: string | null;
}

export interface SettledView {
  readonly by: string | null;
  readonly at: Date;
  readonly comment: string;
}

export interface ReviewView extends ReviewBrief {
  readonly document: ReviewDocument;
  readonly signedSha256: string | null;
  /** By item: what was ticked. */
  readonly settled: ReadonlyMap<string, SettledView>;
}

export interface ReviewsOverview {
  /** The newest first. */
  readonly reviews: readonly ReviewBrief[];
  /** When the next one opens by itself; null while one is open, and before there is anything to review. */
  readonly nextAt: Date | null;
}

export interface ReviewSignature {
  /** Of what they read: another text is refused. */
  readonly sha256: string;
  readonly typedName: string;
  /** Null where the command line signs. */
  readonly sessionId: string | null;
}

/** Who may look is checked by who asks; who changes something must be an administrator. */
export interface Reviews {
  overview(org: OrgId): Promise<ReviewsOverview>;
  read(org: OrgId, id: string): Promise<ReviewView | null>;
  /** Before its time, where none is open. */
  open(by: Actor, org: OrgId): Promise<Done>;
  settle(by: Actor, org: OrgId, id: string, said: { readonly item: string; readonly comment: string }): Promise<Done>;
  /** Once every item is ticked. */
  sign(by: Actor, org: OrgId, id: string, signature: ReviewSignature): Promise<Done>;
  /** By another person than who signed. `sha256` is of what was signed. */
  approve(by: Actor, org: OrgId, id: string, signature: ReviewSignature): Promise<Done>;
}
