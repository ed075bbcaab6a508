import type { PersonId } from "../../domain/ids.ts";
import type { Installation } from "../../domain/installation.ts";
import type { TxStores } from "../../domain/stores/index.ts";
import type { Audience, PolicyAnnouncement } from "../../domain/stores/policy-documents.ts";
import type { ListedPolicy } from "../../programme/listed/listed.ts";
import type { DraftOf } from "../entries.ts";
import { audienceOf } from "./audience.ts";
import type { PolicyDocumentDeps } from "./deps.ts";
import { listedIn } from "./list.ts";

const AT_ONCE = 500;

/** Makes known each wording on the list that was not made known before: once for each organisation. */
export async function announcePolicies(installation: Installation, deps: PolicyDocumentDeps): Promise<void> {
  const { acknowledgements } = deps.stores;
  for (const policy of await listedIn(installation.orgId, deps)) {
    if (!(await acknowledgements.wasAnnounced(installation.orgId, policy))) await announce(installation, policy, deps);
  }
}

async function announce(installation: Installation, policy: ListedPolicy, deps: PolicyDocumentDeps): Promise<void> {
  const { orgId: org } = installation;
  const at = deps.clock();
  const audience = await audienceOf(policy.meantFor, installation, deps);
  await deps.transact(async (stores) => {
    const [meant, everybody] = [
      await stores.acknowledgements.count(org, policy, audience),
      await stores.acknowledgements.count(org, policy, {}),
    ];
    const { meantFor: _, owner: __, ...told } = policy;
    const announcement: PolicyAnnouncement = {
      ...told,
      id: deps.newId(),
      orgId: org,
      audience: meant.audience,
      roster: everybody.audience,
      announcedAt: at,
    };
    if (!(await stores.acknowledgements.announce(announcement))) return;
    await logAnnouncement(stores, policy, announcement, deps);
    await tellAll(stores, announcement, audience, deps);
  });
}

function logAnnouncement(
  stores: TxStores,
  { kind }: ListedPolicy,
  announced: PolicyAnnouncement,
  { entries }: PolicyDocumentDeps,
): Promise<void> {
  return entries.append<DraftOf<"policy_document.announced">>(stores, announced.announcedAt, {
    type: "policy_document.announced",
    org: announced.orgId,
    actor: { kind: "app" },
    source: { kind: "reconcile" },
    policy_id: announced.policyId,
    document_sha256: announced.sha256,
    kind,
    effective_on: announced.effectiveOn,
    acknowledge: announced.acknowledge,
    counts: { audience: announced.audience, roster: announced.roster },
  });
}

/** Some at a time, however many there are. */
async function tellAll(
  stores: TxStores,
  announced: PolicyAnnouncement,
  audience: Audience,
  { tellPeople }: PolicyDocumentDeps,
): Promise<void> {
  const { orgId: org, policyId, sha256, title, url, effectiveOn, acknowledge } = announced;
  let after: PersonId | null = null;
  for (;;) {
    const people: readonly PersonId[] = await stores.acknowledgements.audienceAfter(org, audience, after, AT_ONCE);
    if (people.length > 0)
      await tellPeople(stores, { org, policyId, sha256, title, url, effectiveOn, acknowledge }, people);
    const last = people.at(-1);
    if (last === undefined || people.length < AT_ONCE) return;
    after = last;
  }
}
