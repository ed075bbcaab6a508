import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { localPath } from "../../src/web/local-path.ts";

describe("localPath", () => {
  it.each(["/", "/courses/x?from=check#section-a", "/%2F%2Fevil.example", "/a//b", "/decisions/9f"])(
    "keeps %s",
    (path) => {
      expect(localPath(path)).toBe(path);
    },
  );

  it.each([
    undefined,
    "",
    "courses/x",
    "//evil.example",
    "///evil.example",
    "/\\evil.example",
    "\\\\evil.example",
    "/\t/evil.example",
    "/\n/evil.example",
    "/.//evil.example",
    "/x/..//evil.example",
    "/%2e//evil.example",
    "https://evil.example/",
    "https:evil.example",
    "javascript:alert(1)",
    "data:text/html,x",
    "/sign-in",
    "/sign-in/github?return_to=%2F",
    "/sign-out",
  ])("turns %j into the start page", (path) => {
    expect(localPath(path)).toBe("/");
  });

  it("never gives what a browser would take to another host", () => {
    const base = "https://gate.example.org";
    const piece = fc.constantFrom(
      "/",
      "\\",
      ".",
      "..",
      "@",
      ":",
      "?",
      "#",
      "%2f",
      "%5c",
      "\t",
      "\n",
      " ",
      "evil.example",
      "https",
    );
    const hostile = fc.array(piece, { maxLength: 8 }).map((pieces) => `/${pieces.join("")}`);

    fc.assert(
      fc.property(fc.oneof(hostile, fc.string()), (wanted) => {
        expect(new URL(localPath(wanted), base).origin).toBe(base);
      }),
    );
  });
});
