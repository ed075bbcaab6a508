import type { AccessKind } from "../../domain/access.ts";
import type { Turn } from "./turns.ts";

/** What entries name a seat by. Entries of one key follow each other. */
export interface SeatKey {
  readonly kind: AccessKind;
  /** The person's random id; null for what is nobody's own. */
  readonly person: string | null;
  /** Tells the accounts of one person apart; null in entries of before. */
  readonly account: string | null;
  readonly team: number | null;
  readonly repository: number | null;
  /** GitHub's id of what the other ids do not name. */
  readonly external: string | null;
}

/** One dated observation, as an entry tells it. */
export interface SeatSeen extends SeatKey {
  readonly turn: Turn;
  readonly recordedAt: number;
}

export function keyOfSeat({ kind, account, team, repository, external }: SeatKey): string {
  return [kind, account, team, repository, external].map((part) => part ?? "").join(":");
}
