import { describe, expect, it } from "vitest";
import { parseOrigin } from "../../../src/pipeline/log/origin.ts";
import { describeProblem, LogProblem } from "../../../src/pipeline/log/problem.ts";

describe("why the log is not signed", () => {
  it.each<[LogProblem, RegExp]>([
    [
      { kind: "log-is-shorter", epoch: 1, entries: 3, signed: 5 },
      /has 3 entries, and 5 were signed: its end was cut off/,
    ],
    [{ kind: "gap", epoch: 1, seq: 7 }, /no entry 7.*deleted/],
    [{ kind: "leaf-differs", epoch: 2, seq: 7 }, /Entry 7 of log 2 is not what was hashed: it was edited/],
    [{ kind: "misplaced", epoch: 1, seq: 7 }, /Entry 7 of the gate log says of itself.*moved/],
    [{ kind: "root-differs", epoch: 1, size: 9 }, /first 9 entries of the gate log are not those that were signed/],
    [{ kind: "tile-differs", epoch: 1, level: 1, index: 4 }, /Tile 4 of level 1/],
    [{ kind: "note-differs", epoch: 1, size: 9 }, /checkpoint over 9 entries/],
    [{ kind: "foreign-key", epoch: 1, keys: ["a+1"] }, /signed by a\+1.*CHECKPOINT_KEY_PREVIOUS/],
    [{ kind: "foreign-anchor", epoch: 1, keys: ["a+1"] }, /CHECKPOINT_ANCHOR was signed by a\+1.*a place of its own/],
    [{ kind: "unreadable-anchor", epoch: 1 }, /CHECKPOINT_ANCHOR is no checkpoint.*move it away/],
  ])("is told in words that say what to do: %j", (problem, words) => {
    expect(describeProblem(problem)).toMatch(words);
    expect(LogProblem.parse(JSON.parse(JSON.stringify(problem)))).toEqual(problem);
  });
});

describe("an origin", () => {
  it.each([
    ["gate.example.org/log/1", { host: "gate.example.org", epoch: 1 }],
    ["127.0.0.1:3000/log/12", { host: "127.0.0.1:3000", epoch: 12 }],
    ["gate.example.org/log/0", undefined],
    ["gate.example.org/log/01", undefined],
    ["gate.example.org", undefined],
    ["", undefined],
  ])("is read: %s", (origin, parsed) => {
    expect(parseOrigin(origin)).toEqual(parsed);
  });
});
