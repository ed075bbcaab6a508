import type { OrgId, PersonId } from "../../domain/ids.ts";
import type { Installation } from "../../domain/installation.ts";
import type { OutsideStores } from "../../domain/stores/index.ts";
import type { Notice } from "../../domain/stores/notices.ts";
import type { Account } from "../../domain/stores/people.ts";
import { noticeOf } from "../../domain/stores/policy-documents.ts";
import { type ListedPolicy, TRAINING_POLICY_ID } from "../../programme/listed/listed.ts";
import type { DocumentNews } from "./news.ts";

export interface DocumentDeps {
  readonly stores: OutsideStores;
  /** The policies of an organisation, in the wordings that are in force. */
  readonly listed: (org: OrgId) => Promise<readonly ListedPolicy[]>;
}

interface Reader {
  readonly person: PersonId;
  readonly accounts: readonly Account[];
}

/**
 * Of the policies that they are to be told of, those whose wording is still the newest, and which they have not accepted.
 * Whoever is in the organisation no more is told of none.
 */
export async function documentsOf(
  { orgId }: Installation,
  { person, accounts }: Reader,
  said: readonly Notice[],
  deps: DocumentDeps,
): Promise<readonly DocumentNews[]> {
  const meant = new Set(said.flatMap(({ kind, about }) => (kind === "policy" ? [about] : [])));
  if (meant.size === 0) return [];
  const { acknowledgements } = deps.stores;
  const ids = accounts.map(({ id }) => id);
  if (!(await acknowledgements.organisationsOf(person, ids)).includes(orgId)) return [];
  const accepted = new Set((await acknowledgements.listOf(person)).map(noticeOf));
  const open = (await deps.listed(orgId)).filter(
    (policy) => meant.has(noticeOf(policy)) && !(policy.acknowledge && accepted.has(noticeOf(policy))),
  );
  const isReader = accounts.length > 0;
  return Promise.all(open.map((policy) => toNews(policy, { orgId, isReader }, deps)));
}

async function toNews(
  policy: ListedPolicy,
  { orgId, isReader }: { readonly orgId: OrgId; readonly isReader: boolean },
  { stores }: DocumentDeps,
): Promise<DocumentNews> {
  const { title, url, effectiveOn, acknowledge, acceptWithinDays, policyId } = policy;
  const isOurs = policyId === TRAINING_POLICY_ID;
  return {
    ...{ key: noticeOf(policy), title, url, effectiveOn },
    // Accepting takes a sign-in with GitHub, and so does our own page.
    acceptWithinDays: acknowledge && isReader ? acceptWithinDays : null,
    text: isOurs && !isReader ? ((await stores.trainingPolicies.approved(orgId))?.markdown ?? null) : null,
  };
}
