import type { OrgId } from "../../domain/ids.ts";
import type { ExceptionDeps } from "./deps.ts";
import { namedPeople, namesOf, peopleOf, stateOf } from "./people.ts";
import type { WaiverView } from "./port.ts";

/** Newest first, with everything that its readers may see: administrators, approvers and auditors. */
export async function listWaivers(
  org: OrgId,
  { stores, clock }: Pick<ExceptionDeps, "stores" | "clock">,
): Promise<readonly WaiverView[]> {
  const waivers = await stores.waivers.listOf(org);
  const nameOf = await namesOf(
    waivers.flatMap((waiver) => [waiver.person, waiver.owner, ...peopleOf(waiver)]),
    stores,
  );
  const now = clock();
  return waivers.map((waiver) => ({
    id: waiver.id,
    org: waiver.orgId,
    state: stateOf(waiver, waiver.endsAt, now),
    person: nameOf(waiver.person),
    owner: nameOf(waiver.owner),
    layer: waiver.layer,
    repositories: waiver.repositories,
    startsAt: waiver.startsAt,
    endsAt: waiver.endsAt,
    reason: waiver.reason,
    documentSha256: waiver.documentSha256,
    uses: waiver.uses,
    ...namedPeople(waiver, nameOf),
  }));
}
