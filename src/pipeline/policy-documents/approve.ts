import type { OrgId } from "../../domain/ids.ts";
import type { TrainingPolicyVersion } from "../../domain/stores/policy-documents.ts";
import { checkTypedName } from "../../training/attestation.ts";
import type { DraftOf } from "../entries.ts";
import { originOf } from "../exceptions/deps.ts";
import { objectionToRole } from "../exceptions/people.ts";
import { type Actor, type Done, type Refused, refused } from "../exceptions/port.ts";
import { commitToName } from "../learning/attest.ts";
import { announcePolicies } from "./announce.ts";
import { installationOf, type PolicyDocumentDeps } from "./deps.ts";
import type { Approval } from "./port.ts";

/** Puts the newest version in force as the organisation's policy, by the typed name of an administrator, and makes it known. */
export async function approveTrainingPolicy(
  by: Actor,
  org: OrgId,
  approval: Approval,
  deps: PolicyDocumentDeps,
): Promise<Done> {
  const objection = await objectionToRole(by, org, "admin", deps.roles);
  if (objection) return objection;
  const checked = checkTypedName(approval.typedName);
  if (!checked.ok) return refused("Type your full name, as you sign with it", "typed_name");
  const latest = await deps.stores.trainingPolicies.latest(org);
  const outdated = objectionToVersion(latest, approval);
  if (outdated || !latest) return outdated ?? noVersion();

  const signature = { person: by.person, typedName: checked.name, sessionId: approval.sessionId };
  if (!(await sign(by, latest, signature, deps)))
    return refused(`Version ${latest.version} is approved already`, "version");
  const installation = await installationOf(org, deps);
  if (installation) await announcePolicies(installation, deps);
  return { ok: true, id: String(latest.version) };
}

const noVersion = () => refused("There is no version yet: the organisation's policy was not read. Try again later");

function objectionToVersion(latest: TrainingPolicyVersion | null, { version, sha256 }: Approval): Refused | null {
  if (!latest) return noVersion();
  if (latest.version !== version)
    return refused(`Only the newest version can be approved, and that is ${latest.version}`, "version");
  if (latest.sha256 !== sha256) return refused("The text is not the one that you read. Read it once more", "version");
  return latest.approvedAt ? refused(`Version ${version} is approved already`, "version") : null;
}

async function sign(
  by: Actor,
  { id, orgId: org, version, sha256 }: TrainingPolicyVersion,
  signature: { readonly person: Actor["person"]; readonly typedName: string; readonly sessionId: string | null },
  { transact, entries, clock }: PolicyDocumentDeps,
): Promise<boolean> {
  const at = clock();
  return transact(async (stores) => {
    if (!(await stores.trainingPolicies.approve(id, signature, at))) return false;
    const { prKey } = await stores.people.identity(by.person);
    await entries.append<DraftOf<"training_policy.approved">>(stores, at, {
      type: "training_policy.approved",
      org,
      ...originOf(by),
      version,
      document_sha256: sha256,
      approved_by: await entries.subjectOf(stores, by.person),
      typed_name_commitment: commitToName(prKey, id, signature.typedName),
      ...(signature.sessionId !== null && { session_sha256: signature.sessionId }),
    });
    return true;
  });
}
