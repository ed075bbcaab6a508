import type { DecisionId } from "../../domain/ids.ts";
import type { DecidedEntry } from "../../domain/stores/decided.ts";
import type { OutsideStores } from "../../domain/stores/index.ts";
import { readStoredPolicy } from "../../policy/digest.ts";
import { type PolicyFound, type Replayed, replayDecision } from "./replay.ts";

type Stores = Pick<OutsideStores, "decided" | "policies">;

const PAGE = 200;
/** As many as anybody reads; one is one too many. */
const STRAYS_TOLD = 100;

/** Null: the log holds no decision of this id, on a head or on access. */
export async function replayOne(id: DecisionId, stores: Stores): Promise<Replayed | null> {
  const found = await stores.decided.find(id);
  if (!found) return null;
  const [replayed] = await replayPage([found], new Map(), stores);
  return replayed ?? null;
}

/** Every decision of the log in its order, page by page, so that memory stays flat however long it is. */
export async function* replayAll(stores: Stores): AsyncGenerator<Replayed> {
  const policies = new Map<string, PolicyFound>();
  for (let after: DecidedEntry | null = null; ; ) {
    const page: readonly DecidedEntry[] = await stores.decided.list({ after, limit: PAGE });
    const last = page.at(-1);
    if (!last) return;
    yield* await replayPage(page, policies, stores);
    after = last;
  }
}

/**
 * What no single replay shows: decisions that nobody logged, and facts that went without an entry that says so. One line
 * each. `erased` counts decisions of the log without facts.
 */
export async function findUnaccounted(erased: number, { decided }: Stores): Promise<readonly string[]> {
  const strays = await decided.withoutEntry(STRAYS_TOLD);
  const logged = await decided.countLoggedErasures();
  const more = erased > logged ? [`${erased} decisions have no facts; the log tells of ${logged} only`] : [];
  return [...strays.map((id) => `${id} is stored and stands in no entry of the log`), ...more];
}

async function replayPage(
  page: readonly DecidedEntry[],
  policies: Map<string, PolicyFound>,
  stores: Stores,
): Promise<readonly Replayed[]> {
  for (const digest of new Set(page.map(digestOf)))
    if (!policies.has(digest)) policies.set(digest, await findPolicy(digest, stores));
  return page.map((entry) => replayDecision(entry, (digest) => policies.get(digest) ?? "missing"));
}

function digestOf({ body }: DecidedEntry): string {
  const { rule } = JSON.parse(body) as { readonly rule: { readonly policy_sha256: string } };
  return rule.policy_sha256;
}

async function findPolicy(digest: string, { policies }: Stores): Promise<PolicyFound> {
  const stored = await policies.find(digest);
  if (!stored) return "missing";
  if (stored.policy === null) return "erased";
  return readStoredPolicy(stored) ?? "edited";
}
