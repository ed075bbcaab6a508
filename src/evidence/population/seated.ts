import type { AccessKind } from "../../domain/access.ts";
import { type AccessSources, accessParts } from "../access/access-parts.ts";
import { spellAt, type Turns } from "../access/turns.ts";
import type { Period } from "../report.ts";

/** Who had access of their own, as the log tells. */
export interface Seated {
  /** At some time of the period; by random id. */
  readonly during: ReadonlySet<string>;
  /** At the end of it, or at the snapshot where that is earlier. */
  readonly atEnd: ReadonlySet<string>;
  readonly end: Date;
}

/** It is no seat yet. */
const OFFERED: AccessKind = "invitation";

export async function readSeated(
  { entries, asOf }: Pick<AccessSources, "entries" | "asOf">,
  { from, to }: Period,
): Promise<Seated> {
  const end = new Date(Math.min(to.getTime() - 1, asOf.getTime()));
  const during = new Set<string>();
  const atEnd = new Set<string>();
  for await (const { history } of accessParts(entries, { knownAt: asOf })) {
    for (const [person, seats] of history.people) {
      const own = seats.filter(({ seat }) => seat.kind !== OFFERED).map(({ turns }) => turns);
      if (own.some((turns) => isHeldIn(turns, { from: from.getTime(), to: end.getTime() }))) during.add(person);
      if (own.some((turns) => spellAt(turns, end.getTime()) !== null)) atEnd.add(person);
    }
  }
  return { during, atEnd, end };
}

function isHeldIn(turns: Turns, { from, to }: { readonly from: number; readonly to: number }): boolean {
  return spellAt(turns, from) !== null || turns.some(({ at, present }) => present && at >= from && at <= to);
}
