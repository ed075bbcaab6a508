import { generateKeyPairSync } from "node:crypto";
import { describe, expect, it } from "vitest";
import { signNote } from "../../../src/gatelog/note.ts";
import { mailCause, type Told, tellNow } from "../../../src/pipeline/anchors/mail-cause.ts";

const AT = "2026-11-23T10:00:00.000Z";
const told: Told = { at: AT, epoch: 1, size: 10, signers: ["a+00000001"], refusedSince: null };
const later = (days: number, change: Partial<Told> = {}): Told => ({
  ...told,
  at: new Date(Date.parse(AT) + days * 86_400_000).toISOString(),
  size: 99,
  ...change,
});
const REFUSED = { refusedSince: "2026-11-24T00:00:00.000Z" };

describe("a mail about the log is due", () => {
  it.each([
    ["first", later(0), null],
    ["weekly", later(7), told],
    ["epoch", later(1, { epoch: 2 }), told],
    ["key", later(1, { signers: ["a+00000002", "a+00000001"] }), told],
    ["refused", later(1, REFUSED), told],
    ["refused", later(0, { ...REFUSED, epoch: null, size: null, signers: [] }), null],
    ["refused", later(2, { refusedSince: "2026-11-25T00:00:00.000Z" }), { ...told, ...REFUSED }],
    ["resumed", later(2), { ...told, ...REFUSED }],
    ["weekly", later(8, REFUSED), { ...told, ...REFUSED }],
    ["first", later(2), { ...told, ...REFUSED, epoch: null, size: null, signers: [] }],
  ] as const)("for the reason %s", (cause, now, before) => {
    expect(mailCause(now, before)).toBe(cause);
  });

  it("not while nothing was signed", () => {
    expect(mailCause(later(0, { epoch: null, size: null, signers: [] }), null)).toBeNull();
  });

  it("not within the week, however much the log grew", () => {
    expect(mailCause(later(6.9), told)).toBeNull();
  });

  it("not twice about the same refusal within the week", () => {
    expect(mailCause(later(6, REFUSED), { ...told, ...REFUSED })).toBeNull();
  });
});

describe("what a mail tells of a checkpoint", () => {
  it("is who signed it, by the note itself", () => {
    const signers = [1, 2].map(() => ({
      name: "a.example/log/1",
      privateKey: generateKeyPairSync("ed25519").privateKey,
    }));
    const note = signNote("a.example/log/1\n1\nAAAA\n", signers);
    const checkpoint = {
      epoch: 1,
      size: 1,
      root: new Uint8Array(),
      note,
      createdAt: new Date(AT),
      tsr: null,
      tsrAt: null,
    };

    const now = tellNow(checkpoint, null, new Date(AT));

    expect(now).toMatchObject({ at: AT, epoch: 1, size: 1, refusedSince: null });
    expect(now.signers).toHaveLength(2);
    expect(now.signers.every((signer) => /^a\.example\/log\/1\+[0-9a-f]{8}$/.test(signer))).toBe(true);
  });
});
