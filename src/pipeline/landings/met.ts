import type { Stores } from "../../domain/stores/index.ts";
import type { HeadVerdict, StoredDecision } from "../../domain/stores/verdicts.ts";
import type { Decision } from "../../gate/decision.ts";
import type { LandingSeen } from "../../gate/landing-result.ts";
import { DecisionTree } from "../decisions/decision-tree.ts";
import { waiversUsed } from "../head/logged-decision.ts";

/** The verdict that something met, as far as it is known. */
export interface Met extends Pick<LandingSeen, "outcome" | "breakGlass" | "waived"> {
  readonly decision: StoredDecision | null;
}

/** Of a decision that was erased nobody knows any more on what it rested. */
export async function metOf(verdict: HeadVerdict | null, { verdicts }: Pick<Stores, "verdicts">): Promise<Met> {
  const decision = verdict?.decisionId ? await verdicts.findDecision(verdict.decisionId) : null;
  const tree = decision === null || decision.tree === null ? null : DecisionTree.parse(decision.tree);
  return {
    decision,
    outcome: (verdict?.outcome as Decision["outcome"] | undefined) ?? "none",
    breakGlass: tree?.breakGlass !== undefined,
    waived: tree?.people.some(({ layers }) => waiversUsed(layers).length > 0) === true,
  };
}

/** What an entry says of it. */
export function decisionPart({ outcome, breakGlass, decision }: Met) {
  return {
    decision: { outcome, ...(breakGlass ? { break_glass: true } : {}) },
    ...(decision ? { decision_id: decision.id } : {}),
  };
}
