import { describe, expect, it } from "vitest";
import { atLeast, strongest, toAccess } from "../../src/domain/access.ts";

describe("toAccess", () => {
  it.each([
    ["none", "none"],
    ["pull", "read"],
    ["read", "read"],
    ["triage", "triage"],
    ["push", "write"],
    ["write", "write"],
    ["maintain", "maintain"],
    ["admin", "admin"],
    ["READ", "read"],
    ["TRIAGE", "triage"],
    ["WRITE", "write"],
    ["MAINTAIN", "maintain"],
    ["ADMIN", "admin"],
  ] as const)("knows GitHub's %s as %s", (role, access) => {
    expect(toAccess(role)).toBe(access);
  });

  it.each(["release-manager", "", "constructor"])(
    "takes the unknown role %j for the least that any access gives",
    (role) => {
      expect(toAccess(role)).toBe("read");
    },
  );
});

describe("the order of access", () => {
  it("puts a role at or above itself and below a stronger one", () => {
    expect(atLeast("write", "write")).toBe(true);
    expect(atLeast("triage", "write")).toBe(false);
  });

  it("finds the strongest of several, and none in nothing", () => {
    expect(strongest(["read", "maintain", "triage"])).toBe("maintain");
    expect(strongest([])).toBe("none");
  });
});
