import type { Period } from "./report.ts";

export interface Silence {
  readonly from: Date;
  readonly until: Date;
}

/** One is due each day; half a day more is a restart or a busy night, and nothing that anybody needs to explain. */
const LONGEST_MS = 36 * 3_600_000;

/** How long the log said nothing of itself within the period, given the instants of its heartbeats in their order. */
export function createSilences({ from, to }: Period, asOf: Date) {
  let last = from;
  const gapBefore = (at: Date): readonly Silence[] => {
    const gap = at.getTime() - last.getTime() > LONGEST_MS ? [{ from: last, until: at }] : [];
    last = at;
    return gap;
  };
  return {
    /** The silence that this heartbeat ends. */
    beat: gapBefore,
    /** The one that nothing has ended. */
    end: () => gapBefore(asOf < to ? asOf : to),
  };
}
