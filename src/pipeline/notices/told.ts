import { z } from "zod";
import type { Notice } from "../../domain/stores/notices.ts";

/** When somebody was first told of a deadline for access that is older than this app, so that it reached them. */
export function toldOfDeadline(notices: readonly Notice[]): Date | null {
  const told = notices.flatMap(({ kind, outcome, sentAt }) =>
    kind === "pre-existing" && outcome?.delivered && sentAt ? [sentAt.getTime()] : [],
  );
  return told.length === 0 ? null : new Date(Math.min(...told));
}

const Tree = z.object({
  seats: z.array(z.object({ verdict: z.string(), mode: z.string(), deadline: z.iso.datetime().nullable() })),
});

/** Until when seats that are older than the gate stay, by the decision that stands; instants. */
export function deadlinesIn(tree: unknown): readonly number[] {
  const read = Tree.safeParse(tree);
  // The tree of somebody who was erased is empty.
  if (!read.success) return [];
  return read.data.seats.flatMap(({ verdict, mode, deadline }) =>
    verdict === "pre_existing" && mode === "block" && deadline !== null ? [Date.parse(deadline)] : [],
  );
}
