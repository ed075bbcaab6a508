import { inBatches } from "../batches.ts";
import * as clause from "../clauses.ts";
import { ENTRY_COLUMNS, entryRow } from "../entry-columns.ts";
import { leafOf, leavesOf } from "../leaf-of.ts";
import { findPeople, PERSON_COLUMNS, type People, personRow } from "../person-columns.ts";
import { acknowledgementRow, textOf } from "../policy-rows.ts";
import type { PolicyDocumentSource } from "../policy-sources.ts";
import { createTally, rowsAgainstEntries } from "../reconciling.ts";
import type { Period, Report, Row } from "../report.ts";
import type { AttestationKept, EntrySource, Leaf, PeopleSource, TrainingSource } from "../sources.ts";

export interface AttestationSources {
  readonly entries: EntrySource;
  readonly people: PeopleSource;
  readonly training: Pick<TrainingSource, "attestations">;
  readonly policyDocuments: Pick<PolicyDocumentSource, "acknowledgements">;
}

const BATCH = 200;

const TYPES = ["attestation.signed", "policy_document.acknowledged"] as const;

export function attestationsReport({ entries, people, training, policyDocuments }: AttestationSources): Report {
  const tally = createTally();
  async function* rows(period: Period): AsyncIterable<Row> {
    tally.clear();
    for await (const leaves of inBatches(entries.of(TYPES, period), BATCH)) {
      const signers = await findPeople(
        people,
        leaves.map(({ entry }) => entry.subject),
      );
      const signed = leavesOf(leaves, "attestation.signed");
      const kept = await training.attestations(signed.map(({ entry }) => entry.completion_id));
      const accepted = await policyDocuments.acknowledgements(
        leavesOf(leaves, "policy_document.acknowledged").map((leaf) => ({
          ...textOf(leaf),
          person: leaf.entry.subject,
        })),
      );
      for (const leaf of leaves) {
        tally.add(leaf.entry.type);
        const signature = leafOf(leaf, "attestation.signed");
        const acceptance = leafOf(leaf, "policy_document.acknowledged");
        if (signature) yield rowOf(signature, signers, kept.get(signature.entry.completion_id));
        else if (acceptance) yield { ...NOTHING, ...acknowledgementRow(acceptance, signers, accepted) };
      }
    }
  }
  return {
    id: "R-08",
    name: "attestations",
    title: "Attestations",
    question: "Who acknowledged which text, when, and how do we know that it was they?",
    clauses: [clause.SOC_CC1_4, clause.ISO_6_3, clause.PCI_12_6_3_2, clause.NIST_AT_4, clause.SAMM_1],
    columns: COLUMNS,
    query:
      "Every entry attestation.signed and policy_document.acknowledged of the gate log that occurred in the period, of this " +
      "organisation or of the whole instance, in the order of the log; joined by completion_id, or by person and digest, to " +
      "the kept text and typed name, and by subject to the erasable identity.",
    rows,
    reconcile: (period) => rowsAgainstEntries(tally.counts, TYPES, { entries, period }),
  };
}

const COLUMNS: Report["columns"] = [
  ...PERSON_COLUMNS,
  { name: "course", means: "The course that was completed. Absent where a policy was accepted." },
  {
    name: "policy",
    means: "The policy that was accepted, as the list of policies calls it. Absent where a course was signed.",
  },
  { name: "course_version", means: "Its version." },
  { name: "content_sha256", means: "Digest of the text: of the course's version, or of the policy." },
  { name: "statement", means: "What was signed, word by word." },
  { name: "statement_sha256", means: "Its digest, as the log has it." },
  { name: "statement_version", means: "Which statement of the course it is." },
  { name: "typed_name", means: "The name that they typed. Erased with the person; the log has a commitment to it." },
  { name: "typed_name_commitment", means: "As the log has it." },
  {
    name: "auth_method",
    means:
      "How they were known: github-sign-in, a session of this app; or attendance-list, signed on paper and brought by two administrators.",
  },
  { name: "session_sha256", means: "Digest of the session's id." },
  { name: "sheet_sha256", means: "Digest of the attendance list's file." },
  { name: "signed_at", means: "When." },
  { name: "completion_id", means: "The completion that it signs (R-02)." },
  { name: "attestation_id", means: "Its own random id." },
  ...ENTRY_COLUMNS,
];

const NOTHING: Row = Object.fromEntries(COLUMNS.map(({ name }) => [name, null]));

function rowOf(leaf: Leaf<"attestation.signed">, people: People, kept: AttestationKept | undefined): Row {
  const { entry } = leaf;
  const { attestation, course } = entry;
  return {
    ...personRow(entry.subject, people),
    course: course.id,
    policy: null,
    course_version: course.version,
    content_sha256: course.content_sha256,
    statement: kept?.statement ?? null,
    statement_sha256: attestation.statement_sha256,
    statement_version: attestation.version,
    typed_name: kept?.typedName ?? null,
    typed_name_commitment: attestation.typed_name_commitment,
    auth_method: attestation.sheet_sha256 === undefined ? "github-sign-in" : "attendance-list",
    session_sha256: attestation.session_sha256 ?? null,
    sheet_sha256: attestation.sheet_sha256 ?? null,
    signed_at: entry.occurred_at,
    completion_id: entry.completion_id,
    attestation_id: kept?.attestationId ?? null,
    ...entryRow(leaf),
  };
}
