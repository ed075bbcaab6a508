import { DAY_MS } from "../domain/day.ts";
import { PERSON_COLUMNS, type People, personRow } from "./person-columns.ts";
import type { Report, Row } from "./report.ts";
import type { Leaf } from "./sources.ts";

type Logged = Leaf<"policy_document.announced" | "review.opened" | "review.signed" | "review.approved">;

export const REVIEW_COLUMNS: Report["columns"] = [
  { name: "policy_id", means: "Of another policy than the training policy: its word on the organisation's list." },
  { name: "review_id", means: "Of a review: its random id." },
  { name: "signed_sha256", means: "Of a review: digest of the frozen list with all that was ticked and said." },
  ...PERSON_COLUMNS.map(({ name, means }) => ({
    name: `reviewer_${name}`,
    means: `Of a review: who signed it. ${means}`,
  })),
  { name: "due_at", means: "Of a review: by when it is to be signed." },
  { name: "next_due", means: "When it is looked at again, by the policy in force at the snapshot." },
];

/** Names that were typed, by review and part; of who was erased there is none. */
export type ReviewNames = ReadonlyMap<string, string>;

export function signersOf({ entry }: Logged): string | null {
  if (entry.type === "review.signed") return entry.signed_by.subject;
  return entry.type === "review.approved" ? entry.approved_by.subject : null;
}

interface Looked {
  readonly signers: People;
  readonly names: ReviewNames;
  readonly every: number;
}

export function reviewRow({ entry }: Logged, { signers, names, every }: Looked): Row {
  const occurred = { occurred_at: entry.occurred_at };
  if (entry.type === "policy_document.announced")
    return { ...occurred, step: "announced", policy_id: entry.policy_id, document_sha256: entry.document_sha256 };
  const review = { ...occurred, version: entry.number, review_id: entry.review_id };
  if (entry.type === "review.opened") {
    const next = new Date(Date.parse(entry.occurred_at) + every * DAY_MS).toISOString();
    const told = { document_sha256: entry.document_sha256, due_at: entry.due_at, next_due: next };
    return { ...review, ...told, step: "review-opened" };
  }
  const part = entry.type === "review.signed" ? "signed" : "approved";
  return {
    ...review,
    step: `review-${part}`,
    document_sha256: entry.type === "review.signed" ? entry.document_sha256 : null,
    signed_sha256: entry.signed_sha256,
    ...personAs(part === "signed" ? "reviewer" : "approver", signersOf({ entry } as Logged), signers),
    typed_name: names.get(`${entry.review_id} ${part}`) ?? null,
    typed_name_commitment: entry.typed_name_commitment,
    session_sha256: entry.session_sha256 ?? null,
  };
}

function personAs(prefix: string, person: string | null, people: People): Row {
  return Object.fromEntries(
    Object.entries(personRow(person, people)).map(([name, value]) => [`${prefix}_${name}`, value]),
  );
}
