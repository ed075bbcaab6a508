import type { StoredEpoch } from "../../domain/stores/log-tree.ts";
import { AnchorSilentError } from "./anchor.ts";
import { compareAnchor } from "./compare-anchor.ts";
import type { SigningDeps } from "./deps.ts";
import { openEpoch } from "./open-epoch.ts";
import type { LogProblem } from "./problem.ts";

export type Checked =
  | { readonly kind: "go-on" }
  | { readonly kind: "refused"; readonly problem: LogProblem }
  /** A new log was opened: what was known of the old one is not true of it. */
  | { readonly kind: "again" };

export interface Anchoring {
  /** Before anything is signed: a log that was restored while a server ran is found too. */
  check(newest: StoredEpoch, epochs: readonly StoredEpoch[]): Promise<Checked>;
  /** Writes the newest checkpoint there, if the last check could read what stood there and found it ours. */
  carry(): Promise<void>;
}

/** Without an anchor it lets everything pass. One that is silent stops nothing, and is not written over unread. */
export function createAnchoring(deps: SigningDeps): Anchoring {
  const { anchor, stores, clock } = deps;
  if (!anchor) return { check: async () => ({ kind: "go-on" }), carry: async () => {} };
  let isRead = false;
  let written: string | null = null;

  async function noteSilence(why: string | null): Promise<void> {
    const { anchorSilentSince, anchorProblem } = await stores.logTree.signing();
    if (anchorProblem === why) return;
    const since = why === null ? null : (anchorSilentSince ?? clock());
    await stores.logTree.noteSigning({ anchorSilentSince: since, anchorProblem: why });
  }

  return {
    async check(newest, epochs) {
      const compared = await compareAnchor(anchor, { newest, epochs }, deps);
      isRead = compared.kind !== "silent";
      if (compared.kind === "silent") await noteSilence(compared.why);
      if (compared.kind === "refused") return compared;
      if (compared.kind !== "conflict") return { kind: "go-on" };
      await openEpoch({ newest, conflict: compared }, deps);
      const { cause, anchor: seen } = compared;
      deps.tellCut({ epoch: newest.epoch, cause, anchoredSize: seen.size, anchoredEpoch: seen.epoch });
      return { kind: "again" };
    },
    async carry() {
      // Read anew: of two processes the later checkpoint is to stay there.
      const note = (await stores.logTree.latest())?.note ?? null;
      if (!isRead || note === null || note === written) return;
      try {
        await anchor.write(note);
      } catch (error) {
        if (!(error instanceof AnchorSilentError)) throw error;
        return noteSilence(String(error.detail.why));
      }
      written = note;
      await noteSilence(null);
    },
  };
}
