import { DAY_MS } from "../../domain/day.ts";
import { reviewOf } from "../../policy/review.ts";
import { diffLines } from "../../programme/policy-document/diff.ts";
import { inBatches } from "../batches.ts";
import * as clause from "../clauses.ts";
import { ENTRY_COLUMNS, entryRow } from "../entry-columns.ts";
import { findPeople, PERSON_COLUMNS, type People, personRow } from "../person-columns.ts";
import type { TrainingPolicyKept } from "../policy-sources.ts";
import { createTally, rowsAgainstEntries } from "../reconciling.ts";
import type { Period, Report, Row } from "../report.ts";
import { REVIEW_COLUMNS, reviewRow, signersOf } from "../review-row.ts";
import type { Leaf, Sources } from "../sources.ts";

export type PolicyReviewSources = Pick<Sources, "entries" | "people" | "policies" | "policyDocuments">;

const TYPES = ["training_policy.issued", "training_policy.approved"] as const;
const OTHERS = ["policy_document.announced", "review.opened", "review.signed", "review.approved"] as const;
const ALL_TYPES = [...TYPES, ...OTHERS] as const;
type Logged = Leaf<(typeof TYPES)[number]>;

const BATCH = 50;

export function policyReviewsReport(sources: PolicyReviewSources): Report {
  const { entries, people, policyDocuments } = sources;
  const tally = createTally();
  async function* rows(period: Period): AsyncIterable<Row> {
    tally.clear();
    const every = reviewOf((await sources.policies.inForce())?.policy ?? {}).every;
    for await (const leaves of inBatches(entries.of(TYPES, period), BATCH)) {
      const approvers = await findPeople(people, leaves.map(approverOf));
      const kept = await policyDocuments.versions(
        leaves.flatMap(({ entry: { version } }) => (version > 1 ? [version - 1, version] : [version])),
      );
      for (const leaf of leaves) {
        tally.add(leaf.entry.type);
        yield { ...NO_REVIEW, ...rowOf(leaf, approvers, kept), next_due: nextDue(leaf, every) };
      }
    }
    for await (const leaves of inBatches(entries.of(OTHERS, period), BATCH)) {
      const signers = await findPeople(people, leaves.map(signersOf));
      const names = await policyDocuments.reviewNames(
        leaves.flatMap(({ entry }) => ("review_id" in entry ? [entry.review_id] : [])),
      );
      for (const leaf of leaves) {
        tally.add(leaf.entry.type);
        yield { ...NOTHING, ...reviewRow(leaf, { signers, names, every }), ...entryRow(leaf) };
      }
    }
  }
  return {
    id: "R-13",
    name: "policy-and-reviews",
    title: "Policies and reviews",
    question: "Which policies held when, what changed in them, and was the programme reviewed in time?",
    clauses: [clause.SOC_CC1_4, clause.ISO_6_3],
    columns: COLUMNS,
    status: "step",
    query:
      "Every entry training_policy.issued and training_policy.approved of the gate log that occurred in the period, of this " +
      "organisation, in the order of the log; joined by version to the kept text and typed name. Then, in that order too, every policy_document.announced, " +
      "review.opened, review.signed and review.approved of the period.",
    rows,
    reconcile: (period) => rowsAgainstEntries(tally.counts, ALL_TYPES, { entries, period }),
  };
}

const COLUMNS: Report["columns"] = [
  {
    name: "step",
    means:
      "Training policy: issued: written from what is enforced, as a draft; approved: by an administrator. Another policy: announced. Review of the programme: review-opened, review-signed, review-approved.",
  },
  ...REVIEW_COLUMNS,
  {
    name: "version",
    means: "From 1, in the order in which they were issued; of a review its number. Absent of other policies.",
  },
  { name: "document_sha256", means: "Digest of the text: sha256sum of its Markdown file gives the same." },
  { name: "policy_sha256", means: "Issued: digest of the enforced policy that it tells in words (R-17)." },
  { name: "lines_added", means: "Against the version before. Absent of the first, and where a text is not kept." },
  { name: "diff", means: "Where the changes are shown, below this app's address." },
  { name: "lines_removed", means: "Against the version before." },
  ...PERSON_COLUMNS.map(({ name, means }) => ({ name: `approver_${name}`, means: `Approved: by whom. ${means}` })),
  { name: "typed_name", means: "Approved: the name that they typed. Erased with the person." },
  { name: "typed_name_commitment", means: "As the log has it." },
  { name: "session_sha256", means: "Digest of the session's id. Absent where the command line approved." },
  { name: "occurred_at", means: "When it was issued or signed." },
  ...ENTRY_COLUMNS,
];

const NO_REVIEW: Row = Object.fromEntries(REVIEW_COLUMNS.map(({ name }) => [name, null]));
const NOTHING: Row = Object.fromEntries(COLUMNS.map(({ name }) => [name, null]));

/** What was approved is looked at again with the next review. */
function nextDue({ entry }: Logged, every: number): string | null {
  if (entry.type !== "training_policy.approved") return null;
  return new Date(Date.parse(entry.occurred_at) + every * DAY_MS).toISOString();
}

function approverOf({ entry }: Logged): string | null {
  return entry.type === "training_policy.approved" ? entry.approved_by.subject : null;
}

function rowOf(leaf: Logged, approvers: People, kept: ReadonlyMap<number, TrainingPolicyKept>): Row {
  const { entry } = leaf;
  const approved = entry.type === "training_policy.approved" ? entry : null;
  const approver = Object.entries(personRow(approverOf(leaf), approvers));
  return {
    step: approved ? "approved" : "issued",
    version: entry.version,
    document_sha256: entry.document_sha256,
    policy_sha256: entry.type === "training_policy.issued" ? entry.policy_sha256 : null,
    diff: entry.version > 1 ? `/policy/changes?org=${entry.org}&from=${entry.version - 1}&to=${entry.version}` : null,
    ...changed(kept.get(entry.version - 1), kept.get(entry.version)),
    ...Object.fromEntries(approver.map(([name, value]) => [`approver_${name}`, value])),
    typed_name: approved ? (kept.get(entry.version)?.approverName ?? null) : null,
    typed_name_commitment: approved?.typed_name_commitment ?? null,
    session_sha256: approved?.session_sha256 ?? null,
    occurred_at: entry.occurred_at,
    ...entryRow(leaf),
  };
}

function changed(before: TrainingPolicyKept | undefined, after: TrainingPolicyKept | undefined): Row {
  if (!before || !after) return { lines_added: null, lines_removed: null };
  const lines = diffLines(before.markdown, after.markdown);
  const count = (kind: "added" | "removed") => lines.filter((line) => line.kind === kind).length;
  return { lines_added: count("added"), lines_removed: count("removed") };
}
