import { z } from "zod";
import type { Clock } from "../../domain/clock.ts";
import type { OutsideStores, Transact } from "../../domain/stores/index.ts";
import type { DraftOf, Entries } from "../entries.ts";
import { checkLog } from "./check-log.ts";
import type { LogProblem } from "./problem.ts";

/** Under this name evaluations are counted that found what the last one had found. */
export const EQUAL_LOOKS = "equal-looks";

const Occurred = z.object({ occurred_at: z.iso.datetime() });

export interface HeartbeatDeps {
  readonly stores: Pick<OutsideStores, "log" | "logTree">;
  readonly transact: Transact;
  readonly entries: Pick<Entries, "append">;
  readonly clock: Clock;
}

export type Beat =
  /** There was one today. */
  | { readonly kind: "beaten" }
  | { readonly kind: "beat"; readonly entries: number; readonly problem: LogProblem | null };

/**
 * Once a day by UTC, however often it is asked: checks all of the log, and writes an entry that says how that went and
 * what happened since the one before. A day without one is a day on which no server ran.
 */
export async function beat({ stores, transact, entries, clock }: HeartbeatDeps): Promise<Beat> {
  const now = clock();
  const since = await findLastBeat(stores);
  if (since && dayOf(since) >= dayOf(now)) return { kind: "beaten" };

  const checked = await checkLog(stores);
  await stores.logTree.noteSigning({ checkedAt: now, checkedProblem: checked.problem });
  const counts = await stores.logTree.countsSince(since);
  await transact(async (inside) => {
    const equalLooks = await inside.logTree.takeTally(EQUAL_LOOKS);
    await entries.append<DraftOf<"log.heartbeat">>(inside, now, {
      type: "log.heartbeat",
      actor: { kind: "app" },
      source: { kind: "timer" },
      ...(since && { since: since.toISOString() }),
      counts: {
        ...(counts.roster !== null && { roster: counts.roster }),
        with_access: counts.withAccess,
        deliveries: counts.deliveries,
        equal_looks: equalLooks,
      },
      check: { entries: checked.entries, ...(checked.problem && { problem: checked.problem.kind }) },
    });
  });
  return { kind: "beat", ...checked };
}

/** When it beat, and not when the entry got its place: that may be the next day. */
async function findLastBeat({ log }: HeartbeatDeps["stores"]): Promise<Date | null> {
  const entry = await log.findLast("log.heartbeat");
  return entry && new Date(Occurred.parse(JSON.parse(entry.body)).occurred_at);
}

function dayOf(at: Date): string {
  return at.toISOString().slice(0, 10);
}
