import type { Placed } from "../entry-columns.ts";
import type { Period, Reconciliation } from "../report.ts";
import type { Sources } from "../sources.ts";

/** One breach of what the gate is to hold. */
export interface Exception {
  readonly type:
    | "bypass"
    | "not-covered"
    | "direct-push"
    | "break-glass"
    | "gate-paused"
    | "rule-weakened"
    | "scope-behind"
    | "untrained-access"
    | "unmanaged-access"
    | "owner-unenforceable"
    | "hold-untold"
    | "review-overdue"
    | "github-only";
  /** Null: since when is not known. */
  readonly opened: string | null;
  /** Null while it is open; what happens at one instant closes with it. */
  readonly closed: string | null;
  readonly cause: string;
  /** Whom it is about, or who did it. */
  readonly person: string | null;
  /** Who answers for it; a person key, or a name of the policy. */
  readonly owner: string | null;
  readonly approver: string | null;
  readonly repositoryId: number | null;
  /** What it concerns, where that is no single repository. */
  readonly what: string | null;
  readonly decisionId: string | null;
  readonly leaf: Placed | null;
}

export const NOTHING_MORE = {
  closed: null,
  person: null,
  owner: null,
  approver: null,
  repositoryId: null,
  what: null,
  decisionId: null,
  leaf: null,
} as const;

/** One kind of them. What it found is counted while it is read, and compared with the log afterwards. */
export interface ExceptionKind {
  /** Those that were open at any time of the period, in their order. */
  find(period: Period): AsyncIterable<Exception>;
  /** Asked after `find`. */
  reconcile(period: Period): Promise<readonly Reconciliation[]>;
}

export type ExceptionSources = Pick<
  Sources,
  "entries" | "exceptions" | "policies" | "standing" | "githubLog" | "repositories" | "people" | "asOf"
>;

export function isOpenIn({ from, to }: Period, opened: string, closed: string | null): boolean {
  return Date.parse(opened) < to.getTime() && (closed === null || Date.parse(closed) >= from.getTime());
}
