import { randomBytes, randomUUID } from "node:crypto";
import { rm } from "node:fs/promises";
import { type Db, openDb } from "../../src/db/client.ts";
import { openEmbedded } from "../../src/db/embedded.ts";
import { migrate } from "../../src/db/migrate.ts";
import { createStores } from "../../src/db/stores.ts";
import { sha256OfJson } from "../../src/domain/canonical-json.ts";
import type { LogPlace } from "../../src/domain/stores/decided.ts";
import type { OutsideStores } from "../../src/domain/stores/index.ts";
import { decide } from "../../src/gate/decide.ts";
import type { Facts } from "../../src/gate/facts.ts";
import { placeEntry } from "../../src/gatelog/place.ts";
import { replayAll } from "../../src/pipeline/decisions/replay-log.ts";
import { digestFacts } from "../../src/pipeline/head/facts-digests.ts";
import { isEnforced, loggedPerson, loggedVerdict, peopleInOrder } from "../../src/pipeline/head/logged-decision.ts";
import { scopeIn } from "../../src/pipeline/policy/scope-on.ts";
import { policyDigest } from "../../src/policy/digest.ts";
import { aPerson, aPolicy, someFacts, trained } from "../support/facts.ts";
import { makeDataDir, quietLog } from "../support/scratch-postgres.ts";
import type { Bench } from "./row.ts";

const DECISIONS = 5_000;
const AT_ONCE = 500;
const AT = new Date("2026-11-23T12:00:00.000Z");

/** Every decision of a stored log made again and compared; the floor is reading the same rows, and nothing else. */
export const replay: Bench = {
  name: "replay",
  async run() {
    const dataDir = await makeDataDir();
    const embedded = await openEmbedded({ dataDir, log: quietLog, role: "command" });
    await migrate({ url: embedded.url, log: quietLog });
    const { db, close } = openDb({ url: embedded.url, log: quietLog });
    try {
      const stores = createStores(db);
      await fill(db, stores);
      const floor = DECISIONS / (await secondsOf(() => readAll(stores)));
      const measured = DECISIONS / (await secondsOf(() => agreeAll(stores)));
      return [{ what: "replay of a stored log, decisions", measured, unit: "/s", floor }];
    } finally {
      await close();
      await embedded.stop();
      await rm(dataDir, { recursive: true, force: true });
    }
  },
};

async function secondsOf(work: () => Promise<void>): Promise<number> {
  const startedAt = performance.now();
  await work();
  return (performance.now() - startedAt) / 1000;
}

async function readAll({ decided }: OutsideStores): Promise<void> {
  for (let after: LogPlace | null = null; ; ) {
    const page: Awaited<ReturnType<typeof decided.list>> = await decided.list({ after, limit: 200 });
    const last = page.at(-1);
    if (!last) return;
    after = last;
  }
}

async function agreeAll(stores: OutsideStores): Promise<void> {
  for await (const { result, lines } of replayAll(stores))
    if (result !== "agrees") throw new Error(`A decision does not agree: ${lines.join("; ")}`);
}

const policy = aPolicy();
const digest = policyDigest(policy);

async function fill(db: Db, stores: OutsideStores): Promise<void> {
  await stores.policies.save({ digest, policy, sources: {} }, AT);
  for (let from = 0; from < DECISIONS; from += AT_ONCE) {
    const made = Array.from({ length: AT_ONCE }, (_, index) => aDecision(from + index));
    await db.decision.createMany({ data: made.map(({ row }) => row) });
    await db.logEntry.createMany({ data: made.map(({ entry }) => entry) });
  }
}

/** Of one, two or three people, some of them trained. */
function someoneOn(number: number): Facts {
  const people = Array.from({ length: 1 + (number % 3) }, (_, index) =>
    aPerson({ id: index + 1, ...(number % 4 === 0 ? {} : trained()) }),
  );
  return { ...someFacts({ people }), headSha: number.toString(16).padStart(40, "0") };
}

function aDecision(number: number) {
  const facts = someoneOn(number);
  const decision = decide(facts, policy, { scope: scopeIn(facts, policy), policyDigest: digest });
  const salt = randomBytes(32);
  const factsDigests = digestFacts(facts, salt);
  const id = randomUUID();
  const { headSha } = facts;
  const { outcome, mode } = decision;
  const factsSha256 = sha256OfJson(factsDigests);
  const kept = { facts: facts as object, tree: decision as object, factsSalt: salt, factsDigests };
  const row = {
    id,
    repositoryId: 1n,
    headSha,
    outcome,
    mode,
    policyDigest: digest,
    factsSha256,
    decidedAt: AT,
    ...kept,
  };
  const commitment = `sha256:${"d".repeat(64)}`;
  const draft = {
    type: "gate.decided",
    ...{ occurred_at: AT.toISOString(), org: 1, instance: randomUUID(), app: { version: "0.0.0" } },
    ...{ actor: { kind: "app" }, source: { kind: "webhook" }, decision_id: id },
    resource: { kind: "head", id: `hmac:${"d".repeat(64)}`, repository_id: 1 },
    decision: {
      ...loggedVerdict(decision),
      people: peopleInOrder(decision).map(({ person, verdict }) => ({
        subject: person,
        identity_commitment: commitment,
        ...loggedPerson(verdict),
      })),
    },
    ...{ mode, enforced: isEnforced(decision), rule: { policy_sha256: digest }, facts_sha256: factsSha256 },
  };
  const { leafHash, ...placed } = placeEntry(draft, { epoch: 1, seq: number, recordedAt: AT });
  const entry = { ...placed, leafHash: Buffer.from(leafHash), epoch: 1, seq: BigInt(number), recordedAt: AT };
  return { row, entry };
}
