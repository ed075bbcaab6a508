import { fork } from "node:child_process";
import { generateKeyPairSync } from "node:crypto";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import {
  createTree,
  proveConsistency,
  proveInclusion,
  verifyConsistency,
  verifyInclusion,
} from "../../src/gatelog/tree.ts";
import { readNote } from "../support/signing.ts";
import { useStores } from "../support/stores.ts";

const PROCESS = fileURLToPath(new URL("../support/log-process.ts", import.meta.url));
const EACH = 500;

describe("two processes that write a thousand entries at once", () => {
  const test = useStores();

  it("make one log without gap or fork, and one line of checkpoints under which every entry can be proved", async () => {
    const { privateKey } = generateKeyPairSync("ed25519");
    const pem = privateKey.export({ format: "pem", type: "pkcs8" }).toString();
    const codes = await Promise.all([run(test.url, pem), run(test.url, pem)]);
    expect(codes).toEqual([0, 0]);

    const rows = await test.db.logEntry.findMany({ orderBy: { seq: "asc" } });
    expect(rows.map(({ epoch, seq }) => `${epoch}/${seq}`)).toEqual(
      Array.from({ length: 2 * EACH }, (_, seq) => `1/${seq}`),
    );
    const leaves = rows.map(({ leafHash }) => leafHash);
    const read = nodesOver(leaves);
    const checkpoints = await test.stores.logTree.checkpoints({ epoch: 1, after: 0, limit: 2 * EACH });
    const last = checkpoints.at(-1)!;
    expect(last.size).toBe(2 * EACH);
    const proved = leaves.filter((leaf, index) =>
      verifyInclusion(leaf, index, last.size, proveInclusion(index, last.size, read), last.root),
    );
    expect(proved).toHaveLength(2 * EACH);
    for (const { size, root, note } of checkpoints) {
      expect(readNote(note, { current: privateKey })).toMatchObject({ size, signatures: 1 });
      expect(verifyConsistency(size, root, last.size, last.root, proveConsistency(size, last.size, read))).toBe(true);
    }
  });
});

async function run(url: string, pem: string): Promise<number | null> {
  const child = fork(PROCESS, {
    execArgv: ["--import", "tsx"],
    env: { PATH: process.env.PATH ?? "", LOG_URL: url, LOG_KEY: pem, LOG_COUNT: String(EACH) },
  });
  const [code] = (await once(child, "exit")) as [number | null];
  return code;
}

/** The roots of complete subtrees, each made once. */
function nodesOver(leaves: readonly Uint8Array[]): (level: number, index: number) => Uint8Array {
  const known = new Map<string, Uint8Array>();
  return (level, index) => {
    const key = `${level}/${index}`;
    const found = known.get(key);
    if (found) return found;
    const tree = createTree();
    for (const leaf of leaves.slice(index * 2 ** level, (index + 1) * 2 ** level)) tree.append(leaf);
    known.set(key, tree.root());
    return tree.root();
  };
}
