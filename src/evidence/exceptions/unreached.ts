import { createTally, reconciled } from "../reconciling.ts";
import type { Leaf } from "../sources.ts";
import { type Exception, type ExceptionKind, type ExceptionSources, isOpenIn, NOTHING_MORE } from "./exception.ts";

type NoticeLeaf = Leaf<"notice.sent" | "hold.ended">;

interface Open {
  readonly notice: string;
  readonly hold: string;
  readonly exception: Exception;
}

/** Somebody whose access was held and whom nobody told: until a notice reached them, or nothing was held any more. */
export function unreachedExceptions({ entries }: Pick<ExceptionSources, "entries">): ExceptionKind {
  const tally = createTally();
  async function* all(): AsyncIterable<Exception> {
    const open = new Map<string, Open>();
    for await (const leaf of entries.of(["notice.sent", "hold.ended"])) {
      if (leaf.entry.type === "notice.sent") tally.add(leaf.entry.delivered ? "reached" : "unreached");
      yield* endedBy(leaf, open);
      begin(leaf, open);
    }
    for (const { exception } of open.values()) yield exception;
  }
  return {
    async *find(period) {
      tally.clear();
      for await (const exception of all())
        if (exception.opened !== null && isOpenIn(period, exception.opened, exception.closed)) yield exception;
    },
    async reconcile() {
      const counts = await entries.countByType();
      return [
        reconciled(
          "notices",
          ["reached", "unreached"].map((name) => ({ name, count: tally.counts.get(name) ?? 0 })),
          { name: "entries notice.sent of all times", count: counts.get("notice.sent") ?? 0 },
        ),
      ];
    },
  };
}

/** By notice. */
type AllOpen = Map<string, Open>;

/** They are taken out. */
function endedBy(leaf: NoticeLeaf, open: AllOpen): readonly Exception[] {
  const ended = [...open.values()].filter((one) => isEndedBy(leaf, one));
  for (const { notice } of ended) open.delete(notice);
  return ended.map(({ exception }) => ({ ...exception, closed: leaf.entry.occurred_at }));
}

function begin(leaf: NoticeLeaf, open: AllOpen): void {
  const begun = beginning(leaf);
  if (begun && !open.has(begun.notice)) open.set(begun.notice, begun);
}

function isEndedBy({ entry }: NoticeLeaf, { notice, hold }: Open): boolean {
  if (entry.type === "hold.ended") return entry.hold_id === hold;
  return entry.delivered && entry.notice_id === notice;
}

function beginning(leaf: NoticeLeaf): Open | null {
  if (leaf.entry.type !== "notice.sent") return null;
  const { delivered, notice_id, hold_id, kind, subject, why, occurred_at } = leaf.entry;
  if (delivered || hold_id === undefined || kind === "granted") return null;
  const exception: Exception = {
    ...NOTHING_MORE,
    type: "hold-untold",
    opened: occurred_at,
    cause: `access was held and no notice reached them${why === undefined ? "" : `: ${why}`}`,
    person: subject ?? null,
    what: `hold ${hold_id}`,
    leaf,
  };
  return { notice: notice_id, hold: hold_id, exception };
}
