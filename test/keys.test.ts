import { chmod, mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import {
  createKeys,
  KeyExposedError,
  KeysMissingError,
  KeyUnreadableError,
  loadKeys,
  rotateCheckpointKey,
} from "../src/keys.ts";

let dataDir: string;
beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), "training-gate-keys-"));
});
afterEach(() => rm(dataDir, { recursive: true }));

const folderOf = () => join(dataDir, "keys");
const modeOf = async (path: string) => ((await stat(path)).mode & 0o777).toString(8);

describe("loadKeys", () => {
  it("makes the keys the first time and finds the same ones ever after", async () => {
    const first = await loadKeys({ folder: folderOf() });

    const again = await loadKeys({ folder: folderOf() });

    expect(again.sessionKey).toEqual(first.sessionKey);
    expect(again.checkpointKey.equals(first.checkpointKey)).toBe(true);
    expect(again.instanceKey).toEqual(first.instanceKey);
    expect(first.sessionKey).toHaveLength(32);
    expect(first.instanceKey).toHaveLength(32);
  });

  it("makes them for their owner alone, and leaves nothing beside them", async () => {
    await loadKeys({ folder: folderOf() });

    expect(await modeOf(folderOf())).toBe("700");
    expect((await readdir(folderOf())).sort()).toEqual(["checkpoint.pem", "session.key"]);
    expect(await modeOf(join(folderOf(), "checkpoint.pem"))).toBe("600");
    expect(await modeOf(join(folderOf(), "session.key"))).toBe("600");
  });

  it("gives all that start at once the same keys", async () => {
    const all = await Promise.all(Array.from({ length: 8 }, () => loadKeys({ folder: folderOf() })));

    const sessions = new Set(all.map(({ sessionKey }) => Buffer.from(sessionKey).toString("hex")));
    const instances = new Set(all.map(({ instanceKey }) => Buffer.from(instanceKey).toString("hex")));
    expect([sessions.size, instances.size]).toEqual([1, 1]);
  });

  it.each(["session.key", "checkpoint.pem"])("refuses %s once others can read it", async (name) => {
    await loadKeys({ folder: folderOf() });
    await chmod(join(folderOf(), name), 0o640);

    await expect(loadKeys({ folder: folderOf() })).rejects.toThrow(KeyExposedError);
  });

  it("refuses a folder in which others could put their own", async () => {
    await loadKeys({ folder: folderOf() });
    await chmod(folderOf(), 0o770);

    await expect(loadKeys({ folder: folderOf() })).rejects.toThrow(KeyExposedError);
  });

  it.each(["session.key", "checkpoint.pem"])("keeps a damaged %s as it is, and says so", async (name) => {
    await loadKeys({ folder: folderOf() });
    const path = join(folderOf(), name);
    await writeFile(path, "torn");

    await expect(loadKeys({ folder: folderOf() })).rejects.toThrow(KeyUnreadableError);
    expect(await readFile(path, "utf8")).toBe("torn");
  });

  it("makes none beside DATABASE_URL, where replicas would differ", async () => {
    await expect(loadKeys({ folder: null })).rejects.toThrow(KeysMissingError);
  });
});

describe("rotateCheckpointKey", () => {
  it("puts a new key in the folder and keeps the old one beside it, for their owner alone", async () => {
    const before = await loadKeys({ folder: folderOf() });

    await rotateCheckpointKey({ folder: folderOf() });

    const after = await loadKeys({ folder: folderOf() });
    expect(after.checkpointKey.equals(before.checkpointKey)).toBe(false);
    expect(after.previousCheckpointKey?.equals(before.checkpointKey)).toBe(true);
    expect((await readdir(folderOf())).sort()).toEqual(["checkpoint.pem", "checkpoint.previous.pem", "session.key"]);
    expect(await modeOf(join(folderOf(), "checkpoint.previous.pem"))).toBe("600");
  });

  it("lets names in the log stay what they were", async () => {
    const before = await loadKeys({ folder: folderOf() });

    await rotateCheckpointKey({ folder: folderOf() });

    expect((await loadKeys({ folder: folderOf() })).instanceKey).toEqual(before.instanceKey);
  });

  it("keeps the newest of the old ones", async () => {
    await rotateCheckpointKey({ folder: folderOf() });
    const { checkpointKey } = await loadKeys({ folder: folderOf() });

    await rotateCheckpointKey({ folder: folderOf() });

    expect((await loadKeys({ folder: folderOf() })).previousCheckpointKey?.equals(checkpointKey)).toBe(true);
  });

  it("takes a change that broke off before the new key was there for none", async () => {
    await loadKeys({ folder: folderOf() });
    const pem = await readFile(join(folderOf(), "checkpoint.pem"));
    await writeFile(join(folderOf(), "checkpoint.previous.pem"), pem, { mode: 0o600 });

    expect(await loadKeys({ folder: folderOf() })).not.toHaveProperty("previousCheckpointKey");
  });

  it("refuses an old key that others can read, or that is none", async () => {
    await rotateCheckpointKey({ folder: folderOf() });
    const path = join(folderOf(), "checkpoint.previous.pem");
    await chmod(path, 0o644);
    await expect(loadKeys({ folder: folderOf() })).rejects.toThrow(KeyExposedError);
    await chmod(path, 0o600);
    await writeFile(path, "torn");
    await expect(loadKeys({ folder: folderOf() })).rejects.toThrow(KeyUnreadableError);
  });

  it("says what to do where the environment gives the key", async () => {
    await expect(rotateCheckpointKey({ folder: null })).rejects.toMatchObject({
      name: "KeysGivenError",
      detail: { remedy: expect.stringContaining("CHECKPOINT_KEY_PREVIOUS") },
    });
  });
});

describe("createKeys", () => {
  it("prints other keys each time, one line each", () => {
    const keys = [createKeys(), createKeys()].flatMap((made) => Object.values(made));

    expect(new Set(keys).size).toBe(4);
    expect(keys.join("")).toMatch(/^[\w+/=]+$/);
  });
});
