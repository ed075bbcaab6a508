import type { StoredCheckpoint } from "../../domain/stores/log-tree.ts";
import { createAnchoring } from "./anchoring.ts";
import type { SigningDeps } from "./deps.ts";
import { extendLog, type SignedTree } from "./extend.ts";
import { currentEpoch } from "./open-epoch.ts";
import type { LogProblem } from "./problem.ts";
import { signersFor } from "./signers.ts";

export type Signed =
  /** All that had a place when it was asked for. */
  | { readonly kind: "signed"; readonly checkpoint: StoredCheckpoint }
  /** Nothing is new. Null: there is no entry at all. */
  | { readonly kind: "unchanged"; readonly checkpoint: StoredCheckpoint | null }
  | { readonly kind: "refused"; readonly problem: LogProblem };

export interface Signer {
  /** Signs what is new. Several processes may: one line of checkpoints comes of it. */
  signNow(): Promise<Signed>;
  /** As `signNow`, but null while 60 s have not passed since the last checkpoint and fewer than 256 entries are new. */
  signIfDue(): Promise<Signed | null>;
}

const DUE_ENTRIES = 256;
const DUE_MS = 60_000;
/** So many at a time, so that a long log that was never signed is not held in memory: 64 tiles. */
const STRIDE = 64 * 256;

type Pass = Signed | { readonly kind: "again" };

export function createSigner(deps: SigningDeps): Signer {
  const outside = createAnchoring(deps);
  let kept: SignedTree | null = null;

  async function pass(): Promise<Pass> {
    const { newest, epochs } = await currentEpoch(deps);
    const checked = await outside.check(newest, epochs);
    if (checked.kind !== "go-on") return checked;

    const last = await deps.stores.logTree.latest(newest.epoch);
    const by = await signersFor(newest, last, deps);
    if (!by.ok) return { kind: "refused", problem: by.problem };
    // Asked after that: whoever changed the key has added an entry.
    const entries = await deps.stores.log.size(newest.epoch);
    const cut = shorterThanSigned({ epoch: newest.epoch, entries }, last, kept);
    if (cut) return { kind: "refused", problem: cut };
    const from = last?.size ?? 0;
    if (entries === from) return { kind: "unchanged", checkpoint: last };

    const size = Math.min(entries, from + STRIDE);
    const extended = await extendLog({ epoch: newest, last, size, signers: by.signers, kept }, deps);
    if (extended.kind !== "signed") return extended;
    kept = extended.kept;
    return size < entries ? { kind: "again" } : { kind: "signed", checkpoint: extended.checkpoint };
  }

  async function signNow(): Promise<Signed> {
    let done = await pass();
    while (done.kind === "again") done = await pass();
    await note(done, deps);
    if (done.kind !== "refused") await outside.carry();
    return done;
  }

  return {
    signNow,
    async signIfDue() {
      const [last, entries] = [await deps.stores.logTree.latest(), await deps.stores.log.size()];
      const fresh = entries - (last?.size ?? 0);
      const age = deps.clock().getTime() - (last?.createdAt.getTime() ?? 0);
      return fresh !== 0 && (Math.abs(fresh) >= DUE_ENTRIES || age >= DUE_MS) ? signNow() : null;
    },
  };
}

/** What this process has signed itself counts too: the last checkpoint may have gone with the entries. */
function shorterThanSigned(
  { epoch, entries }: { readonly epoch: number; readonly entries: number },
  last: StoredCheckpoint | null,
  kept: SignedTree | null,
): LogProblem | null {
  const signed = Math.max(last?.size ?? 0, kept?.epoch === epoch ? kept.tree.size : 0);
  return entries < signed ? { kind: "log-is-shorter", epoch, entries, signed } : null;
}

/** Keeps in the database how it went, for whoever asks. */
async function note(done: Signed, { stores, clock }: SigningDeps): Promise<void> {
  const { refusedSince, problem } = await stores.logTree.signing();
  if (done.kind !== "refused") {
    if (refusedSince !== null) await stores.logTree.noteSigning({ refusedSince: null, problem: null });
  } else if (refusedSince === null || JSON.stringify(problem) !== JSON.stringify(done.problem)) {
    await stores.logTree.noteSigning({ refusedSince: refusedSince ?? clock(), problem: done.problem });
  }
}
