import type { Mode } from "../policy/order.ts";
import type { Outcome } from "./decision.ts";

/** How something came onto a gated branch. */
export interface LandingSeen {
  readonly mode: Mode;
  /** The verdict that it met; none: nothing was decided about it, as of a push past every pull request. */
  readonly outcome: Outcome | "none";
  readonly breakGlass: boolean;
  /** Somebody on it was spared a layer by a waiver alone. */
  readonly waived: boolean;
  /** The gate was paused when it came. */
  readonly paused: boolean;
  /** Our check was required there. */
  readonly required: boolean;
}

export type LandingOutcome = "allowed" | "flagged" | "waived" | "break-glass" | "bypassed" | "not-covered" | "observed";

/**
 * One word for each, so that they add up. Where the check is required nothing that it did not let through comes onto
 * the branch, unless somebody is spared the rule: that is a bypass, whoever does it.
 */
export function landingResult({ mode, outcome, breakGlass, waived, paused, required }: LandingSeen): LandingOutcome {
  if (mode === "observe") return "observed";
  if (paused) return "not-covered";
  if (breakGlass) return "break-glass";
  if (outcome === "allow") return waived ? "waived" : "allowed";
  if (outcome === "flag") return "flagged";
  if (mode === "block") return required ? "bypassed" : "not-covered";
  return outcome === "none" ? "not-covered" : "flagged";
}
