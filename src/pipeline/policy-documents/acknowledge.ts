import type { Stores } from "../../domain/stores/index.ts";
import type { Acknowledgement } from "../../domain/stores/policy-documents.ts";
import { type ListedPolicy, TRAINING_POLICY_ID } from "../../programme/listed/listed.ts";
import { checkTypedName } from "../../training/attestation.ts";
import type { DraftOf } from "../entries.ts";
import { commitToName } from "../learning/attest.ts";
import type { Viewer } from "../learning/port.ts";
import type { PolicyDocumentDeps } from "./deps.ts";
import { homesOf } from "./homes.ts";
import { listedIn } from "./list.ts";
import type { Acceptance, Acknowledged, PolicyHome } from "./port.ts";

/** Somebody read a policy and accepts it: this wording of it, by their typed name. */
export async function acknowledge(
  viewer: Viewer,
  acceptance: Acceptance,
  deps: PolicyDocumentDeps,
): Promise<Acknowledged> {
  const found = await findPolicy(viewer, acceptance, deps);
  if (!found) return { kind: "not-listed" };
  const { home, policy } = found;
  if (policy.sha256 !== acceptance.sha256) return { kind: "changed" };
  const checked = checkTypedName(acceptance.typedName);
  if (!checked.ok) return { kind: "bad-name", problem: checked.problem };
  const signed: Acknowledgement = {
    id: deps.newId(),
    person: viewer.account.person,
    orgId: policy.policyId === TRAINING_POLICY_ID ? home.org : null,
    policyId: policy.policyId,
    sha256: policy.sha256,
    typedName: checked.name,
    sessionId: viewer.sessionId,
    acknowledgedAt: deps.clock(),
  };
  return deps.transact(async (stores): Promise<Acknowledged> => {
    if (!(await stores.acknowledgements.add(signed))) return { kind: "already" };
    await logAcknowledgement(stores, signed, deps);
    return { kind: "accepted" };
  });
}

/** Only what people are asked to accept, of an organisation of theirs. */
async function findPolicy(
  viewer: Viewer,
  { org, policyId }: Acceptance,
  deps: PolicyDocumentDeps,
): Promise<{ readonly home: PolicyHome; readonly policy: ListedPolicy } | null> {
  const homes = await homesOf(viewer, deps);
  const meant = policyId === TRAINING_POLICY_ID ? homes.filter((home) => home.org === org) : homes;
  for (const home of meant) {
    const policy = (await listedIn(home.org, deps)).find((one) => one.policyId === policyId && one.acknowledge);
    if (policy) return { home, policy };
  }
  return null;
}

async function logAcknowledgement(stores: Stores, signed: Acknowledgement, { entries }: PolicyDocumentDeps) {
  const { person, orgId } = signed;
  const { prKey } = await stores.people.identity(person);
  await entries.append<DraftOf<"policy_document.acknowledged">>(stores, signed.acknowledgedAt, {
    type: "policy_document.acknowledged",
    ...(orgId !== null && { org: orgId }),
    ...(await entries.subjectOf(stores, person)),
    actor: { kind: "user", id: person },
    source: { kind: "ui" },
    policy_id: signed.policyId,
    document_sha256: signed.sha256,
    typed_name_commitment: commitToName(prKey, signed.id, signed.typedName),
    session_sha256: signed.sessionId,
  });
}
