import type { OrgId } from "../../domain/ids.ts";
import type { KeptRule } from "../../domain/stores/coverage.ts";
import type { TxStores } from "../../domain/stores/index.ts";
import type { DraftOf } from "../entries.ts";
import type { KeepRulesDeps } from "./keep-rules.ts";

type Changed = DraftOf<"ruleset.changed">;

export interface RuleChange {
  readonly org: OrgId;
  readonly change: Changed["change"];
  readonly level: KeptRule["kind"];
  readonly rulesetId: number | null;
  readonly repositories: number;
}

const OURS: ReadonlySet<RuleChange["change"]> = new Set(["written", "removed"]);
/** The gate has become weaker, or may have. */
const ALARMS: ReadonlySet<RuleChange["change"]> = new Set(["edited", "deleted", "disabled", "not-required"]);

/** Writes the entry; what makes the gate weaker is told to the operator too. */
export async function appendRuleChange(
  stores: TxStores,
  { org, change, level, rulesetId, repositories }: RuleChange,
  deps: KeepRulesDeps,
): Promise<void> {
  await deps.entries.append<Changed>(stores, deps.clock(), {
    type: "ruleset.changed",
    org,
    actor: { kind: OURS.has(change) ? "app" : "github" },
    source: { kind: "reconcile" },
    change,
    level,
    ...(rulesetId === null ? {} : { ruleset_id: rulesetId }),
    repositories,
  });
  if (ALARMS.has(change)) deps.tellRules({ kind: "tampered", org, change, repositories });
}
