import type { OrgId } from "../../domain/ids.ts";
import type { Installation } from "../../domain/installation.ts";
import type { TrainingPolicyVersion } from "../../domain/stores/policy-documents.ts";
import { type WrittenPolicy, writeTrainingPolicy } from "../../programme/policy-document/write.ts";
import type { DraftOf } from "../entries.ts";
import type { PolicyDocumentDeps } from "./deps.ts";

/**
 * Keeps the training policy what is enforced: where it would read otherwise than its newest version, there is a new one,
 * as a draft. It changes nothing for anybody before an administrator approves it.
 */
export async function issueTrainingPolicy(
  { orgId: org, orgLogin }: Installation,
  deps: PolicyDocumentDeps,
): Promise<"unchanged" | "issued" | "no-policy"> {
  const inForce = await deps.policies.inForce(org);
  if (!inForce) return "no-policy";
  const { texts, mapping, organisation } = deps;
  const written = writeTrainingPolicy(texts.template, {
    policy: inForce.policy,
    curriculum: await deps.curriculum(),
    mapping,
    organisation: { ...organisation, name: organisation.name ?? orgLogin },
    longestWithdrawalMinutes: await deps.stores.trainingPolicies.longestWithdrawal(org),
  });
  const latest = await deps.stores.trainingPolicies.latest(org);
  if (latest?.sha256 === written.sha256) return "unchanged";
  return issue(org, written, inForce.digest, deps);
}

async function issue(
  org: OrgId,
  written: WrittenPolicy,
  policySha256: string,
  { transact, entries, clock, newId }: PolicyDocumentDeps,
): Promise<"unchanged" | "issued"> {
  const at = clock();
  return transact(async (stores) => {
    await stores.trainingPolicies.hold(org);
    const before = await stores.trainingPolicies.latest(org);
    if (before?.sha256 === written.sha256) return "unchanged";
    const version: TrainingPolicyVersion = {
      ...written,
      id: newId(),
      orgId: org,
      version: (before?.version ?? 0) + 1,
      policySha256,
      createdAt: at,
      approvedBy: null,
      approvedAt: null,
    };
    await stores.trainingPolicies.add(version);
    await entries.append<DraftOf<"training_policy.issued">>(stores, at, {
      type: "training_policy.issued",
      org,
      actor: { kind: "app" },
      source: { kind: "reconcile" },
      version: version.version,
      document_sha256: written.sha256,
      policy_sha256: policySha256,
    });
    return "issued";
  });
}
