import { generateKeyPairSync } from "node:crypto";
import { copyFile, cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { writePack } from "../../../src/cli/evidence/write-pack.ts";
import { runCli } from "../../../src/cli/main.ts";
import { logPack } from "../../../src/evidence/log-pack.ts";
import { vkeyOf } from "../../../src/gatelog/note.ts";
import { bundleEntries, entriesInBundle } from "../../../src/gatelog/tiles.ts";
import { aCheck, aLog } from "../../support/a-log.ts";
import { aCli } from "../a-cli.ts";

const SIZE = 700;
const log = aLog({ size: SIZE });
const LAST_BUNDLE = "tile/entries/002.p/188";

let home = "";
let folder = "";

beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), "training-gate-verify-"));
  await writePack(join(home, "sound"), logPack(log.parts()));
});
beforeEach(async () => {
  folder = await mkdtemp(join(home, "log-"));
  await cp(join(home, "sound"), folder, { recursive: true });
});
afterAll(() => rm(home, { recursive: true }));

async function verify(...options: readonly string[]) {
  const cli = aCli({ folder });
  const code = await runCli(["log", "verify", ".", "--key", log.vkey, ...options], cli);
  return { code, told: cli.told, complaints: cli.complaints };
}

async function change(path: string, how: (bytes: Buffer) => Uint8Array | undefined): Promise<void> {
  const bytes = await readFile(join(folder, path));
  await writeFile(join(folder, path), how(bytes) ?? bytes);
}

const changeEntries = (path: string, how: (entries: Uint8Array[]) => unknown) =>
  change(path, (bytes) => {
    const entries = [...(entriesInBundle(bytes) ?? [])];
    how(entries);
    return bundleEntries(entries);
  });

