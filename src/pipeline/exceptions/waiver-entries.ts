import { sha256OfJson } from "../../domain/canonical-json.ts";
import type { Waiver } from "../../domain/stores/exceptions.ts";
import type { Stores } from "../../domain/stores/index.ts";
import { commitTo, type ExceptionDeps, subjectsOf } from "./deps.ts";
import type { AskedWaiver } from "./waiver-terms.ts";

/** A waiver as the log tells it: ids, times and commitments, and no word of the reason. */
export async function loggedWaiver(stores: Stores, waiver: AskedWaiver, deps: Pick<ExceptionDeps, "entries">) {
  const subjectOf = subjectsOf(deps, stores);
  const { repositories, documentSha256 } = waiver;
  return {
    org: waiver.orgId,
    ...(await subjectOf(waiver.person)),
    waiver_id: waiver.id,
    requirement: waiver.layer,
    from: waiver.startsAt.toISOString(),
    until: waiver.endsAt.toISOString(),
    reason_commitment: commitTo(waiver.salt, waiver.reason),
    ...(documentSha256 === null ? {} : { document_sha256: documentSha256 }),
    ...(repositories.length === 0 ? {} : { repositories_sha256: sha256OfJson(repositories) }),
    owner: await subjectOf(waiver.owner),
    requested_by: await subjectOf(waiver.requestedBy),
  };
}

export async function loggedEnd(
  stores: Stores,
  { id, orgId, person, salt }: Waiver,
  reason: string,
  deps: Pick<ExceptionDeps, "entries">,
) {
  return {
    org: orgId,
    ...(await subjectsOf(deps, stores)(person)),
    waiver_id: id,
    reason_commitment: commitTo(salt, reason),
  };
}
