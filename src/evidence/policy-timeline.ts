import type { Policy } from "../policy/policy.ts";
import type { Period } from "./report.ts";
import type { EntrySource, Leaf, PolicySource } from "./sources.ts";

/** A policy, and when it was in force. */
export interface PolicyTerm {
  readonly leaf: Leaf<"policy.activated">;
  readonly digest: string;
  readonly from: string;
  /** Absent while it still is. */
  readonly until: string | null;
  /** Null where its text is not kept. */
  readonly policy: Policy | null;
}

/** Those that were in force at any time of the period, in their order: the one that it began with, and all that followed. */
export async function policiesIn(
  period: Period,
  { entries, policies }: { readonly entries: EntrySource; readonly policies: PolicySource },
): Promise<readonly PolicyTerm[]> {
  const activated: Leaf<"policy.activated">[] = [];
  for await (const leaf of entries.of(["policy.activated"])) activated.push(leaf);
  const terms: PolicyTerm[] = [];
  for (const [index, leaf] of activated.entries()) {
    const from = leaf.entry.occurred_at;
    const until = activated[index + 1]?.entry.occurred_at ?? null;
    const isOver = until !== null && Date.parse(until) <= period.from.getTime();
    if (isOver || Date.parse(from) >= period.to.getTime()) continue;
    const digest = leaf.entry.rule.policy_sha256;
    terms.push({ leaf, digest, from, until, policy: await policies.find(digest) });
  }
  return terms;
}
