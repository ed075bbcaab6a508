import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { formatCheckpoint, parseCheckpoint } from "../../src/gatelog/checkpoint.ts";

/** The example of the specification. */
const TEXT = "example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n";
const CHECKPOINT = {
  origin: "example.com/behind-the-sofa",
  size: 20_852_163,
  root: Buffer.from("CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=", "base64"),
};

describe("a checkpoint", () => {
  it("is written and read as the specification shows it", () => {
    expect(formatCheckpoint(CHECKPOINT)).toBe(TEXT);
    expect(parseCheckpoint(TEXT)).toEqual(CHECKPOINT);
  });

  it("is read as it was written", () => {
    const root = fc.uint8Array({ minLength: 32, maxLength: 32 });
    fc.assert(
      fc.property(fc.nat(Number.MAX_SAFE_INTEGER), root, (size, bytes) => {
        const checkpoint = { origin: "gate.example.org/log/1", size, root: Buffer.from(bytes) };

        expect(parseCheckpoint(formatCheckpoint(checkpoint))).toEqual(checkpoint);
      }),
    );
  });

  it("may have lines that others added", () => {
    expect(parseCheckpoint(`${TEXT}extension\n`)).toEqual(CHECKPOINT);
  });

  it.each([
    ["nothing", ""],
    ["two lines", "example.com/log\n3\n"],
    ["no origin", TEXT.replace("example.com/behind-the-sofa", "")],
    ["a size with a leading zero", TEXT.replace("20852163", "020852163")],
    ["a negative size", TEXT.replace("20852163", "-1")],
    ["a size that no number holds", TEXT.replace("20852163", "9007199254740993")],
    ["a short root", TEXT.replace("CsUY", "")],
    ["another spelling of base64", TEXT.replace("q2I=", "q2J=")],
    ["an empty line among its own", `${TEXT}\nextension\n`],
    ["no newline at its end", TEXT.slice(0, -1)],
  ])("is not one with %s", (_, text) => {
    expect(parseCheckpoint(text)).toBeUndefined();
  });

  it("is not made of an origin with two lines, or a root that is none", () => {
    expect(() => formatCheckpoint({ ...CHECKPOINT, origin: "a\nb" })).toThrow(RangeError);
    expect(() => formatCheckpoint({ ...CHECKPOINT, origin: "" })).toThrow(RangeError);
    expect(() => formatCheckpoint({ ...CHECKPOINT, root: new Uint8Array(31) })).toThrow(RangeError);
  });
});
