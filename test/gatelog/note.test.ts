import { createPrivateKey, createPublicKey, generateKeyPairSync } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { openNote, parseVkey, signNote, vkeyOf } from "../../src/gatelog/note.ts";

/** The example of Go's package golang.org/x/mod/sumdb/note, which reads and writes the same format. */
const GO = {
  vkey: "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
  seed: Buffer.from("AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz", "base64").subarray(1),
  text: "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n",
  signature:
    "— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n",
};

const PKCS8_PREFIX = Buffer.from("302e020100300506032b657004220420", "hex");
const goKey = createPrivateKey({ key: Buffer.concat([PKCS8_PREFIX, GO.seed]), format: "der", type: "pkcs8" });
const goNote = `${GO.text}\n${GO.signature}`;

function aKey(name = "gate.example.org/log/1") {
  const { privateKey } = generateKeyPairSync("ed25519");
  const vkey = vkeyOf(name, privateKey);
  const known = parseVkey(vkey);
  if (!known) throw new Error("A new key has a vkey that can be read");
  return { signer: { name, privateKey }, vkey, known };
}

describe("a signed note", () => {
  it("is what Go writes, byte for byte", () => {
    expect(signNote(GO.text, [{ name: "PeterNeumann", privateKey: goKey }])).toBe(goNote);
    expect(vkeyOf("PeterNeumann", goKey)).toBe(GO.vkey);
    expect(vkeyOf("PeterNeumann", createPublicKey(goKey))).toBe(GO.vkey);
  });

  it("opens with the key that Go has for it", () => {
    const key = parseVkey(GO.vkey)!;

    expect(openNote(goNote, [key])).toEqual({ ok: true, text: GO.text, signedBy: [key] });
  });

  it("opens for whoever knows one of its keys, and says which", () => {
    const [old, young, stranger] = [aKey(), aKey(), aKey()];
    const note = signNote("a\n\nb\n", [stranger.signer, old.signer, young.signer]);

    expect(openNote(note, [young.known])).toEqual({ ok: true, text: "a\n\nb\n", signedBy: [young.known] });
    expect(openNote(note, [young.known, old.known])).toMatchObject({ signedBy: [old.known, young.known] });
  });

  it("does not open for a key that has not signed it, and names those that have", () => {
    const [one, other] = [aKey(), aKey()];

    expect(openNote(signNote("text\n", [one.signer]), [other.known])).toEqual({
      ok: false,
      problem: { kind: "unknown-keys", keys: [`${one.known.name}+${one.known.id}`] },
    });
  });

  it("is refused whole if one known key's signature is bad, though another's is good", () => {
    const [one, other] = [aKey("one"), aKey("other")];
    const note = signNote("text\n", [one.signer, other.signer]);
    const forged = note.replace(signNote("text\n", [other.signer]).split("\n")[2]!, lineOver("else\n", other.signer));

    expect(forged).not.toBe(note);
    expect(openNote(forged, [one.known, other.known])).toEqual({
      ok: false,
      problem: { kind: "bad-signature", key: `other+${other.known.id}` },
    });
    expect(openNote(forged, [one.known])).toMatchObject({ ok: true });
  });

  it("does not open with any character of it changed", () => {
    const { signer, known } = aKey();
    const note = signNote("gate.example.org/log/1\n42\nAAAA\n", [signer]);
    fc.assert(
      fc.property(fc.nat(note.length - 1), fc.string({ minLength: 1, maxLength: 1 }), (at, character) => {
        fc.pre(note[at] !== character);

        expect(openNote(note.slice(0, at) + character + note.slice(at + 1), [known]).ok).toBe(false);
      }),
    );
  });

  it.each([
    ["without a signature", "text\n"],
    ["without an empty line", `text\n${GO.signature}`],
    ["cut in its last line", goNote.slice(0, -1)],
    ["with a line that is no signature", `${goNote}more\n`],
    ["with a control character", goNote.replace("problem", "prob\u0000lem")],
    ["with a carriage return", goNote.replaceAll("\n", "\r\n")],
    ["with a signature in another spelling of base64", goNote.replace("JnAM=\n", "JnAN=\n")],
    ["with a signature shorter than a key's id", "text\n\n— a AAAAAA==\n"],
    ["with more signatures than anybody reads", `${goNote}${GO.signature.repeat(100)}`],
  ])("is not one %s", (_, note) => {
    expect(openNote(note, [parseVkey(GO.vkey)!])).toEqual({ ok: false, problem: { kind: "malformed" } });
  });

  it.each([
    ["text without its last newline", "text", "name"],
    ["a tabulator", "te\txt\n", "name"],
    ["a name with a space", "text\n", "my name"],
    ["a name with a plus sign", "text\n", "my+name"],
    ["no name", "text\n", ""],
  ])("is not made of %s", (_, text, name) => {
    expect(() => signNote(text, [{ name, privateKey: goKey }])).toThrow(RangeError);
  });
});

describe("a key on one line", () => {
  it.each([
    ["another id", GO.vkey.replace("c74f20a3", "c74f20a4")],
    ["another name", GO.vkey.replace("Peter", "Petra")],
    ["a key that is too short", "a+00000000+AQ=="],
    ["another kind of key", GO.vkey.replace("ARpc", "AhpC")],
    ["nothing", ""],
  ])("is not read with %s", (_, vkey) => {
    expect(parseVkey(vkey)).toBeUndefined();
  });

  it("is Ed25519's alone", () => {
    const { privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });

    expect(() => vkeyOf("name", privateKey)).toThrow(RangeError);
  });
});

function lineOver(text: string, signer: Parameters<typeof signNote>[1][number]): string {
  return signNote(text, [signer]).split("\n").at(-2) ?? "";
}
