import { type Access, atLeast } from "../../domain/access.ts";
import type { SeatLayer } from "./decision.ts";
import type { AccessFacts, SeatFacts } from "./facts.ts";
import type { Place } from "./place.ts";

/** Which of the cases it is. A seat that an earlier look let stand is not a new one. */
export function verdictOf({ seat, layers }: Place, facts: AccessFacts): "keep" | "hold" | "lapse" | "pre_existing" {
  if (!seat) return "hold";
  if (isNew(seat) || isRaised(seat)) return "hold";
  const lacking = layers.filter(({ standing }) => standing.state === "missing");
  if (lacking.length === 0 && facts.missing.length === 0) return "keep";
  return lacking.every((layer) => hasLapsed(layer, seat)) ? "lapse" : "pre_existing";
}

function isNew({ preExisting, grantedByUs, stood, gatedSince, since }: SeatFacts): boolean {
  return !preExisting && !grantedByUs && stood === null && gatedSince !== null && since >= gatedSince;
}

/** A stronger role than the one that was let stand, given since. What we give is let stand at once. */
export function isRaised({ target, stood, gatedSince, roleSince }: SeatFacts): boolean {
  if (target.kind !== "repository" || stood === null || gatedSince === null) return false;
  return roleSince >= gatedSince && target.role !== stood && atLeast(target.role, stood as Access);
}

/** They had what it takes while they had the seat, and have it no more. */
function hasLapsed(layer: SeatLayer, seat: SeatFacts): boolean {
  const { standing } = layer;
  if (standing.state !== "missing") return false;
  return standing.missing.every(({ why }) => why === "expired" || why === "superseded") || wasSpared(layer, seat);
}

/** A waiver let the seat stand where it would have waited; a waiver of before either says nothing about it. */
export function wasSpared({ sparedUntil }: SeatLayer, { since, gatedSince }: SeatFacts): boolean {
  return sparedUntil !== undefined && gatedSince !== null && sparedUntil > since && sparedUntil > gatedSince;
}
