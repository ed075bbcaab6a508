import type { ExternalCompletion, ExternalMethod } from "../../domain/external-completion.ts";
import type { AccountId, OrgId, PersonId } from "../../domain/ids.ts";
import type { ImportRow } from "../../domain/stores/exceptions.ts";
import type { KnownCourse, RejectedRow, ToldCompletions } from "../../training/completions/read-rows.ts";

/** Somebody who asks for something or agrees to it, and by which way they came. */
export interface Actor {
  readonly person: PersonId;
  readonly account: AccountId;
  readonly login: string;
  /** `cli`: whoever has the database says who they are. Their roles are looked at all the same. */
  readonly via: "ui" | "cli";
}

/** What was refused, with the next step; `field` is the one to mend, where one is. */
export interface Refused {
  readonly ok: false;
  readonly why: string;
  readonly field?: string;
}

export type Done = { readonly ok: true; readonly id: string } | Refused;

export const refused = (why: string, field?: string): Refused => ({ ok: false, why, ...(field && { field }) });

/** Pending: asked for, and acts on nothing. In force: approved, and neither ended nor over. */
export const EXCEPTION_STATES = ["pending", "in-force", "over", "declined", "revoked"] as const;
export type ExceptionState = (typeof EXCEPTION_STATES)[number];

/** Who stands behind it, by the logins that they have now; null for somebody who has no account any more. */
export interface NamedPeople {
  readonly requestedBy: string | null;
  readonly requestedAt: Date;
  readonly approvedBy: string | null;
  readonly approvedAt: Date | null;
  readonly endedBy: string | null;
  readonly endedAt: Date | null;
  readonly endReason: string | null;
}

export interface WaiverAsk {
  readonly org: OrgId;
  /** Login of whom it is for. */
  readonly person: string;
  readonly layer: string;
  /** First day, `YYYY-MM-DD` (UTC); from now on if left out. */
  readonly from?: string | undefined;
  /** Last day. */
  readonly until: string;
  readonly reason: string;
  readonly repositories?: readonly string[];
  /** Login of who answers for it; who asks, if left out. */
  readonly owner?: string | undefined;
  readonly documentSha256?: string | undefined;
}

export interface WaiverView extends NamedPeople {
  readonly id: string;
  readonly org: OrgId;
  readonly state: ExceptionState;
  readonly person: string | null;
  readonly owner: string | null;
  readonly layer: string;
  readonly repositories: readonly string[];
  readonly startsAt: Date;
  readonly endsAt: Date;
  readonly reason: string;
  readonly documentSha256: string | null;
  readonly uses: number;
}

export interface Waivers {
  /** Layers that a waiver may spare somebody, and the longest that one may last, in days. Null: no policy in force yet. */
  terms(org: OrgId): Promise<{ readonly layers: readonly string[]; readonly longestDays: number } | null>;
  request(by: Actor, ask: WaiverAsk): Promise<Done>;
  /** Both at once, or nothing: for the command line, where both people are named. */
  grant(by: Actor, approver: Actor, ask: WaiverAsk): Promise<Done>;
  approve(by: Actor, id: string): Promise<Done>;
  /** Declines a request, and revokes what was approved; at once, on every open head of the person. `by` null: not said. */
  end(by: Actor | null, id: string, reason: string): Promise<Done>;
  list(org: OrgId): Promise<readonly WaiverView[]>;
}

export interface BreakGlassAsk {
  readonly org: OrgId;
  /** `owner/name`. */
  readonly repository: string;
  readonly number: number;
  readonly hours: number;
  readonly reason: string;
}

export interface BreakGlassView extends NamedPeople {
  readonly id: string;
  readonly org: OrgId;
  readonly state: ExceptionState;
  /** `owner/name#number`. */
  readonly pull: string;
  readonly headSha: string;
  readonly hours: number;
  readonly endsAt: Date | null;
  readonly reason: string;
  /** It was approved, and nobody has looked at it since. */
  readonly awaitsReview: boolean;
  readonly reviewedBy: string | null;
  readonly reviewedAt: Date | null;
  readonly reviewNote: string | null;
}

export interface BreakGlasses {
  request(by: Actor, ask: BreakGlassAsk): Promise<Done>;
  use(by: Actor, approver: Actor, ask: BreakGlassAsk): Promise<Done>;
  approve(by: Actor, id: string): Promise<Done>;
  end(by: Actor | null, id: string, reason: string): Promise<Done>;
  review(by: Actor, id: string, note: string): Promise<Done>;
  list(org: OrgId): Promise<readonly BreakGlassView[]>;
}

/** One completion of a file, resolved to somebody here. */
export interface ImportCandidate extends ImportRow {
  /** Null for somebody of the roster who has no account. */
  readonly login: string | null;
}

/** What a file would bring, before anything is kept of it. */
export interface ImportPreview {
  readonly org: OrgId;
  readonly source: string;
  readonly method: ExternalMethod;
  readonly fileSha256: string;
  /** New here, in the order of the file. */
  readonly candidates: readonly ImportCandidate[];
  readonly rejected: readonly RejectedRow[];
  /** Brought by an earlier file, or twice by this one. */
  readonly known: number;
  /** Not finished there. */
  readonly passedOver: number;
}

export interface ImportView extends NamedPeople {
  readonly id: string;
  readonly org: OrgId;
  readonly state: ExceptionState;
  readonly source: string;
  readonly fileSha256: string;
  readonly rows: number;
  readonly rejected: number;
  readonly known: number;
}

export interface ImportedRowView extends ExternalCompletion {
  readonly login: string | null;
}

export interface Imports {
  /** Courses as they are in force here, with the pass mark that the organisation asks for. */
  courses(org: OrgId): Promise<readonly KnownCourse[]>;
  /** Looks up who each row is about and whether it is new. Changes nothing. */
  preview(
    file: Pick<ImportPreview, "org" | "source" | "method" | "fileSha256">,
    told: ToldCompletions,
  ): Promise<ImportPreview>;
  /** Keeps the new rows, all or none; they count for nothing until somebody else has approved them. */
  request(by: Actor, preview: ImportPreview): Promise<Done>;
  /** Makes completions of them, all or none. Each still waits for the person's own signature. */
  approve(by: Actor, id: string): Promise<Done>;
  decline(by: Actor, id: string, reason: string): Promise<Done>;
  list(org: OrgId): Promise<readonly ImportView[]>;
  /** Null where there is none of that id in the organisation. */
  read(
    org: OrgId,
    id: string,
  ): Promise<{ readonly batch: ImportView; readonly rows: readonly ImportedRowView[] } | null>;
}
