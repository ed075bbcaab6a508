import { createHash } from "node:crypto";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { describeProblem } from "../../../src/pipeline/log/problem.ts";
import { createSigner, type Signed } from "../../../src/pipeline/log/signer.ts";
import { aClock, anAnchor, HOST, type LogOnDb, logOnDb, newKey, readNote } from "../../support/signing.ts";

let log: LogOnDb;
let time: ReturnType<typeof aClock>;
let outside: ReturnType<typeof anAnchor>;
beforeEach(async () => {
  time = aClock();
  outside = anAnchor();
  log = await logOnDb({ clock: time.clock, anchor: outside.anchor });
});
afterEach(() => log.close());

async function signed(signer = createSigner(log.deps)) {
  const done = await signer.signNow();
  if (done.kind === "refused" || !done.checkpoint) throw new Error(`Not signed: ${JSON.stringify(done)}`);
  return done.checkpoint;
}

/** As a backup would bring it back: what was written since is gone, checkpoints too. */
async function restore(size: number): Promise<void> {
  const gone = ["log_entry WHERE seq", "log_checkpoint WHERE size -1"].map(
    (where) => `DELETE FROM ${where} >= ${size}`,
  );
  await log.tamper(...gone, `DELETE FROM log_tile WHERE (index + 1) * 256 > ${size}`);
}

async function entry(epoch: number, seq: number) {
  const row = await log.db.logEntry.findUniqueOrThrow({ where: { epoch_seq: { epoch, seq: BigInt(seq) } } });
  return JSON.parse(row.body);
}

const refusal = (done: Signed) =>
  done.kind === "refused" ? describeProblem(done.problem) : `not refused: ${done.kind}`;

