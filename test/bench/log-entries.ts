import { randomUUID } from "node:crypto";
import pg from "pg";
import type { EntryDraft } from "../../src/gatelog/entry.ts";
import { placeEntry } from "../../src/gatelog/place.ts";

const DIGEST = "d".repeat(64);
const AT = "2026-03-02T09:00:00.000Z";
const base = {
  occurred_at: AT,
  org: 1,
  instance: randomUUID(),
  actor: { kind: "app" as const },
  source: { kind: "webhook" as const },
  app: { version: "1.0.0" },
};
const person = { subject: randomUUID(), identity_commitment: `sha256:${DIGEST}` };
const resource = { kind: "head" as const, id: `hmac:${DIGEST}`, repository_id: 1 };
const course = { id: "owasp-top-10-2025", version: "1.0.0", content_sha256: DIGEST };

/** What ten entries of an organisation that works are about: pull requests, mostly, and now and then a course. */
const drafts: readonly EntryDraft[] = [
  aDecision("allow"),
  aCheck("success"),
  aMerge("allow"),
  aDecision("allow"),
  aCheck("success"),
  aDecision("withhold"),
  aCheck("action_required"),
  aMerge("allow"),
  {
    ...base,
    ...person,
    type: "completion.recorded",
    completion_id: randomUUID(),
    course,
    result: { method: "quiz", score: 92 },
  },
  {
    ...base,
    ...person,
    type: "attempt.graded",
    course,
    module: "broken-access-control",
    result: { method: "quiz", score: 92, pass_mark: 80, attempt_no: 1, passed: true, draw_seed_sha256: DIGEST },
  },
];

function aDecision(outcome: "allow" | "withhold"): EntryDraft {
  const missing = [{ requirement: "developer/owasp-top-10-2025", why: "never" as const }];
  const satisfied = [{ requirement: "developer/owasp-top-10-2025", until: "2027-03-02T09:00:00.000Z" }];
  const met = outcome === "allow" ? { satisfied, missing: [] } : { satisfied: [], missing };
  return {
    ...base,
    type: "gate.decided",
    decision_id: "bPz6ZLzB9YdCwE0a4tqkLw",
    resource,
    decision: {
      outcome,
      people: [{ ...person, parts: ["author", "pusher"], outcome, required: ["developer"], ...met }],
      findings: [],
      sources_missing: [],
    },
    mode: "block",
    enforced: true,
    rule: { policy_sha256: DIGEST },
    facts_sha256: DIGEST,
  };
}

function aCheck(conclusion: string): EntryDraft {
  return {
    ...base,
    type: "check.published",
    decision_id: "bPz6ZLzB9YdCwE0a4tqkLw",
    resource,
    check: { conclusion, run_id: 28_713_551_984, created: true },
    mode: "block",
  };
}

function aMerge(outcome: "allow"): EntryDraft {
  return {
    ...base,
    type: "merge.observed",
    decision_id: "bPz6ZLzB9YdCwE0a4tqkLw",
    resource: { ...resource, kind: "pull_request" },
    decision: { outcome },
    mode: "block",
    merged_by: person,
  };
}

/** So many, from a place on; placed and hashed by Postgres itself, which is the quickest. */
export async function fillLog(url: string, count: number, from = 0): Promise<void> {
  const placed = drafts.map((draft) => placeEntry(draft, { epoch: 1, seq: 0, recordedAt: new Date(AT) }));
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(
      `INSERT INTO log_entry (epoch, seq, type, body, leaf_hash, recorded_at)
       SELECT 1, seq, type, body, sha256('\\x00'::bytea || convert_to(body, 'UTF8')), $3
       FROM (
         SELECT seq, type, replace(body, '"seq":0,', '"seq":' || seq || ',') AS body
         FROM generate_series($4::int, $4::int + $5::int - 1) AS seq
         JOIN unnest($1::text[], $2::text[]) WITH ORDINALITY AS kind (type, body, number)
           ON number = 1 + seq % cardinality($1::text[])
       ) AS entry
       ORDER BY seq`,
      [placed.map(({ type }) => type), placed.map(({ body }) => body), AT, from, count],
    );
    await client.query("VACUUM ANALYZE log_entry");
    await client.query("CHECKPOINT");
  } finally {
    await client.end();
  }
}