describe("log verify", () => {
  it("says of a sound log how long it is, and what its root is", async () => {
    const { code, told } = await verify();

    expect(code).toBe(0);
    expect(told).toEqual([
      expect.stringMatching(`^${log.origin}: ${SIZE} entries, each as it was signed. The root is `),
    ]);
  });

  it("takes the key as a file too", async () => {
    const cli = aCli({ folder });

    expect(await runCli(["log", "verify", ".", "--key", "log.vkey", "--json"], cli)).toBe(0);
    expect(JSON.parse(cli.told.join("\n"))).toMatchObject({ ok: true, logs: [{ size: SIZE, faults: [] }] });
  });

  it.each([0, 255, 256, 699])("names entry %i when one byte of it is another", async (seq) => {
    const path = seq < 256 ? "tile/entries/000" : seq < 512 ? "tile/entries/001" : LAST_BUNDLE;
    await changeEntries(path, (entries) => {
      const entry = Buffer.from(entries[seq % 256] ?? []);
      entry.write("9", entry.indexOf('"run_id":') + 9);
      entries[seq % 256] = entry;
    });

    const { code, told } = await verify();

    expect(code).toBe(1);
    expect(told).toEqual([`${log.origin}: entry ${seq}: edited: its bytes are not those that were logged`]);
  });

  it("names the entry whose length is another", async () => {
    await change("tile/entries/001", (bytes) => void bytes.writeUInt16BE(bytes.readUInt16BE(0) + 3, 0));

    expect((await verify()).told).toEqual([expect.stringContaining("entry 256: edited")]);
  });

  it.each([0, 300, 511])("names entry %i when it was deleted", async (seq) => {
    await changeEntries(seq < 256 ? "tile/entries/000" : "tile/entries/001", (entries) => entries.splice(seq % 256, 1));

    const { code, told } = await verify();

    expect(code).toBe(1);
    expect(told).toEqual([expect.stringContaining(`entry ${seq}: missing: `)]);
  });

  it("names the first of a whole bundle that is gone", async () => {
    await rm(join(folder, "tile/entries/001"));

    expect((await verify()).told).toEqual([expect.stringContaining("entry 256: missing: it is not there")]);
  });

  it("tells two entries that changed places, near or far", async () => {
    await changeEntries("tile/entries/000", (entries) => entries.splice(3, 2, ...entries.slice(3, 5).toReversed()));
    const near = await verify();
    await cp(join(home, "sound"), folder, { recursive: true });
    const [first] = entriesInBundle(await readFile(join(folder, "tile/entries/000"))) ?? [];
    const last = entriesInBundle(await readFile(join(folder, LAST_BUNDLE)))?.at(-1);
    await changeEntries("tile/entries/000", (entries) => entries.splice(0, 1, last ?? new Uint8Array()));
    await changeEntries(LAST_BUNDLE, (entries) => entries.splice(187, 1, first ?? new Uint8Array()));
    const far = await verify();

    expect(near.told).toEqual([
      `${log.origin}: entry 3: reordered: it stands at the place of entry 4, and entry 4 at its own`,
    ]);
    expect(far.told).toEqual([
      `${log.origin}: entry 0: reordered: it stands at the place of entry 699, and entry 699 at its own`,
    ]);
  });

  it.each([
    ["within a bundle", 600, () => changeEntries(LAST_BUNDLE, (entries) => entries.splice(88))],
    ["by a bundle", 512, () => rm(join(folder, LAST_BUNDLE))],
  ])("says where a log ends that was cut off, %s", async (_, seq, cut) => {
    await cut();

    expect((await verify()).told).toEqual([
      `${log.origin}: entry ${seq}: cut: the log ends before it, and the checkpoint counts ${SIZE} entries`,
    ]);
  });

  it.each(["tile/0/000", "tile/0/002.p/188", "tile/1/000.p/2"])(
    "finds entries right where the tile %s alone is wrong",
    async (path) => {
      await change(path, (bytes) => void bytes.writeUInt8(bytes.readUInt8(40) ^ 1, 40));

      const { code, told } = await verify();

      expect(code).toBe(1);
      expect(told).toEqual([
        `${log.origin}: tile wrong: ${path} does not hold the hashes of the entries, which are right themselves`,
      ]);
    },
  );

  it("misses a tile that is not there", async () => {
    await rm(join(folder, "tile/1/000.p/2"));

    expect((await verify()).told).toEqual([expect.stringContaining("tile wrong: tile/1/000.p/2")]);
  });

  it("finds out entries and hashes that were made anew together", async () => {
    const other = aLog({ size: SIZE, draft: (seq) => aCheck(seq === 5 ? 6 : seq) });
    await rm(folder, { recursive: true });
    await writePack(folder, logPack(other.parts()));
    await copyFile(join(home, "sound/checkpoint"), join(folder, "checkpoint"));

    expect((await verify()).told).toEqual([expect.stringContaining("rewritten: ")]);
  });

  it("does not take another key for the one that it was given", async () => {
    const { publicKey } = generateKeyPairSync("ed25519");
    const cli = aCli({ folder });

    expect(await runCli(["log", "verify", ".", "--key", vkeyOf(log.origin, publicKey)], cli)).toBe(1);
    expect(cli.told).toEqual([
      expect.stringContaining("foreign key: the checkpoint is signed by gate.example.org/log/1+"),
    ]);
  });

  it("does not take a key of the same maker for another installation", async () => {
    const key = generateKeyPairSync("ed25519");
    const own = aLog({ size: 3, key: key.privateKey });
    await writePack(join(folder, "own"), logPack(own.parts()));
    const cli = aCli({ folder });

    const code = await runCli(
      ["log", "verify", "own", "--key", vkeyOf("elsewhere.example.org/log/1", key.publicKey)],
      cli,
    );

    expect(code).toBe(1);
    expect(cli.told).toEqual([expect.stringContaining("foreign key")]);
  });

  it("sees a checkpoint that was changed after it was signed", async () => {
    await change("checkpoint", (bytes) => Buffer.from(bytes.toString().replace(`\n${SIZE}\n`, `\n${SIZE - 1}\n`)));

    expect((await verify()).told).toEqual([expect.stringContaining("forged: the checkpoint is not what ")]);
  });

  it("does not take a folder without a checkpoint for a log", async () => {
    await rm(join(folder, "checkpoint"));

    const { code, told } = await verify();

    expect(code).toBe(1);
    expect(told).toEqual([expect.stringContaining("unreadable: there is no file checkpoint")]);
  });
});