describe("an anchor", () => {
  it("holds the newest checkpoint", async () => {
    await log.write(2);
    expect(outside.state.note).toBeNull();
    await signed();
    await log.write(2);

    const { note } = await signed();

    expect(outside.state.note).toBe(note);
  });

  it("is written once for each checkpoint, and agrees with the log that goes on", async () => {
    const signer = createSigner(log.deps);
    await log.write(2);
    await signed(signer);
    await signer.signNow();
    await signer.signNow();

    expect(outside.state.writes).toBe(1);
    expect(await signed(createSigner(log.deps))).toMatchObject({ epoch: 1, size: 2 });
  });

  it.each([
    ["nothing was written since", 0, "anchor-is-larger"],
    ["it was written to again, up to the same size", 5, "anchor-differs"],
    ["it was written to again, and is longer", 300, "anchor-differs"],
  ] as const)("shows that the log was restored, though %s: another log is opened", async (_, since, cause) => {
    await log.write(4);
    const kept = await signed();
    await log.write(5);
    const lost = await signed();
    const anchored = outside.state.note ?? "";
    await restore(4);
    if (since > 0) time.pass(1_000);
    await log.write(since);

    const first = await signed(createSigner(log.deps));

    expect(first).toMatchObject({ epoch: 2, size: 1 });
    expect(readNote(first.note, log.deps.keys)).toMatchObject({ origin: `${HOST}/log/2`, size: 1 });
    expect(outside.state.note).toBe(first.note);
    expect(await entry(2, 0)).toMatchObject({
      type: "epoch.opened",
      epoch: 2,
      seq: 0,
      cause,
      previous: {
        epoch: 1,
        entries: 4 + since,
        checkpoint: { size: 4, root_sha256: Buffer.from(kept.root).toString("hex") },
        anchor: {
          epoch: 1,
          size: 9,
          root_sha256: Buffer.from(lost.root).toString("hex"),
          note_sha256: createHash("sha256").update(anchored).digest("hex"),
        },
      },
    });
  });

  it("tells that, once", async () => {
    await log.write(4);
    await signed();
    await restore(1);
    const told: unknown[] = [];
    const signer = createSigner({ ...log.deps, tellCut: (cut) => void told.push(cut) });

    await signed(signer);
    await signer.signNow();

    expect(told).toEqual([{ epoch: 1, cause: "anchor-is-larger", anchoredSize: 4, anchoredEpoch: 1 }]);
  });

  it("lets the gate go on: what is written then stands in the other log, and nothing is signed in the old one", async () => {
    await log.write(4);
    await signed();
    await restore(2);
    const signers = [createSigner(log.deps), createSigner(log.another())];
    await Promise.all(signers.map((signer) => signer.signNow()));
    await log.write(3);
    await signed(signers[0]);

    const checkpoints = await log.db.logCheckpoint.findMany({ orderBy: [{ epoch: "asc" }, { size: "asc" }] });
    expect(checkpoints.filter(({ epoch }) => epoch === 1)).toEqual([]);
    expect(checkpoints.at(-1)).toMatchObject({ epoch: 2, size: 4n });
    expect((await log.deps.stores.logTree.epochs()).map(({ epoch }) => epoch)).toEqual([1, 2]);
    expect(await entry(2, 3)).toMatchObject({ type: "installation.changed", epoch: 2, seq: 3 });
  });

  it("shows it too while a server runs that had signed what is gone", async () => {
    const signer = createSigner(log.deps);
    await log.write(4);
    await signed(signer);
    await restore(1);
    await log.write(9);

    expect(await signed(signer)).toMatchObject({ epoch: 2 });
  });

  it("shows that a backup of before the last restore was restored", async () => {
    await log.write(4);
    await signed();
    await restore(2);
    await signed(createSigner(log.deps));
    await log.tamper(
      "DELETE FROM log_epoch WHERE epoch = 2",
      "DELETE FROM log_entry WHERE epoch = 2",
      "DELETE FROM log_checkpoint",
    );

    expect(await signed(createSigner(log.deps))).toMatchObject({ epoch: 3, size: 1 });
    expect(await entry(3, 0)).toMatchObject({
      cause: "anchor-is-of-a-later-log",
      previous: { epoch: 1, anchor: { epoch: 2 } },
    });
  });

  it("stops nothing while it is silent, and is compared before it is written to again", async () => {
    await log.write(4);
    await signed();
    await restore(2);
    outside.state.isSilent = true;
    await log.write(1);

    expect(await signed(createSigner(log.deps))).toMatchObject({ epoch: 1, size: 3 });
    const { anchorSilentSince, anchorProblem } = await log.deps.stores.logTree.signing();
    expect({ anchorSilentSince, anchorProblem }).toEqual({
      anchorSilentSince: time.clock(),
      anchorProblem: "it is silent",
    });

    outside.state.isSilent = false;
    await log.write(1);
    expect(await signed(createSigner(log.deps))).toMatchObject({ epoch: 2 });
    expect(await log.deps.stores.logTree.signing()).toMatchObject({ anchorSilentSince: null, anchorProblem: null });
  });

  it.each([
    [
      "signed by a key that is not ours",
      () => ({ keys: { current: newKey() } }),
      /signed by gate\.example\.org\/log\/1\+[0-9a-f]{8}, and not by a key of this log/,
    ],
    ["of another log", () => ({ host: "other.example.org" }), /signed by other\.example\.org\/log\/1\+/],
  ])("is refused by name if it is %s, and not written over", async (_, change, why) => {
    const other = await logOnDb({ anchor: outside.anchor });
    await other.write(2);
    await createSigner({ ...other.deps, keys: log.deps.keys, ...change() }).signNow();
    await other.close();
    const stands = outside.state.note;
    await log.write(1);

    const done = await createSigner(log.deps).signNow();

    expect(refusal(done)).toMatch(why);
    expect(outside.state.note).toBe(stands);
    expect(await log.db.logCheckpoint.count()).toBe(0);
  });

  it.each([
    ["something else", () => "hello\n"],
    ["an edited note", (note: string) => note.replace("\n2\n", "\n3\n")],
  ])("is refused if it holds %s", async (_, spoil) => {
    await log.write(2);
    await signed();
    outside.state.note = spoil(outside.state.note ?? "");
    await log.write(1);

    expect(refusal(await createSigner(log.deps).signNow())).toMatch(/CHECKPOINT_ANCHOR is no checkpoint/);
  });

  it("is known by the previous key while the key is being changed", async () => {
    await log.write(2);
    await signed();

    const next = { current: newKey(), previous: log.deps.keys.current };

    expect(await signed(createSigner({ ...log.deps, keys: next }))).toMatchObject({ epoch: 1, size: 3 });
  });
});
