import { DAY_MS } from "../../domain/day.ts";
import type { Policy } from "../../policy/policy.ts";
import type { AccessFacts, SeatFacts } from "./facts.ts";
import type { Place } from "./place.ts";
import { wasSpared } from "./which-case.ts";

const TOLD_DAYS = 7;

/** Until when access stays that is older than the gate. */
export function deadlineOf({ missingSince }: SeatFacts, { asOf }: AccessFacts, { grace }: Policy): string {
  return inDays(missingSince ?? asOf, grace.pre_existing);
}

/** Nobody loses access that is older than the gate without having known of it for a week. */
export function isTold({ toldOfDeadline, asOf }: AccessFacts): boolean {
  return toldOfDeadline !== null && Date.parse(asOf) - Date.parse(toldOfDeadline) >= TOLD_DAYS * DAY_MS;
}

/**
 * Until when access stays that rested on a waiver, or that an admin released: for as long as where training expired. Of
 * what expired its own term says it, and it is over.
 */
export function lapseDeadlineOf({ layers }: Place, seat: SeatFacts, { grace }: Policy): string | null {
  const ends = layers.flatMap((layer) =>
    layer.standing.state === "missing" && layer.sparedUntil !== undefined && wasSpared(layer, seat)
      ? [inDays(layer.sparedUntil, grace.renewal)]
      : [],
  );
  if (seat.releasedAt !== undefined) ends.push(inDays(seat.releasedAt, grace.renewal));
  return ends.sort().at(-1) ?? null;
}

const inDays = (instant: string, days: number) => new Date(Date.parse(instant) + days * DAY_MS).toISOString();
