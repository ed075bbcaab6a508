import { DAY_MS } from "../../domain/day.ts";

export interface Cadence {
  /** Days from the opening of one review to the next. */
  readonly every: number;
  /** Days in which it is to be signed. */
  readonly dueWithin: number;
}

/** Reviews count from the last one's opening; the first from when the programme began. */
export function opensAt(lastOpened: Date | null, began: Date, { every }: Cadence): Date {
  return new Date((lastOpened ?? began).getTime() + every * DAY_MS);
}

export function dueAt(openedAt: Date, { dueWithin }: Cadence): Date {
  return new Date(openedAt.getTime() + dueWithin * DAY_MS);
}

export const REVIEW_STATES = ["open", "overdue", "signed", "approved"] as const;
export type ReviewState = (typeof REVIEW_STATES)[number];

/** Overdue: not signed at its end. A review that is signed late stays an exception that was closed. */
export function stateOf(
  review: { readonly dueAt: Date; readonly signedAt: Date | null; readonly approvedAt: Date | null },
  now: Date,
): ReviewState {
  if (review.approvedAt !== null) return "approved";
  if (review.signedAt !== null) return "signed";
  return review.dueAt <= now ? "overdue" : "open";
}
