import { inBatches } from "../batches.ts";
import * as clause from "../clauses.ts";
import { ENTRY_COLUMNS, entryRow } from "../entry-columns.ts";
import { findPeople, PERSON_COLUMNS, type People, personRow } from "../person-columns.ts";
import { createTally, rowsAgainstEntries } from "../reconciling.ts";
import type { Period, Report, Row } from "../report.ts";
import type { AttestationKept, EntrySource, Leaf, PeopleSource, TrainingSource } from "../sources.ts";

export interface AttestationSources {
  readonly entries: EntrySource;
  readonly people: PeopleSource;
  readonly training: Pick<TrainingSource, "attestations">;
}

const BATCH = 200;

export function attestationsReport({ entries, people, training }: AttestationSources): Report {
  const tally = createTally();
  async function* rows(period: Period): AsyncIterable<Row> {
    tally.clear();
    for await (const leaves of inBatches(entries.of(["attestation.signed"], period), BATCH)) {
      const signers = await findPeople(
        people,
        leaves.map(({ entry }) => entry.subject),
      );
      const kept = await training.attestations(leaves.map(({ entry }) => entry.completion_id));
      for (const leaf of leaves) {
        tally.add(leaf.entry.type);
        yield rowOf(leaf, signers, kept.get(leaf.entry.completion_id));
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
      "Every entry attestation.signed of the gate log that occurred in the period, of this organisation or of the whole " +
      "instance, in the order of the log; joined by completion_id to the kept text and typed name, and by subject to the " +
      "erasable identity.",
    rows,
    reconcile: (period) => rowsAgainstEntries(tally.counts, ["attestation.signed"], { entries, period }),
  };
}

const COLUMNS: Report["columns"] = [
  ...PERSON_COLUMNS,
  { name: "course", means: "The course that was completed." },
  { name: "course_version", means: "Its version." },
  { name: "content_sha256", means: "Digest of that version's text." },
  { name: "statement", means: "What was signed, word by word." },
  { name: "statement_sha256", means: "Its digest, as the log has it." },
  { name: "statement_version", means: "Which statement of the course it is." },
  { name: "typed_name", means: "The name that they typed. Erased with the person; the log has a commitment to it." },
  { name: "typed_name_commitment", means: "As the log has it." },
  { name: "auth_method", means: "How they were known: a session of this app, opened by signing in at GitHub." },
  { name: "session_sha256", means: "Digest of the session's id." },
  { name: "signed_at", means: "When." },
  { name: "completion_id", means: "The completion that it signs (R-02)." },
  { name: "attestation_id", means: "Its own random id." },
  ...ENTRY_COLUMNS,
];

function rowOf(leaf: Leaf<"attestation.signed">, people: People, kept: AttestationKept | undefined): Row {
  const { entry } = leaf;
  const { attestation, course } = entry;
  return {
    ...personRow(entry.subject, people),
    course: course.id,
    course_version: course.version,
    content_sha256: course.content_sha256,
    statement: kept?.statement ?? null,
    statement_sha256: attestation.statement_sha256,
    statement_version: attestation.version,
    typed_name: kept?.typedName ?? null,
    typed_name_commitment: attestation.typed_name_commitment,
    auth_method: "github-sign-in",
    session_sha256: attestation.session_sha256,
    signed_at: entry.occurred_at,
    completion_id: entry.completion_id,
    attestation_id: kept?.attestationId ?? null,
    ...entryRow(leaf),
  };
}
