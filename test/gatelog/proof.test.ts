import { describe, expect, it } from "vitest";
import { formatProof, parseProof } from "../../src/gatelog/proof.ts";
import { someLeaves } from "./a-tree.ts";

const hashes = someLeaves(3).map((hash) => Buffer.from(hash));
const checkpoint = "example.com/log\n8\nAAAA\n\n— example.com/log AAAAAAA=\n";
const lines = hashes.map((hash) => `${hash.toString("base64")}\n`).join("");

describe("a proof in a file", () => {
  it.each([
    ["with hashes", { index: 5, hashes, checkpoint }, `index 5\n${lines}\n`],
    ["of the only entry", { index: 0, hashes: [], checkpoint }, "index 0\n\n"],
    [
      "with something extra",
      { index: 5, hashes, checkpoint, extra: Buffer.of(1, 2) },
      `extra AQI=\nindex 5\n${lines}\n`,
    ],
  ])("is written and read as the specification says, %s", (_, proof, body) => {
    const text = `c2sp.org/tlog-proof@v1\n${body}${checkpoint}`;

    expect(formatProof(proof)).toBe(text);
    expect(parseProof(text)).toEqual(proof);
  });

  it.each([
    ["another version", (text: string) => text.replace("@v1", "@v2")],
    ["no index", (text: string) => text.replace("index 5\n", "")],
    ["an index with a leading zero", (text: string) => text.replace("index 5", "index 05")],
    ["an index that no number holds", (text: string) => text.replace("index 5", "index 9007199254740993")],
    ["a hash that is too short", (text: string) => text.replace("index 5\n", "index 5\nAAAA\n")],
    ["a hash in another spelling", (text: string) => text.replace("=\n\n", "\n\n")],
    ["more hashes than a tree has levels", (text: string) => text.replace(lines, lines.repeat(30))],
    ["nothing extra behind its name", (text: string) => text.replace("index", "extra \nindex")],
    ["no checkpoint", (text: string) => text.slice(0, text.indexOf("\n\n"))],
  ])("is not one with %s", (_, spoil) => {
    expect(parseProof(spoil(formatProof({ index: 5, hashes, checkpoint })))).toBeUndefined();
  });
});