describe("log verify of what was signed as it is", () => {
  async function verifyOf(options: Parameters<typeof aLog>[0]) {
    const own = aLog(options);
    await writePack(join(folder, "own"), logPack(own.parts()));
    const cli = aCli({ folder });
    const code = await runCli(["log", "verify", "own", "--key", own.vkey], cli);
    return { code, told: cli.told.map((line) => line.replace(`${own.origin}: `, "")) };
  }

  it("finds an entry that was recorded before the one before it", async () => {
    const at = (seq: number) => new Date(Date.parse("2026-03-01T00:00:00.000Z") + (seq === 256 ? 0 : seq + 1) * 1_000);

    const { code, told } = await verifyOf({ size: 300, recordedAt: at });

    expect(code).toBe(1);
    expect(told).toEqual([expect.stringContaining("entry 256: backwards: ")]);
  });

  it.each([
    ["that is no JSON", () => "gate.decided", "entry 7: not an entry: it is no entry of a gate log"],
    [
      "of a type that nobody knows",
      (body: string) => body.replace('"check.published"', '"check.dreamt"'),
      "entry 7: not an entry: its type, check.dreamt, is not known to this version of the program",
    ],
    [
      "with a field that nobody knows",
      (body: string) => body.replace('"mode":', '"mood":1,"mode":'),
      "entry 7: not an entry: check.published has something that this version of the program does not know",
    ],
    [
      "in which a key stands twice",
      (body: string) => body.replace('"mode":"block"', '"mode":"observe","mode":"block"'),
      "entry 7: not an entry: it is not written as canonical JSON",
    ],
    [
      "that says it is another",
      (body: string) => body.replace('"seq":7', '"seq":8'),
      "entry 7: misplaced: it says that it is entry 8",
    ],
    [
      "that says it is of another epoch",
      (body: string) => body.replace('"epoch":1', '"epoch":2'),
      "entry 7: misplaced: it says that it is of another epoch",
    ],
  ])("finds an entry %s", async (_, rewrite, told) => {
    const found = await verifyOf({ size: 20, rewrite: (body, seq) => (seq === 7 ? rewrite(body) : body) });

    expect(found.told).toEqual([told]);
    expect(found.code).toBe(1);
  });
});

describe("log verify of several epochs, and of keys that were changed", () => {
  const key = generateKeyPairSync("ed25519").privateKey;
  const [first, second] = [aLog({ size: 300, key }), aLog({ size: 20, epoch: 2, key })];

  async function writeBoth(): Promise<void> {
    const parts = second.parts();
    const both = { ...parts, logs: [...first.parts().logs, ...parts.logs] };
    const of = { 1: first.parts(), 2: parts } as Record<number, typeof parts>;
    const readBundles: typeof parts.readBundles = (range) =>
      of[range.epoch]?.readBundles(range) ?? parts.readBundles(range);
    const tiles: typeof parts.tiles = (range) => of[range.epoch]?.tiles(range) ?? parts.tiles(range);
    await writePack(join(folder, "both"), logPack({ ...both, readBundles, tiles }));
  }

  it("checks them all by the key of one, and names the epoch of a fault", async () => {
    await writeBoth();
    const sound = aCli({ folder });
    expect(await runCli(["log", "verify", "both", "--key", first.vkey], sound)).toBe(0);
    await changeEntries("both/epoch/1/tile/entries/000", (entries) => entries.splice(9, 1));
    const cut = aCli({ folder });
    expect(await runCli(["log", "verify", "both", "--key", second.vkey], cut)).toBe(1);

    expect(sound.told).toEqual([
      expect.stringContaining("gate.example.org/log/2: 20 entries"),
      expect.stringContaining("gate.example.org/log/1: 300 entries"),
    ]);
    expect(cut.told).toEqual([
      expect.stringContaining("gate.example.org/log/2: 20 entries"),
      expect.stringContaining("gate.example.org/log/1: entry 9: missing"),
    ]);
  });

  it("refuses an older checkpoint of a log that is not there", async () => {
    await writePack(join(folder, "own"), logPack(second.parts()));
    await writeFile(join(folder, "old"), first.note());
    const cli = aCli({ folder });

    expect(await runCli(["log", "verify", "own", "--key", first.vkey, "--old", "old"], cli)).toBe(2);
    expect(cli.complaints).toEqual([
      expect.stringContaining("--old is a checkpoint of gate.example.org/log/1, and that log is not in own"),
    ]);
  });
});

