import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { accountId, orgId, repositoryId } from "../../../src/domain/ids.ts";
import { createEntries } from "../../../src/pipeline/entries.ts";
import { checkLog } from "../../../src/pipeline/log/check-log.ts";
import { beat, EQUAL_LOOKS } from "../../../src/pipeline/log/heartbeat.ts";
import { createSigner } from "../../../src/pipeline/log/signer.ts";
import { aClock, type LogOnDb, logOnDb } from "../../support/signing.ts";

const HOUR_MS = 3_600_000;

let log: LogOnDb;
let time: ReturnType<typeof aClock>;
beforeEach(async () => {
  time = aClock();
  log = await logOnDb({ clock: time.clock });
});
afterEach(() => log.close());

describe("the whole check", () => {
  async function signedLog(): Promise<void> {
    const signer = createSigner(log.deps);
    for (const count of [3, 300, 250]) {
      await log.write(count);
      await signer.signNow();
    }
    await log.write(4);
  }

  it("finds nothing wrong with a log that was left alone, signed or not yet", async () => {
    await signedLog();

    expect(await checkLog(log.deps.stores)).toEqual({ entries: 557, problem: null });
  });

  it.each([
    [
      "an entry that was edited long ago",
      ["UPDATE log_entry SET body = body || ' ' WHERE seq = 1"],
      { kind: "leaf-differs", seq: 1 },
    ],
    ["an entry that was deleted long ago", ["DELETE FROM log_entry WHERE seq = 0"], { kind: "gap", seq: 0 }],
    [
      "one that was written anew with its hash",
      [
        "UPDATE log_entry SET body = '{\"epoch\":1,\"seq\":2}', leaf_hash = sha256('\\x00'::bytea || convert_to('{\"epoch\":1,\"seq\":2}', 'utf8')) WHERE seq = 2",
      ],
      { kind: "root-differs", size: 3 },
    ],
    ["a missing tile", ["DELETE FROM log_tile WHERE index = 1"], { kind: "tile-differs", level: 0, index: 1 }],
    [
      "another tile",
      ["UPDATE log_tile SET hashes = decode(repeat('00', 8192), 'hex') WHERE index = 0"],
      { kind: "tile-differs", level: 0, index: 0 },
    ],
    [
      "an old checkpoint that was edited",
      ["UPDATE log_checkpoint SET root = sha256('x') WHERE size = 303"],
      { kind: "root-differs", size: 303 },
    ],
    [
      "an old note that was edited",
      ["UPDATE log_checkpoint SET note = replace(note, '303', '304') WHERE size = 303"],
      { kind: "note-differs", size: 303 },
    ],
    [
      "a tail that was cut",
      ["DELETE FROM log_entry WHERE seq > 400"],
      { kind: "log-is-shorter", entries: 401, signed: 553 },
    ],
  ])("finds %s", async (_, statements, problem) => {
    await signedLog();

    await log.tamper(...statements);

    expect((await checkLog(log.deps.stores)).problem).toEqual({ epoch: 1, ...problem });
  });
});

describe("the heartbeat", () => {
  const entries = createEntries({ id: crypto.randomUUID(), version: "0.0.0-test" });
  const beatNow = () => beat({ ...log.deps, entries });

  async function written() {
    await log.write(0);
    const row = await log.deps.stores.log.findLast("log.heartbeat");
    return row && JSON.parse(row.body);
  }

  it("says how large the log is, that it is whole, and what was counted", async () => {
    await log.write(2);
    await createSigner(log.deps).signNow();
    await log.deps.stores.logTree.tally(EQUAL_LOOKS, 1);
    await log.deps.stores.logTree.tally(EQUAL_LOOKS, 2);

    expect(await beatNow()).toEqual({ kind: "beat", entries: 2, problem: null });

    const entry = await written();
    expect(entry).toMatchObject({
      counts: { with_access: 0, deliveries: 0, equal_looks: 3 },
      check: { entries: 2 },
      occurred_at: time.clock().toISOString(),
    });
    expect(entry).not.toHaveProperty("since");
    expect(entry.counts).not.toHaveProperty("roster");
    expect(await log.deps.stores.logTree.signing()).toMatchObject({ checkedAt: time.clock(), checkedProblem: null });
  });

  it("comes once a day, and counts from the one before", async () => {
    await log.deps.stores.logTree.tally(EQUAL_LOOKS, 5);
    await beatNow();
    const first = await written();
    time.pass(14 * HOUR_MS);
    expect(await beatNow()).toEqual({ kind: "beaten" });
    await log.deps.stores.deliveries.insert([delivery("one", time.clock())]);
    time.pass(2 * HOUR_MS);

    expect(await beatNow()).toMatchObject({ kind: "beat" });

    expect(await written()).toMatchObject({ since: first.occurred_at, counts: { deliveries: 1, equal_looks: 0 } });
  });

  it("counts who has access, and not who has left", async () => {
    const seen = (
      account: number,
      kind: "member" | "team-member" | "collaborator",
      present: boolean,
      minute: number,
    ) => ({
      orgId: orgId(1),
      kind,
      accountId: accountId(account),
      teamId: kind === "team-member" ? 7 : null,
      repositoryId: kind === "collaborator" ? repositoryId(9) : null,
      role: "member",
      present,
      source: "event" as const,
      deliveryId: null,
      externalId: null,
      notBefore: null,
      observedAt: new Date(Date.UTC(2026, 5, 1, 9, minute)),
      recordedAt: new Date(Date.UTC(2026, 5, 1, 9, minute)),
    });
    await log.deps.stores.access.record([
      seen(1, "member", true, 0),
      seen(2, "member", true, 0),
      seen(2, "team-member", true, 1),
      seen(2, "member", false, 2),
      seen(3, "collaborator", true, 0),
      seen(4, "collaborator", true, 0),
      seen(4, "collaborator", false, 1),
      seen(1, "collaborator", true, 3),
    ]);

    await beatNow();

    expect(await written()).toMatchObject({ counts: { with_access: 2 } });
  });

  it("says what the check found, and is written all the same", async () => {
    await log.write(5);
    await createSigner(log.deps).signNow();
    await log.tamper("UPDATE log_entry SET body = body || ' ' WHERE seq = 3");

    expect(await beatNow()).toMatchObject({ problem: { kind: "leaf-differs", seq: 3 } });

    expect(await written()).toMatchObject({ check: { entries: 3, problem: "leaf-differs" } });
    expect(await log.deps.stores.logTree.signing()).toMatchObject({ checkedProblem: { kind: "leaf-differs", seq: 3 } });
  });
});

function delivery(id: string, receivedAt: Date) {
  return {
    id,
    event: "push",
    action: null,
    installationId: null,
    subjects: [],
    bodySha256: "",
    bodyBytes: 0,
    receivedAt,
  };
}
