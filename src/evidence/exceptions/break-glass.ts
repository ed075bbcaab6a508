import { inBatches } from "../batches.ts";
import { createTally, rowsAgainstEntries } from "../reconciling.ts";
import type { BreakGlassKept, Leaf } from "../sources.ts";
import { type Exception, type ExceptionKind, type ExceptionSources, NOTHING_MORE } from "./exception.ts";

const BATCH = 100;

/** Two administrators let something through: open until a third person has looked at it. */
export function breakGlassExceptions({
  entries,
  exceptions,
}: Pick<ExceptionSources, "entries" | "exceptions">): ExceptionKind {
  const tally = createTally();
  return {
    async *find(period) {
      tally.clear();
      for await (const used of inBatches(entries.of(["break_glass.used"], period), BATCH)) {
        const ids = used.map(({ entry }) => entry.break_glass_id);
        const kept = await exceptions.breakGlasses(ids);
        const reviews = await entries.about(["break_glass.reviewed"], "break_glass_id", ids);
        for (const leaf of used) {
          tally.add(leaf.entry.type);
          const { break_glass_id: id } = leaf.entry;
          yield toException(
            leaf,
            reviews.find(({ entry }) => entry.break_glass_id === id),
            kept.get(id),
          );
        }
      }
    },
    reconcile: (period) => rowsAgainstEntries(tally.counts, ["break_glass.used"], { entries, period }),
  };
}

function toException(
  leaf: Leaf<"break_glass.used">,
  review: Leaf<"break_glass.reviewed"> | undefined,
  kept: BreakGlassKept | undefined,
): Exception {
  const { entry } = leaf;
  const reason = kept ? `: ${kept.reason}` : "";
  return {
    ...NOTHING_MORE,
    type: "break-glass",
    opened: entry.occurred_at,
    closed: review?.entry.occurred_at ?? null,
    cause: `${review ? "reviewed afterwards" : "not reviewed yet"}${reason}`,
    person: entry.requested_by.subject,
    owner: review?.entry.reviewed_by.subject ?? null,
    approver: entry.approved_by.subject,
    repositoryId: entry.repository_id,
    what: kept ? `pull request #${kept.number}, for ${entry.hours} hours` : `for ${entry.hours} hours`,
    decisionId: entry.decision_id ?? null,
    leaf,
  };
}
