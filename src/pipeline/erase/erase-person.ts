import { FRESH } from "../../domain/priority.ts";
import type { Traces } from "../../domain/stores/erasure.ts";
import type { TxStores } from "../../domain/stores/index.ts";
import { withoutWords } from "../../domain/traces.ts";
import { readStoredPolicy } from "../../policy/digest.ts";
import type { DraftOf } from "../entries.ts";
import { commitTo, originOf } from "../exceptions/deps.ts";
import { noText, textOf } from "../exceptions/people.ts";
import { fileHooks } from "../hooks/file.ts";
import type { EraseDeps } from "./deps.ts";
import { findHindrances, isNamedBy, listStanding } from "./hindrances.ts";
import type { EraseAsk, EraseDone, Erasing } from "./port.ts";

/** It reads whole tables. */
const LONGEST_MS = 15 * 60_000;

/** Thrown to roll back what was only tried. */
class DryRun extends Error {
  override readonly name = "DryRun";
  readonly done: EraseDone;

  constructor(done: EraseDone) {
    super("Nothing was meant to be done");
    this.done = done;
  }
}

export function createErasing(deps: EraseDeps): Erasing {
  return { erase: (ask) => erasePerson(ask, deps) };
}

/**
 * Leaves nothing of somebody but the random id by which the log knows them, all in one transaction with its entry. The
 * log is not touched, so every proof holds; the commitments in it can be opened by nobody any more.
 */
async function erasePerson(ask: EraseAsk, deps: EraseDeps): Promise<EraseDone> {
  const reason = textOf(ask.reason);
  if (reason === null) return { ok: false, why: [noText("reason").why] };
  const traces = await findTraces(ask, deps.stores);
  if (traces.people.length === 0) return { ok: false, why: [`There is no person ${ask.person}, or not any more`] };
  const why = await findHindrances(ask, traces, deps);
  if (why.length > 0) return { ok: false, why };
  try {
    return await deps.transact(
      async (stores) => {
        const done = await eraseIn(stores, { ...ask, reason: withoutWords(reason, traces) }, deps);
        if (ask.dryRun) throw new DryRun(done);
        return done;
      },
      { timeoutMs: LONGEST_MS },
    );
  } catch (error) {
    if (error instanceof DryRun) return error.done;
    throw error;
  }
}

async function findTraces({ person, also }: EraseAsk, { erasure }: Pick<TxStores, "erasure">): Promise<Traces> {
  const found = await erasure.tracesOf(person);
  const words = also.map((word) => word.trim().toLowerCase()).filter((word) => word !== "");
  return { ...found, names: [...found.names, ...words] };
}

async function eraseIn(stores: TxStores, ask: EraseAsk, deps: EraseDeps): Promise<EraseDone> {
  // Read again: what came since is theirs too.
  const traces = await findTraces(ask, stores);
  const policies = await erasePolicies(stores, traces);
  await fileHooks(stores, traces.people);
  const { parts, decisions, heads } = await stores.erasure.erase(traces);
  for (const [index, subject] of traces.people.entries()) {
    // Of two ids of one person the first accounts for what went: it went once.
    const counts = index === 0 ? { decisions, policies } : { decisions: 0, policies: 0 };
    await logErasure(stores, { ...ask, subject, counts }, deps);
  }
  await stores.jobs.file(heads.map((head) => ({ subject: { kind: "head" as const, ...head }, priority: FRESH })));
  return { ok: true, subjects: traces.people, parts, policies };
}

type Logged = EraseAsk & Pick<DraftOf<"subject.erased">, "counts"> & { readonly subject: Traces["people"][number] };

async function logErasure(
  stores: TxStores,
  { subject, basis, reason, by, counts }: Logged,
  { entries, clock, newSalt }: EraseDeps,
): Promise<void> {
  const at = clock();
  const salt = newSalt();
  await stores.erasure.record({ subject, basis, salt, reason, erasedBy: by.person, erasedAt: at });
  await entries.append<DraftOf<"subject.erased">>(stores, at, {
    type: "subject.erased",
    ...originOf(by),
    subject,
    basis,
    reason_commitment: commitTo(salt, reason),
    erased_by: await entries.subjectOf(stores, by.person),
    counts,
  });
}

/** Those that are in force were found to name nobody of theirs. */
async function erasePolicies({ erasure, policies, retention }: TxStores, traces: Traces): Promise<number> {
  const standing = new Set(await listStanding({ policies, retention }));
  let count = 0;
  for (const digest of await erasure.listPolicyDigests()) {
    const stored = standing.has(digest) ? null : await policies.find(digest);
    const policy = stored?.policy ? readStoredPolicy(stored) : undefined;
    if (!policy || !isNamedBy(policy, traces)) continue;
    await erasure.erasePolicy(digest);
    count += 1;
  }
  return count;
}
