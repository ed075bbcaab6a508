import { describe, expect, it } from "vitest";
import { attestationStatement, checkTypedName, signAttestation } from "../../src/training/attestation.ts";
import { aCourse } from "./a-course.ts";

describe("attestationStatement", () => {
  it("names the exact words by their SHA-256, as `printf %s | sha256sum` does", () => {
    expect(attestationStatement({ attestation: { version: 3, statement: "I have read this myself." } })).toEqual({
      text: "I have read this myself.",
      version: 3,
      sha256: "b048a501f91e70d6bab987c84e9a42345fdd83681b7d002ba4aba3a6b45bf90e",
    });
  });
});

describe("checkTypedName", () => {
  it.each([
    ["Ada Lovelace", "Ada Lovelace"],
    ["  Ada Lovelace \n", "Ada Lovelace"],
    ["Bo", "Bo"],
    ["李明", "李明"],
    ["Zoe\u0308 O’Neil-Smith", "Zoë O’Neil-Smith"],
    ["A. B.", "A. B."],
  ])("takes %j as %j", (typed, name) => {
    expect(checkTypedName(typed)).toEqual({ ok: true, name });
  });

  it.each([
    ["", "too-short"],
    ["   ", "too-short"],
    ["A", "too-short"],
    ["42 7", "too-short"],
    ["a".repeat(201), "too-long"],
    ["Ada\tLovelace", "unreadable"],
    ["Ada\u0000", "unreadable"],
    ["Ada\u202Eecalevol", "unreadable"],
    ["Ada \uD800", "unreadable"],
  ])("refuses %j as %s", (typed, problem) => {
    expect(checkTypedName(typed)).toEqual({ ok: false, problem });
  });

  it("asks for the expected name, whatever its case and spacing", () => {
    expect(checkTypedName("ada  lovelace", "Ada Lovelace")).toEqual({ ok: true, name: "ada  lovelace" });
    expect(checkTypedName("Charles Babbage", "Ada Lovelace")).toEqual({ ok: false, problem: "different" });
  });
});

describe("signAttestation", () => {
  it("keeps who signed which words of which course, when, and how they had signed in", () => {
    const course = aCourse();
    const signedAt = new Date("2026-03-01T12:00:00Z");

    expect(signAttestation({ course, typedName: "Ada Lovelace", sessionId: "s1", signedAt })).toEqual({
      courseId: "desk-work",
      courseVersion: "2.1.0",
      courseDigest: "d1",
      statement: "I have read this myself.",
      statementVersion: 1,
      statementSha256: attestationStatement(course).sha256,
      typedName: "Ada Lovelace",
      sessionId: "s1",
      authMethod: "github",
      signedAt,
    });
  });
});
