import { randomUUID } from "node:crypto";
import { rm } from "node:fs/promises";
import pg from "pg";
import { openDb } from "../../src/db/client.ts";
import { openEmbedded } from "../../src/db/embedded.ts";
import { sequence } from "../../src/db/log/sequencer.ts";
import { migrate } from "../../src/db/migrate.ts";
import type { EntryDraft } from "../../src/gatelog/entry.ts";
import { placeEntry } from "../../src/gatelog/place.ts";
import { makeDataDir, quietLog } from "../support/scratch-postgres.ts";
import type { Bench } from "./row.ts";

const ENTRIES = 20_000;
const BATCH = 500;

/** What waits is put in order, hashed and moved; the floor is Postgres moving the same rows, and nothing else. */
export const sequencer: Bench = {
  name: "sequencer",
  async run() {
    const dataDir = await makeDataDir();
    const embedded = await openEmbedded({ dataDir, log: quietLog, role: "command" });
    await migrate({ url: embedded.url, log: quietLog });
    const { db, close } = openDb({ url: embedded.url, log: quietLog });
    const client = new pg.Client({ connectionString: embedded.url });
    await client.connect();
    try {
      const floor = ENTRIES / (await secondsToMove(client));
      await fillInbox(client);
      const startedAt = performance.now();
      const finish: Parameters<typeof sequence>[1]["finish"] = ({ body }, place) => placeEntry(body, place);
      while ((await sequence(db, { finish, now: () => new Date(), limit: BATCH })) > 0);
      const measured = (ENTRIES * 1000) / (performance.now() - startedAt);
      return [{ what: "gate log, entries put in order", measured, unit: "/s", floor }];
    } finally {
      await client.end();
      await close();
      await embedded.stop();
      await rm(dataDir, { recursive: true, force: true });
    }
  },
};

async function secondsToMove(client: pg.Client): Promise<number> {
  await fillInbox(client);
  await client.query("CREATE TABLE moved (seq bigint PRIMARY KEY, body text NOT NULL)");
  const startedAt = performance.now();
  for (let batch = 0; batch * BATCH < ENTRIES; batch++) {
    await client.query(
      `WITH gone AS (DELETE FROM log_inbox WHERE id IN (SELECT id FROM log_inbox ORDER BY id LIMIT ${BATCH}) RETURNING id, body)
       INSERT INTO moved SELECT id, body::text FROM gone`,
    );
  }
  return (performance.now() - startedAt) / 1000;
}

async function fillInbox(client: pg.Client): Promise<void> {
  await client.query(
    `INSERT INTO log_inbox (body, occurred_at)
     SELECT jsonb_set($1::jsonb, '{decision_id}', to_jsonb('decision-' || number)), now()
     FROM generate_series(1, $2::int) AS number`,
    [JSON.stringify(aDraft()), ENTRIES],
  );
}

/** As the product writes one for a pull request of one person who lacks one course. */
function aDraft(): EntryDraft {
  const digest = "d".repeat(64);
  const person = { subject: randomUUID(), identity_commitment: `sha256:${digest}` };
  const missing = [{ requirement: "developer/owasp-top-10-2025", why: "never" as const }];
  return {
    type: "gate.decided",
    occurred_at: new Date(0).toISOString(),
    org: 1,
    instance: randomUUID(),
    actor: { kind: "app" },
    source: { kind: "webhook" },
    app: { version: "0.0.0" },
    decision_id: "set for each",
    resource: { kind: "head", id: `hmac:${digest}`, repository_id: 1 },
    decision: {
      outcome: "withhold",
      people: [{ ...person, outcome: "withhold", required: ["developer"], satisfied: [], missing }],
      findings: [],
      sources_missing: [],
    },
    mode: "block",
    enforced: true,
    rule: { policy_sha256: digest },
    facts_sha256: digest,
  };
}
