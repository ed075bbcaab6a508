import { randomBytes } from "node:crypto";
import { afterEach, beforeEach, describe, expect, inject, it } from "vitest";
import { migrate } from "../../../src/db/migrate.ts";
import { leafHash } from "../../../src/gatelog/place.ts";
import { rootInTile } from "../../../src/gatelog/tiles.ts";
import {
  createTree,
  nodesForInclusion,
  proveConsistency,
  proveInclusion,
  verifyConsistency,
  verifyInclusion,
} from "../../../src/gatelog/tree.ts";
import { describeProblem } from "../../../src/pipeline/log/problem.ts";
import { createSigner } from "../../../src/pipeline/log/signer.ts";
import { readerOf } from "../../gatelog/a-tree.ts";
import { quietLog, runSql } from "../../support/scratch-postgres.ts";
import { aClock, HOST, type LogOnDb, logOnDb, newKey, readNote } from "../../support/signing.ts";

let log: LogOnDb;
let time: ReturnType<typeof aClock>;
beforeEach(async () => {
  time = aClock();
  log = await logOnDb({ clock: time.clock });
});
afterEach(() => log.close());

async function leaves(): Promise<readonly Uint8Array[]> {
  const rows = await log.db.logEntry.findMany({ where: { epoch: 1 }, orderBy: { seq: "asc" } });
  return rows.map(({ leafHash }) => leafHash);
}

function rootOf(hashes: readonly Uint8Array[]): Buffer {
  const tree = createTree();
  for (const hash of hashes) tree.append(hash);
  return Buffer.from(tree.root());
}

async function signed(signer = createSigner(log.deps)) {
  const done = await signer.signNow();
  if (done.kind !== "signed") throw new Error(`Not signed: ${JSON.stringify(done)}`);
  return done.checkpoint;
}

