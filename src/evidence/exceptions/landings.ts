import { createTally, reconciled } from "../reconciling.ts";
import type { EntryOf, Leaf } from "../sources.ts";
import { type Exception, type ExceptionKind, type ExceptionSources, NOTHING_MORE } from "./exception.ts";

type Landed = "merge.observed" | "push.observed";

/** What came onto a branch past the gate: against its word, or while nothing held it back. */
export function landingExceptions({ entries }: Pick<ExceptionSources, "entries">): ExceptionKind {
  const tally = createTally();
  return {
    async *find(period) {
      tally.clear();
      for await (const leaf of entries.of<Landed>(["merge.observed", "push.observed"], period)) {
        const found = exceptionIn(leaf);
        tally.add(`${leaf.entry.type} ${found ? "listed" : "in order"}`);
        if (found) yield found;
      }
    },
    async reconcile(period) {
      const counts = await entries.countByType(period);
      return (["merge.observed", "push.observed"] as const).map((type) =>
        reconciled(
          type === "merge.observed" ? "merges" : "direct pushes",
          ["listed", "in order"].map((name) => ({ name, count: tally.counts.get(`${type} ${name}`) ?? 0 })),
          { name: `entries ${type} in the period`, count: counts.get(type) ?? 0 },
        ),
      );
    },
  };
}

function exceptionIn(leaf: Leaf<Landed>): Exception | null {
  const { entry } = leaf;
  const result = entry.result ?? (entry.type === "merge.observed" ? resultOf(entry) : undefined);
  if (result !== "bypassed" && result !== "not-covered") return null;
  const isMerge = entry.type === "merge.observed";
  const by = isMerge ? entry.merged_by : entry.pushed_by;
  const kind = result === "bypassed" ? "bypass" : "not-covered";
  return {
    ...NOTHING_MORE,
    type: isMerge ? kind : "direct-push",
    opened: entry.occurred_at,
    closed: entry.occurred_at,
    cause: causeOf(entry, result),
    person: by?.subject ?? null,
    repositoryId: entry.resource.repository_id ?? null,
    what: isMerge ? `pull request ${entry.resource.id}` : `${entry.kind} of ${entry.resource.id}`,
    decisionId: entry.decision_id ?? null,
    leaf,
  };
}

/** Of an entry that does not say it itself: what was decided, and whether anything held it to that. */
function resultOf({ decision, mode, covered }: EntryOf<"merge.observed">) {
  if (covered === false) return "not-covered";
  if (mode !== "block" || decision.break_glass) return undefined;
  return decision.outcome === "withhold" || decision.outcome === "undecided" ? "bypassed" : undefined;
}

function causeOf(entry: EntryOf<Landed>, result: "bypassed" | "not-covered"): string {
  const { outcome } = entry.decision;
  const met = outcome === "none" ? "no decision was there" : `the decision was ${outcome}`;
  if (entry.covered === false) return `the gate was paused; ${met}`;
  return result === "bypassed"
    ? `the check was required and was overridden; ${met}`
    : `nothing required the check; ${met}`;
}
