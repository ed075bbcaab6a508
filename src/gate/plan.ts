import type { Decision } from "./decision.ts";

export type Conclusion = "success" | "neutral" | "action_required" | "failure";

/** What GitHub shows on the head now, as far as we wrote it. */
export interface Shown {
  readonly runId: number | null;
  readonly conclusion: string | null;
  /** Digest of everything that the run shows. */
  readonly shownSha256: string | null;
  /** GitHub was asked to run the check anew: a new run replaces the old one. */
  readonly rerun: boolean;
  /** A run has to be there whatever the mode: one of the merge group's pull requests shows ours. */
  readonly awaited?: boolean;
}

export type Effect =
  | { readonly kind: "create-run"; readonly conclusion: Conclusion }
  | { readonly kind: "update-run"; readonly runId: number; readonly conclusion: Conclusion };

/**
 * The conclusion for a decision in its scope's mode, or null where nothing is posted.
 *
 * `neutral` passes a required check (https://docs.github.com/en/pull-requests/collaborating-with-pull-requests/collaborating-on-repositories-with-code-quality-features/troubleshooting-required-status-checks),
 * so where the scope blocks, "do not know" is `failure`. `undecided` is posted only once the retries are over.
 */
export function conclusionOf(decision: Decision, shown: Shown): Conclusion | null {
  if (decision.mode === "observe" || !decision.inBoundary) {
    // A run of ours that is there already would go on saying what no longer holds.
    return shown.runId === null && !shown.awaited ? null : "neutral";
  }
  const blocks = decision.mode === "block";
  switch (decision.outcome) {
    case "allow":
      return "success";
    case "flag":
      return "neutral";
    case "withhold":
      return blocks ? "action_required" : "neutral";
    case "undecided":
      return blocks ? "failure" : "neutral";
  }
}

/** What to do so that GitHub shows the decision. Nothing, if it does: looking twice changes nothing the second time. */
export function planCheck(
  decision: Decision,
  shown: Shown,
  textSha256: (conclusion: Conclusion) => string,
): Effect | null {
  const conclusion = conclusionOf(decision, shown);
  if (conclusion === null) return null;
  if (shown.runId === null || shown.rerun) return { kind: "create-run", conclusion };
  const same = shown.conclusion === conclusion && shown.shownSha256 === textSha256(conclusion);
  return same ? null : { kind: "update-run", runId: shown.runId, conclusion };
}
