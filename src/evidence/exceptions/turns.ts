import { reconciled } from "../reconciling.ts";
import type { Period } from "../report.ts";
import type { Leaf } from "../sources.ts";
import { type Exception, type ExceptionKind, type ExceptionSources, isOpenIn, NOTHING_MORE } from "./exception.ts";

type TurnLeaf = Leaf<"gate.paused" | "gate.resumed" | "ruleset.changed">;

interface Open {
  readonly key: string;
  readonly exception: Exception;
}

const WEAKER: readonly string[] = ["edited", "deleted", "disabled", "not-required"];
const STRONGER: readonly string[] = ["written", "enabled", "required"];

/** Somebody paused the gate, or changed the rule that makes it one: until it was put right again. */
export function turnExceptions({ entries }: Pick<ExceptionSources, "entries">): ExceptionKind {
  let counted = { listed: 0, outside: 0 };
  async function* all(): AsyncIterable<Exception> {
    let open: readonly Open[] = [];
    for await (const leaf of entries.of(["gate.paused", "gate.resumed", "ruleset.changed"])) {
      const { entry } = leaf;
      const key = keyOf(leaf);
      if (isRighted(leaf)) {
        yield* open.filter((one) => one.key === key).map((one) => ({ ...one.exception, closed: entry.occurred_at }));
        open = open.filter((one) => one.key !== key);
      }
      const began = beginning(leaf);
      if (began) open = [...open, { key, exception: began }];
    }
    yield* open.map(({ exception }) => exception);
  }
  return {
    async *find(period: Period) {
      counted = { listed: 0, outside: 0 };
      for await (const exception of all()) {
        const isMeant = exception.opened !== null && isOpenIn(period, exception.opened, exception.closed);
        counted[isMeant ? "listed" : "outside"] += 1;
        if (isMeant) yield exception;
      }
    },
    async reconcile() {
      const all = await countBeginnings(entries);
      return [
        reconciled(
          "pauses, and changes that made the rule weaker",
          [
            { name: "listed", count: counted.listed },
            { name: "over before the period, or after it", count: counted.outside },
          ],
          { name: "entries gate.paused, and ruleset.changed that weakens, of all times", count: all },
        ),
      ];
    },
  };
}

async function countBeginnings(entries: ExceptionSources["entries"]): Promise<number> {
  let weaker = 0;
  for await (const { entry } of entries.of(["ruleset.changed"])) if (WEAKER.includes(entry.change)) weaker += 1;
  return weaker + ((await entries.countByType()).get("gate.paused") ?? 0);
}

function keyOf({ entry }: TurnLeaf): string {
  return entry.type === "ruleset.changed" ? `rule ${entry.level}` : `gate ${entry.ruleset_id}`;
}

function isRighted({ entry }: TurnLeaf): boolean {
  return entry.type === "gate.resumed" || (entry.type === "ruleset.changed" && STRONGER.includes(entry.change));
}

function beginning(leaf: TurnLeaf): Exception | null {
  const { entry } = leaf;
  const begun = { ...NOTHING_MORE, opened: entry.occurred_at, leaf };
  if (entry.type === "gate.paused") {
    const what = `ruleset ${entry.ruleset_id}`;
    return {
      ...begun,
      type: "gate-paused",
      cause: "the ruleset was disabled at GitHub",
      person: entry.by?.subject ?? null,
      what,
    };
  }
  if (entry.type !== "ruleset.changed" || !WEAKER.includes(entry.change)) return null;
  return {
    ...begun,
    type: "rule-weakened",
    cause: `somebody at GitHub: ${entry.change}`,
    what: `rule of the ${entry.level}, then in ${entry.repositories} repositories`,
  };
}
