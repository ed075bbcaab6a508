import type { OrgId } from "../../domain/ids.ts";
import type { TrainingPolicyHead } from "../../domain/stores/policy-documents.ts";
import { type ListedPolicy, type PolicyList, TRAINING_POLICY_ID } from "../../programme/listed/listed.ts";
import type { PolicyDocumentDeps } from "./deps.ts";

/** The policies of an organisation: its training policy first, once a version of it was approved. */
export async function listedIn(org: OrgId, deps: PolicyDocumentDeps): Promise<readonly ListedPolicy[]> {
  const approved = await deps.stores.trainingPolicies.approved(org);
  const own = approved ? [asListed(approved, deps.texts.listed, deps.baseUrl)] : [];
  return [...own, ...deps.texts.listed.policies];
}

function asListed(
  { orgId, version, sha256, createdAt, approvedAt }: TrainingPolicyHead,
  { trainingPolicy }: PolicyList,
  baseUrl: string,
): ListedPolicy {
  return {
    ...trainingPolicy,
    policyId: TRAINING_POLICY_ID,
    sha256,
    title: "Security training policy",
    url: `${baseUrl}${policyPath({ org: orgId, version })}`,
    kind: "training",
    effectiveOn: (approvedAt ?? createdAt).toISOString().slice(0, 10),
  };
}

export function policyPath({ org, version }: { readonly org: OrgId; readonly version: number }): string {
  return `/policy?org=${org}&version=${version}`;
}
