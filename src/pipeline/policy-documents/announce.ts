import type { Installation } from "../../domain/installation.ts";
import type { TxStores } from "../../domain/stores/index.ts";
import { type Audience, noticeOf, type PolicyAnnouncement } from "../../domain/stores/policy-documents.ts";
import type { ListedPolicy } from "../../programme/listed/listed.ts";
import type { DraftOf } from "../entries.ts";
import { fileNotices } from "../notices/file.ts";
import { audienceOf } from "./audience.ts";
import type { PolicyDocumentDeps } from "./deps.ts";
import { listedIn } from "./list.ts";

const AT_ONCE = 500;

/**
 * Makes known each wording on the list that was not made known before: once for each organisation. Whoever was not told of
 * it yet is told, so that what was broken off goes on, and who comes later hears of it too.
 */
export async function announcePolicies(installation: Installation, deps: PolicyDocumentDeps): Promise<void> {
  const { acknowledgements } = deps.stores;
  for (const policy of await listedIn(installation.orgId, deps)) {
    const audience = await audienceOf(policy.meantFor, installation, deps);
    if (!(await acknowledgements.wasAnnounced(installation.orgId, policy)))
      await announce(installation, policy, audience, deps);
    for (const some of chunksOf(audience)) await tellAll(installation, policy, some, deps);
  }
}

async function announce(
  { orgId: org }: Installation,
  policy: ListedPolicy,
  audience: Audience,
  deps: PolicyDocumentDeps,
): Promise<void> {
  const at = deps.clock();
  await deps.transact(async (stores) => {
    const [meant, everybody] = [
      await stores.acknowledgements.count(org, policy, audience),
      await stores.acknowledgements.count(org, policy, {}),
    ];
    const { meantFor: _, owner: __, acceptWithinDays: ___, ...told } = policy;
    const announcement: PolicyAnnouncement = {
      ...told,
      id: deps.newId(),
      orgId: org,
      audience: meant.audience,
      roster: everybody.audience,
      announcedAt: at,
    };
    if (await stores.acknowledgements.announce(announcement)) await logAnnouncement(stores, policy, announcement, deps);
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

/** Plans a notice for each of them, some at a time, however many there are: planned once, it is nobody's any more to plan. */
async function tellAll(
  { id, orgId: org }: Installation,
  policy: ListedPolicy,
  audience: Audience,
  { stores, transact, clock, newId }: PolicyDocumentDeps,
): Promise<void> {
  const about = noticeOf(policy);
  for (;;) {
    const people = await stores.acknowledgements.untold(org, policy, audience, AT_ONCE);
    if (people.length === 0) return;
    const plannedAt = clock();
    await transact(async (tx) => {
      await tx.notices.plan(
        people.map((person) => ({ id: newId(), orgId: org, person, kind: "policy", about, plannedAt })),
      );
      await fileNotices(tx, id, people);
    });
    if (people.length < AT_ONCE) return;
  }
}

/** People by name are looked for some at a time too. */
function chunksOf({ people, ...others }: Audience): readonly Audience[] {
  if (!people) return [others];
  const starts = Array.from({ length: Math.ceil(people.length / AT_ONCE) }, (_, index) => index * AT_ONCE);
  return starts.map((start): Audience => ({ ...others, people: people.slice(start, start + AT_ONCE) }));
}
