import { describe, expect, it } from "vitest";
import type { PolicyDocumentSource } from "../../src/evidence/policy-sources.ts";
import { attestationsReport } from "../../src/evidence/reports/08-attestations.ts";
import { awarenessReport } from "../../src/evidence/reports/11-awareness.ts";
import { policyReviewsReport } from "../../src/evidence/reports/13-policy-reviews.ts";
import { allOf, SOMEBODY, type SomeEntry, someSources, subject } from "./some-sources.ts";

const SHA = "a".repeat(64);
const PERIOD = { from: new Date("2026-01-01"), to: new Date("2026-02-01") };
const COMMITMENT = `sha256:${"d".repeat(64)}`;
const policy = { policy_id: "acceptable-use", document_sha256: SHA };

const ENTRIES: readonly SomeEntry[] = [
  { type: "training_policy.issued", version: 1, document_sha256: SHA, policy_sha256: "b".repeat(64) },
  { type: "training_policy.issued", version: 2, document_sha256: SHA, policy_sha256: "c".repeat(64) },
  {
    ...{ type: "training_policy.approved", version: 2, document_sha256: SHA },
    ...{ approved_by: subject(SOMEBODY), typed_name_commitment: COMMITMENT },
  },
  {
    ...{ ...policy, type: "policy_document.announced", kind: "acceptable-use", acknowledge: true },
    ...{ effective_on: "2026-01-10", counts: { audience: 30, roster: 40 } },
  },
  {
    ...{ ...policy, ...subject(SOMEBODY), type: "policy_document.acknowledged" },
    ...{ typed_name_commitment: COMMITMENT, session_sha256: "e".repeat(64) },
  },
];

const KEPT: PolicyDocumentSource = {
  versions: async () =>
    new Map([
      [1, { version: 1, markdown: "a\n30 days\n", approverName: null }],
      [2, { version: 2, markdown: "a\n60 days\nmore\n", approverName: "Sam Sato" }],
    ]),
  reviewNames: async () => new Map(),
  titles: async () => new Map([[`acceptable-use ${SHA}`, "Acceptable use"]]),
  accepted: async () => 10,
  told: async () => ({ delivered: 28, undeliverable: 2 }),
  acknowledgements: async () =>
    new Map([[`${SOMEBODY} acceptable-use ${SHA}`, { id: "one", typedName: "Mira Meier" }]]),
};

const sources = someSources({
  entries: ENTRIES,
  people: { [SOMEBODY]: { login: "sam" } },
  more: { policyDocuments: KEPT },
});

describe("policies in the reports", () => {
  it("R-13 tells each version, what changed in it, and who approved it", async () => {
    const report = policyReviewsReport(sources);

    const rows = await allOf(report.rows(PERIOD));

    expect(rows).toMatchObject([
      { step: "issued", version: 1, lines_added: null, approver_person_key: null, log_seq: 0 },
      { step: "issued", version: 2, lines_added: 2, lines_removed: 1, log_seq: 1 },
      { step: "approved", version: 2, approver_github_login: "sam", typed_name: "Sam Sato", log_seq: 2 },
      { step: "announced", policy_id: "acceptable-use", document_sha256: SHA, log_seq: 3 },
    ]);
    for (const row of rows) expect(Object.keys(row).sort()).toEqual(report.columns.map(({ name }) => name).sort());
    expect((await report.reconcile(PERIOD)).map(({ residual }) => residual)).toEqual([0, 0, 0, 0, 0, 0]);
  });

  it("R-11 tells what was made known, to how many, and how many of all accepted it", async () => {
    expect(await allOf(awarenessReport(sources).rows(PERIOD))).toMatchObject([
      {
        ...{ activity: "policy-announcement", title: "Acceptable use", method: "campaign" },
        ...{ audience_count: 30, roster_count: 40, covered: 10, coverage: 25, artifact_sha256: SHA },
        ...{ delivered: 28, undeliverable: 2 },
      },
    ]);
  });

  it("R-08 tells who accepted which text", async () => {
    const report = attestationsReport(sources);

    const rows = await allOf(report.rows(PERIOD));

    expect(rows).toMatchObject([
      {
        ...{ person_key: SOMEBODY, github_login: "sam", policy: "acceptable-use", course: null },
        ...{ content_sha256: SHA, typed_name: "Mira Meier", attestation_id: "one", log_seq: 4 },
      },
    ]);
    expect(Object.keys(rows[0] ?? {}).sort()).toEqual(report.columns.map(({ name }) => name).sort());
    expect((await report.reconcile(PERIOD)).map(({ residual }) => residual)).toEqual([0, 0]);
  });
});