describe("log verify, called with something else", () => {
  it.each([
    [["--key", "nobody"], "--key: nobody is neither a verifier key"],
    [
      ["--key", "log.vkey", "--proof", "checkpoint", "--entry", "checkpoint"],
      "Name the folder of an export, or --proof",
    ],
  ])("says of %j what would do", async (options, told) => {
    const cli = aCli({ folder });

    expect(await runCli(["log", "verify", ".", ...options], cli)).toBe(2);
    expect(cli.complaints).toEqual([expect.stringContaining(told)]);
  });

  it("does not take a checkpoint for a proof", async () => {
    const cli = aCli({ folder });
    const files = ["--proof", "checkpoint", "--entry", "checkpoint"];

    expect(await runCli(["log", "verify", "--key", "log.vkey", ...files], cli)).toBe(2);
    expect(cli.complaints).toEqual(["--proof: checkpoint is no c2sp.org/tlog-proof@v1"]);
  });
});

describe("log verify --old", () => {
  it.each([1, 255, 256, 257, 512, 600, SIZE])("holds the log against a checkpoint of %i entries", async (size) => {
    await writeFile(join(folder, "old"), log.note(size));

    const { code, told } = await verify("--old", "old");

    expect(code).toBe(0);
    expect(told).toContain(`${log.origin}: it goes on from your checkpoint of ${size} entries`);
  });

  it("sees that a log was made anew since, and signed again", async () => {
    const key = generateKeyPairSync("ed25519").privateKey;
    const before = aLog({ size: 400, key });
    const after = aLog({ size: SIZE, key, draft: (seq) => aCheck(seq === 300 ? 1 : seq) });
    await writePack(join(folder, "own"), logPack(after.parts()));
    await writeFile(join(folder, "old"), before.note());
    const cli = aCli({ folder });

    expect(await runCli(["log", "verify", "own", "--key", before.vkey, "--old", "old"], cli)).toBe(1);
    expect(cli.told).toEqual([
      expect.stringContaining("rewritten: the first 400 entries are not those of your older "),
    ]);
  });

  it("sees that a log is shorter than it was, as after a restored backup", async () => {
    const key = generateKeyPairSync("ed25519").privateKey;
    const [before, after] = [aLog({ size: 400, key }), aLog({ size: 390, key })];
    await writePack(join(folder, "own"), logPack(after.parts()));
    await writeFile(join(folder, "old"), before.note());
    const cli = aCli({ folder });

    expect(await runCli(["log", "verify", "own", "--key", before.vkey, "--old", "old"], cli)).toBe(1);
    expect(cli.told).toEqual([
      `${after.origin}: entry 390: cut: your older checkpoint counts 400 entries, and this one 390`,
    ]);
  });

  it("refuses one that the key did not sign", async () => {
    await writeFile(join(folder, "old"), aLog({ size: 5 }).note());

    const { code, complaints } = await verify("--old", "old");

    expect(code).toBe(2);
    expect(complaints).toEqual([expect.stringContaining("foreign key")]);
  });
});
