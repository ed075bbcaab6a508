import { createTally, reconciled } from "../reconciling.ts";
import type { Leaf } from "../sources.ts";
import { type Exception, type ExceptionKind, type ExceptionSources, isOpenIn, NOTHING_MORE } from "./exception.ts";

/** Reviews of the programme that were not signed when they were due: from then until they were. */
export function reviewExceptions({ entries, asOf }: Pick<ExceptionSources, "entries" | "asOf">): ExceptionKind {
  const tally = createTally();
  async function* late(): AsyncIterable<Exception> {
    const open = new Map<string, Leaf<"review.opened">>();
    for await (const leaf of entries.of(["review.opened", "review.signed"])) {
      const { entry } = leaf;
      if (entry.type === "review.opened") {
        tally.add("read");
        open.set(entry.review_id, leaf as Leaf<"review.opened">);
        continue;
      }
      const opened = open.get(entry.review_id);
      open.delete(entry.review_id);
      if (opened && opened.entry.due_at < entry.occurred_at) yield lateness(opened, entry.occurred_at);
    }
    for (const leaf of open.values()) if (leaf.entry.due_at <= asOf.toISOString()) yield lateness(leaf, null);
  }
  return {
    async *find(period) {
      tally.clear();
      for await (const exception of late())
        if (exception.opened !== null && isOpenIn(period, exception.opened, exception.closed)) yield exception;
    },
    async reconcile() {
      const count = (await entries.countByType()).get("review.opened") ?? 0;
      const read = { name: "read", count: tally.counts.get("read") ?? 0 };
      return [reconciled("reviews", [read], { name: "entries review.opened of all times", count })];
    },
  };
}

function lateness(leaf: Leaf<"review.opened">, closed: string | null): Exception {
  const { number, due_at: opened } = leaf.entry;
  const cause = "the review of the programme was due and not signed";
  return { ...NOTHING_MORE, type: "review-overdue", opened, closed, cause, what: `review ${number}`, leaf };
}
