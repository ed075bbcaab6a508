import type { BreakGlass } from "../../domain/stores/exceptions.ts";
import type { Stores } from "../../domain/stores/index.ts";
import type { AskedGlass } from "./break-glass.ts";
import { commitTo, type ExceptionDeps } from "./deps.ts";

/** Names the commit by a commitment, and by the decision that it overrides, whose own entry names the head. */
export async function loggedGlass(stores: Stores, glass: AskedGlass, { entries }: Pick<ExceptionDeps, "entries">) {
  const verdict = await stores.verdicts.find(glass);
  return {
    org: glass.orgId,
    break_glass_id: glass.id,
    repository_id: glass.repositoryId,
    head_commitment: commitTo(glass.salt, glass.headSha),
    ...(verdict?.decisionId ? { decision_id: verdict.decisionId } : {}),
    hours: glass.hours,
    reason_commitment: commitTo(glass.salt, glass.reason),
    requested_by: await entries.subjectOf(stores, glass.requestedBy),
  };
}

export function loggedEnd({ id, orgId, salt }: BreakGlass, reason: string) {
  return { org: orgId, break_glass_id: id, reason_commitment: commitTo(salt, reason) };
}
