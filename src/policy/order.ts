import { z } from "zod";

/** What the gate does about a decision, weakest first. */
export const MODES = ["observe", "flag", "block"] as const;
export const Mode = z.enum(MODES);
export type Mode = z.output<typeof Mode>;

export function isWeaker(mode: Mode, than: Mode): boolean {
  return MODES.indexOf(mode) < MODES.indexOf(than);
}

export function stronger(one: Mode, other: Mode): Mode {
  return isWeaker(one, other) ? other : one;
}
