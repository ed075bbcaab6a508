import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { runCli } from "../../../src/cli/main.ts";
import { vkeyOf } from "../../../src/gatelog/note.ts";
import { createKeys, loadCheckpointKeys } from "../../../src/keys.ts";
import { createSigner } from "../../../src/pipeline/log/signer.ts";
import { HOST, type LogOnDb, logOnDb, readNote } from "../../support/signing.ts";
import { aCli, appWith } from "../a-cli.ts";

let dataDir: string;
let log: LogOnDb;
beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), "training-gate-rotate-"));
  log = await logOnDb();
});
afterEach(async () => {
  await log.close();
  await rm(dataDir, { recursive: true });
});

async function rotate(env: Readonly<Record<string, string>> = {}) {
  const cli = aCli({ env: { DATA_DIR: dataDir, ...env }, app: appWith(log.deps.stores).app });
  const code = await runCli(["keys", "rotate"], cli);
  return { code, told: cli.told.join("\n"), complaints: cli.complaints.join("\n") };
}

/** What a server does at its start. */
async function signAsAServer() {
  const { checkpointKey: current, previousCheckpointKey: previous } = await loadCheckpointKeys({
    folder: join(dataDir, "keys"),
  });
  const keys = { current, ...(previous && { previous }) };
  await log.write(1);
  const done = await createSigner({ ...log.deps, keys }).signNow();
  return { done, keys };
}

describe("keys rotate", () => {
  it("makes a key under which the log goes on, and names both", async () => {
    const before = await signAsAServer();

    const { code, told } = await rotate();

    const { done, keys } = await signAsAServer();
    expect(code).toBe(0);
    expect(told).toContain(`old  ${vkeyOf(`${HOST}/log/1`, before.keys.current)}`);
    expect(told).toContain(`new  ${vkeyOf(`${HOST}/log/1`, keys.current)}`);
    if (done.kind !== "signed") throw new Error(`Not signed: ${JSON.stringify(done)}`);
    expect(readNote(done.checkpoint.note, keys)).toMatchObject({ size: 3, signatures: 2 });
  });

  it("is refused until the log was signed with the last new key: a key that is needed would be lost", async () => {
    await signAsAServer();
    await rotate();
    const between = await loadCheckpointKeys({ folder: join(dataDir, "keys") });

    const { code, complaints } = await rotate();

    expect(code).toBe(1);
    expect(complaints).toMatch(/has not signed the log yet\. Start the server/);
    const after = await loadCheckpointKeys({ folder: join(dataDir, "keys") });
    expect(after.checkpointKey.equals(between.checkpointKey)).toBe(true);
  });

  it("is no more than a new key where nothing was signed", async () => {
    expect(await rotate()).toMatchObject({ code: 0, told: expect.stringMatching(/^A new checkpoint key was made\./) });
  });

  it("says what to set where the environment gives the key", async () => {
    const { code, complaints } = await rotate({ CHECKPOINT_KEY: createKeys().CHECKPOINT_KEY });

    expect(code).toBe(2);
    expect(complaints).toMatch(/CHECKPOINT_KEY_PREVIOUS/);
  });
});
