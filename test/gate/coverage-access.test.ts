import { describe, expect, it } from "vitest";
import { type AccessSeen, judgeAccess } from "../../src/gate/coverage-access.ts";

const sound: AccessSeen = {
  isHolding: true,
  base: "none",
  owners: 0,
  visible: 0,
  orgRoles: [],
  synced: [],
  enterpriseTeams: [],
  unknownTeams: [],
  isRosterMissing: false,
  silentHooks: [],
};
const leaking: Partial<AccessSeen> = {
  base: "write",
  owners: 2,
  visible: 1,
  orgRoles: ["all-repo-read"],
  synced: ["payments"],
  enterpriseTeams: ["ent:auditors"],
  unknownTeams: ["paymnts"],
};

describe("what doctor says of access", () => {
  it("is nothing where access waits and nothing lets it through", () => {
    expect(judgeAccess(sound)).toEqual({ holes: [], notes: [] });
  });

  it("is nothing of what lets it through, where no access waits anyway", () => {
    expect(judgeAccess({ ...sound, ...leaking, isHolding: false })).toEqual({ holes: [], notes: [] });
  });

  it("is a hole with its remedy, of what can be mended", () => {
    const { holes } = judgeAccess({ ...sound, ...leaking });

    expect(holes.map(({ kind, detail }) => [kind, detail])).toEqual([
      [
        "base-permission",
        "access waits for training, and the base permission gives every member write on every repository",
      ],
      ["team-synced", "an identity provider keeps the team payments, and GitHub refuses to have it written"],
    ]);
    expect(holes.every(({ remedy, repository }) => remedy.length > 0 && repository === null)).toBe(true);
  });

  it("is a note, of what is so by its nature", () => {
    const { notes } = judgeAccess({ ...sound, ...leaking });

    expect(notes).toEqual([
      expect.stringContaining("2 owners have every repository and cannot be held"),
      expect.stringContaining("1 repository is public or internal"),
      expect.stringContaining("the organisation role all-repo-read opens all repositories"),
      expect.stringContaining("the enterprise keeps the team ent:auditors"),
      expect.stringContaining("names paymnts, and the organisation has no such team"),
    ]);
  });

  it("is that the base permission is not known, and not that it is none", () => {
    expect(judgeAccess({ ...sound, base: null })).toEqual({
      holes: [],
      notes: [expect.stringContaining("the base permission is not known")],
    });
  });

  it("is that rules by role ask nobody, while there is no roster", () => {
    expect(judgeAccess({ ...sound, isHolding: false, isRosterMissing: true }).notes).toEqual([
      expect.stringContaining("none was ever imported"),
    ]);
  });

  it("is which hook is not told any more, of how many, and how to mend it", () => {
    const since = new Date("2026-11-20T10:00:00.000Z");
    const silentHooks = [{ id: "an-id", address: "https://okta.example/hook", people: 3, since }];

    expect(judgeAccess({ ...sound, isHolding: false, silentHooks }).holes).toEqual([
      {
        kind: "hook-silent",
        repository: null,
        detail: "the hook to https://okta.example/hook was not told of 3 people since 20 November 2026, 10:00 UTC",
        remedy: "See to what answers there, then run: training-gate client hook test an-id",
      },
    ]);
  });
});