describe("signing", () => {
  it("signs nothing while there is nothing", async () => {
    expect(await createSigner(log.deps).signNow()).toEqual({ kind: "unchanged", checkpoint: null });
  });

  it("signs the root over every entry, under the log's own name", async () => {
    await log.write(5);

    const checkpoint = await signed();

    expect(checkpoint).toMatchObject({ epoch: 1, size: 5, createdAt: time.clock() });
    const said = readNote(checkpoint.note, log.deps.keys);
    expect(said).toMatchObject({ origin: `${HOST}/log/1`, size: 5, signatures: 1 });
    expect(Buffer.from(said.root)).toEqual(rootOf(await leaves()));
    expect(await log.deps.stores.logTree.latest()).toMatchObject({ size: 5, note: checkpoint.note });
  });

  it("goes on from what was signed, in one process and in one that has just started", async () => {
    await log.write(3);
    const signer = createSigner(log.deps);
    const first = await signed(signer);
    await log.write(300);
    const second = await signed(signer);
    await log.write(40);
    const third = await signed(createSigner(log.deps));
    await log.write(1);
    const fourth = await signed(signer);

    const all = await leaves();
    for (const [before, after] of [
      [first, second],
      [second, third],
      [third, fourth],
    ] as const) {
      const proof = proveConsistency(before.size, after.size, readerOf(all));
      expect(verifyConsistency(before.size, before.root, after.size, after.root, proof)).toBe(true);
    }
    expect(fourth.size).toBe(344);
    expect(await signer.signNow()).toEqual({ kind: "unchanged", checkpoint: expect.objectContaining({ size: 344 }) });
  });

  it("keeps each tile when it is full, from which every entry can be proved", async () => {
    await log.write(520);
    const { size, root } = await signed();

    const tiles = await log.deps.stores.logTree.tiles({ epoch: 1, level: 0, from: 0, limit: 10 });
    const all = await leaves();
    expect(tiles.map(({ index }) => index)).toEqual([0, 1]);
    expect(Buffer.from(rootInTile(tiles[1]!.hashes))).toEqual(rootOf(all.slice(256, 512)));
    for (const index of [0, 255, 256, 511, 512, 519]) {
      expect(nodesForInclusion(index, size).length).toBeGreaterThan(0);
      expect(verifyInclusion(all[index]!, index, size, proveInclusion(index, size, readerOf(all)), root)).toBe(true);
    }
  });

  it("signs a long log that was never signed in steps, and ends with all of it", async () => {
    const written = 20_000;
    await log.db.$executeRaw`
      INSERT INTO log_entry (epoch, seq, type, body, leaf_hash, recorded_at)
      SELECT 1, seq, 'x', body, sha256('\\x00'::bytea || convert_to(body, 'utf8')), now()
      FROM generate_series(0, ${written - 1}::int) AS seq, LATERAL (SELECT format('{"epoch":1,"seq":%s}', seq) AS body) AS made`;

    const { size, root } = await signed();

    const all = Array.from({ length: written }, (_, seq) => leafHash(Buffer.from(`{"epoch":1,"seq":${seq}}`)));
    expect(size).toBe(written);
    expect(Buffer.from(root)).toEqual(rootOf(all));
    expect(await log.db.logCheckpoint.count()).toBe(2);
    expect(await log.db.logTile.count()).toBe(Math.floor(written / 256));
    await log.write(1);
    const last = await log.deps.stores.log.read({ from: written, limit: 1 });
    const next = await signed(createSigner(log.deps));
    expect(Buffer.from(next.root)).toEqual(rootOf([...all, ...last.map((entry) => entry.leafHash)]));
  });

  it("is due after 256 entries, or 60 seconds after the last checkpoint if anything is new", async () => {
    const signer = createSigner(log.deps);
    expect(await signer.signIfDue()).toBeNull();
    await log.write(1);
    expect(await signer.signIfDue()).toMatchObject({ kind: "signed" });
    await log.write(255);
    time.pass(59_999);
    expect(await signer.signIfDue()).toBeNull();
    await log.write(1);
    expect(await signer.signIfDue()).toMatchObject({ checkpoint: { size: 257 } });
    await log.write(1);
    time.pass(60_000);
    expect(await signer.signIfDue()).toMatchObject({ checkpoint: { size: 258 } });
    time.pass(600_000);
    expect(await signer.signIfDue()).toBeNull();
  });

  it("needs no more rights than the role that serves has", async () => {
    const { adminUrl } = inject("postgres");
    const role = `serving_${randomBytes(6).toString("hex")}`;
    const serving = log.database.url.replace("postgres@", `${role}@`);
    await runSql(adminUrl, `CREATE ROLE "${role}" LOGIN`);
    await migrate({ url: serving, adminUrl: log.database.url, log: quietLog });
    await log.write(300);

    const checkpoint = await signed(createSigner(log.another({}, serving)));
    await log.write(1);
    const next = await signed(createSigner(log.another({}, serving)));

    expect([checkpoint.size, next.size]).toEqual([300, 301]);
    await log.closeOthers();
    await runSql(log.database.url, `DROP OWNED BY "${role}"`);
    await runSql(adminUrl, `DROP ROLE "${role}"`);
  });

  it("makes one line of checkpoints when two processes sign at once", async () => {
    const signers = [createSigner(log.deps), createSigner(log.another())];
    for (let round = 0; round < 8; round++) {
      await log.write(37);
      await Promise.all(signers.map((signer) => signer.signNow()));
    }

    const all = await leaves();
    const checkpoints = await log.deps.stores.logTree.checkpoints({ epoch: 1, after: 0, limit: 100 });
    expect(checkpoints.at(-1)?.size).toBe(8 * 37);
    expect(checkpoints.map(({ size }) => size)).toEqual(Array.from({ length: 8 }, (_, at) => (at + 1) * 37));
    for (const { size, root } of checkpoints) expect(Buffer.from(root)).toEqual(rootOf(all.slice(0, size)));
  });
});

