import { z } from "zod";
import type { DecidedEntry, LogPlace } from "../../domain/stores/decided.ts";
import type { Policy } from "../../policy/policy.ts";
import { recallAccess } from "./replay-access.ts";
import type { Recalled } from "./replay-differences.ts";
import { recallHead } from "./replay-head.ts";

/** What it rested on may not be kept any more, so that nobody can decide it again: its facts, or its policy alone. */
export interface Replayed extends LogPlace {
  readonly decision: string;
  readonly result: "agrees" | "erased" | "policy-erased" | "differs";
  /** Why it differs, or what was erased: each a line that names the place. */
  readonly lines: readonly string[];
}

/** A policy as it is stored under its digest: `edited` where it has another. */
export type PolicyFound = Policy | "missing" | "edited" | "erased";

const Decided = z.object({ decision_id: z.string(), rule: z.object({ policy_sha256: z.string() }) });

/**
 * Decides again from the facts and the policy that were kept, once both are known to be those that the entry commits to,
 * and compares with what the entry says. Pure.
 */
export function replayDecision(entry: DecidedEntry, policyOf: (digest: string) => PolicyFound): Replayed {
  const body: unknown = JSON.parse(entry.body);
  const { decision_id: decision, rule } = Decided.parse(body);
  const { epoch, seq } = entry;
  const told = (result: Replayed["result"], lines: readonly string[]) => ({ epoch, seq, decision, result, lines });
  const recalled = recall(entry, body);
  if (!recalled) return told("differs", ["the decision is not stored: its row was deleted"]);
  if (recalled.isErased) return told("erased", ["its facts were erased: nobody can decide it again"]);
  const policy = policyOf(rule.policy_sha256);
  const shortDigest = rule.policy_sha256.slice(0, 8);
  const edited = [...recalled.findEdited()];
  if (policy === "edited") edited.push(`the policy ${shortDigest} was edited: it has another digest`);
  if (policy === "missing") edited.push(`the policy ${shortDigest} is not stored: its row was deleted`);
  if (edited.length > 0) return told("differs", edited);
  if (typeof policy === "string")
    return told("policy-erased", [`its policy ${shortDigest} was erased, since it named somebody who was`]);
  const differences = recalled.decideAgain(policy);
  return told(differences.length === 0 ? "agrees" : "differs", differences);
}

function recall(entry: DecidedEntry, body: unknown): Recalled | null {
  if (entry.type === "access.decided") return entry.decision && recallAccess(body, entry.decision);
  return entry.decision && recallHead(body, entry.decision);
}
