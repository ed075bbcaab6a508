import { entryRow } from "./entry-columns.ts";
import { type People, personRow } from "./person-columns.ts";
import { type AcknowledgementKept, type PolicyDocumentSource, textKey } from "./policy-sources.ts";
import type { Row } from "./report.ts";
import type { Leaf } from "./sources.ts";

type Announced = Leaf<"policy_document.announced">;
type Accepted = Leaf<"policy_document.acknowledged">;

export function textOf({ entry }: Announced | Accepted) {
  return { policyId: entry.policy_id, sha256: entry.document_sha256 };
}

/** A policy that was made known, as a row of R-11; whoever accepted it was reached. */
export async function announcementRow(leaf: Announced, policies: PolicyDocumentSource): Promise<Row> {
  const { entry } = leaf;
  const { audience, roster } = entry.counts;
  const text = textOf(leaf);
  const told = await policies.told(text);
  const covered = entry.acknowledge ? await policies.accepted(text) : null;
  return {
    ...{
      activity: "policy-announcement",
      title: (await policies.titles([text])).get(textKey(text)) ?? entry.policy_id,
    },
    ...{ method: "campaign", channel: told.delivered > 0 ? "page, notice" : "page", date: entry.occurred_at },
    ...{ audience_count: audience, roster_count: roster, covered },
    coverage: covered === null || roster === 0 ? null : Math.round((1_000 * covered) / roster) / 10,
    ...told,
    artifact_sha256: entry.document_sha256,
    ...entryRow(leaf),
  };
}

/** A policy that somebody accepted, as a row of R-08: what belongs to a course is absent. */
export function acknowledgementRow(
  leaf: Accepted,
  people: People,
  kept: ReadonlyMap<string, AcknowledgementKept>,
): Row {
  const { entry } = leaf;
  const own = kept.get(`${entry.subject} ${textKey(textOf(leaf))}`);
  return {
    ...personRow(entry.subject, people),
    policy: entry.policy_id,
    content_sha256: entry.document_sha256,
    typed_name: own?.typedName ?? null,
    typed_name_commitment: entry.typed_name_commitment,
    auth_method: "github-sign-in",
    session_sha256: entry.session_sha256,
    signed_at: entry.occurred_at,
    attestation_id: own?.id ?? null,
    ...entryRow(leaf),
  };
}