describe("signing refuses, and says why,", () => {
  it.each([
    [
      "the end was cut off",
      ["DELETE FROM log_entry WHERE seq >= 298"],
      { kind: "log-is-shorter", entries: 298, signed: 300 },
    ],
    ["a new entry is missing", ["DELETE FROM log_entry WHERE seq = 303"], { kind: "gap", seq: 303 }],
    [
      "a new entry was edited",
      ["UPDATE log_entry SET body = body || ' ' WHERE seq = 302"],
      { kind: "leaf-differs", seq: 302 },
    ],
    [
      "two new entries were exchanged",
      [
        "UPDATE log_entry SET seq = -1 WHERE seq = 301",
        "UPDATE log_entry SET seq = 301 WHERE seq = 302",
        "UPDATE log_entry SET seq = 302 WHERE seq = -1",
      ],
      { kind: "misplaced", seq: 301 },
    ],
    [
      "a signed entry was written anew, with its hash",
      [
        "UPDATE log_entry SET body = '{\"epoch\":1,\"seq\":270}', leaf_hash = sha256('\\x00'::bytea || convert_to('{\"epoch\":1,\"seq\":270}', 'utf8')) WHERE seq = 270",
      ],
      { kind: "root-differs", size: 300 },
    ],
    ["a tile is missing", ["DELETE FROM log_tile"], { kind: "tile-differs", level: 0, index: 0 }],
    [
      "a tile is another",
      ["UPDATE log_tile SET hashes = decode(repeat('00', 8192), 'hex')"],
      { kind: "root-differs", size: 300 },
    ],
    [
      "the last checkpoint is another",
      ["UPDATE log_checkpoint SET root = sha256('x')"],
      { kind: "root-differs", size: 300 },
    ],
    [
      "the last note was edited",
      ["UPDATE log_checkpoint SET note = replace(note, '300', '299')"],
      { kind: "note-differs", size: 300 },
    ],
  ])("where %s", async (_, statements, problem) => {
    await log.write(300);
    await signed();
    await log.write(5);
    await log.tamper("ALTER TABLE log_entry DROP CONSTRAINT log_entry_seq_check", ...statements);

    const done = await createSigner(log.deps).signNow();

    expect(done).toEqual({ kind: "refused", problem: { epoch: 1, ...problem } });
    expect(await log.db.logCheckpoint.count()).toBe(1);
    expect(await log.deps.stores.logTree.signing()).toMatchObject({
      refusedSince: time.clock(),
      problem: { epoch: 1, ...problem },
    });
  });

  it("where what it signed itself has gone, checkpoint and all", async () => {
    const signer = createSigner(log.deps);
    await log.write(4);
    await signed(signer);
    await log.write(4);
    await signed(signer);
    await log.tamper("DELETE FROM log_entry WHERE seq >= 6", "DELETE FROM log_checkpoint WHERE size = 8");

    expect(await signer.signNow()).toMatchObject({ problem: { kind: "log-is-shorter", entries: 6, signed: 8 } });
  });

  it("where the last checkpoint is by a key that is not here", async () => {
    await log.write(2);
    await signed();
    await log.write(2);

    const done = await createSigner({ ...log.deps, keys: { current: newKey() } }).signNow();

    expect(done).toMatchObject({ kind: "refused", problem: { kind: "foreign-key" } });
    if (done.kind === "refused") expect(describeProblem(done.problem)).toMatch(/set CHECKPOINT_KEY_PREVIOUS/);
  });

  it("and goes on when it was mended", async () => {
    await log.write(3);
    const signer = createSigner(log.deps);
    await signed(signer);
    await log.write(2);
    await log.tamper("UPDATE log_entry SET body = body || ' ' WHERE seq = 4");
    expect(await signer.signNow()).toMatchObject({ kind: "refused" });
    time.pass(1_000);
    await log.tamper("UPDATE log_entry SET body = rtrim(body) WHERE seq = 4");

    expect(await signed(signer)).toMatchObject({ size: 5 });
    expect(await log.deps.stores.logTree.signing()).toMatchObject({ refusedSince: null, problem: null });
  });
});
