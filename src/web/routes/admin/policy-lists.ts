import type { ListedFigures, NamedVersion } from "../../../pipeline/policy-documents/port.ts";
import { contains, type ListAsked } from "../../list-asked.ts";
import type { ListedKind } from "../../views/admin/policies-page.tsx";

export function narrowedPolicies(
  all: readonly ListedFigures[],
  { search, show }: ListAsked<ListedKind>,
): readonly ListedFigures[] {
  return all.filter(
    ({ policy: { title, kind, owner } }) => (show === null || kind === show) && contains([title, owner], search),
  );
}

export const LISTED_CSV = [
  ...[
    "policy",
    "title",
    "kind",
    "kept_by",
    "effective_on",
    "url",
    "sha256",
    "acknowledge",
    "audience",
    "told",
    "not_reached",
    "accepted",
  ],
];

export function toListedRow({ policy, audience, reached, unreached, done }: ListedFigures) {
  const { policyId, title, kind, owner, effectiveOn, url, sha256, acknowledge } = policy;
  return {
    ...{ policy: policyId, title, kind, kept_by: owner, effective_on: effectiveOn, url, sha256, acknowledge },
    ...{ audience, told: reached, not_reached: unreached, accepted: acknowledge ? done : null },
  };
}

export const VERSIONS_CSV = ["version", "sha256", "policy_sha256", "written_at", "approved_at", "approved_by"];

export function toVersionRow({ version, sha256, policySha256, createdAt, approvedAt, approver }: NamedVersion) {
  return {
    ...{ version, sha256, policy_sha256: policySha256, written_at: createdAt.toISOString() },
    ...{ approved_at: approvedAt?.toISOString() ?? null, approved_by: approver },
  };
}
