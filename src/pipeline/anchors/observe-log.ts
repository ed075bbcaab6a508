import type { Clock } from "../../domain/clock.ts";
import type { AnchorKind } from "../../domain/stores/anchors.ts";
import type { OutsideStores } from "../../domain/stores/index.ts";
import type { AnchorSeen, LogSeen } from "../../gate/coverage-log.ts";
import { describeProblem, LogProblem } from "../log/problem.ts";

export interface ObserveLogDeps {
  readonly stores: Pick<OutsideStores, "logTree" | "anchors">;
  readonly clock: Clock;
  /** Which ways outside are set up. */
  readonly anchors: { readonly anchor: boolean; readonly timestamps: boolean; readonly mail: boolean };
}

/** What our records say of the log; nobody outside is asked. */
export async function observeLog({ stores, clock, anchors }: ObserveLogDeps): Promise<LogSeen> {
  const epochs = await stores.logTree.epochs();
  const newest = await stores.logTree.latest();
  const signing = await stores.logTree.signing();
  const seen = async (kind: AnchorKind): Promise<AnchorSeen> =>
    (await stores.anchors.find(kind)) ?? { doneAt: null, failingSince: null, problem: null };
  return {
    at: clock(),
    newest: newest && { ...newest, stamped: newest.tsr !== null },
    begunAnewAt: epochs.length > 1 ? (epochs.at(-1)?.openedAt ?? null) : null,
    refused: signing.refusedSince && { since: signing.refusedSince, why: textOf(signing.problem) },
    damaged: signing.checkedProblem === null ? null : textOf(signing.checkedProblem),
    anchor: anchors.anchor ? { silentSince: signing.anchorSilentSince, problem: signing.anchorProblem } : null,
    timestamps: anchors.timestamps ? await seen("timestamp") : null,
    mail: anchors.mail ? await seen("mail") : null,
  };
}

const textOf = (problem: unknown) => describeProblem(LogProblem.parse(problem));
