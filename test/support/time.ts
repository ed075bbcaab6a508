import type { Clock } from "../../src/domain/clock.ts";

const DAY_MS = 86_400_000;

/** The real time, ahead by as many days as were let pass. */
export interface Time {
  readonly clock: Clock;
  pass(days: number): void;
}

export function createTime(): Time {
  let ahead = 0;
  return {
    clock: () => new Date(Date.now() + ahead),
    pass(days) {
      ahead += days * DAY_MS;
    },
  };
}

/** `YYYY-MM-DD` */
export const dayOf = (instant: Date): string => instant.toISOString().slice(0, 10);
