import { describe, expect, it } from "vitest";
import { DEFAULTS } from "../../src/policy/defaults.ts";
import { applyFloor } from "../../src/policy/floor.ts";
import type { Policy } from "../../src/policy/policy.ts";
import { type Holder, rolesIn } from "../../src/policy/roles.ts";

const TODAY = "2026-11-23";
const somebody: Holder = { account: 7, teams: ["Platform"], isOwner: false };
const owner: Holder = { account: 8, teams: [], isOwner: true };
const policy = (roles: Policy["roles"], approvers: Policy["waivers"]["approvers"] = {}): Policy => ({
  ...DEFAULTS,
  roles,
  waivers: { ...DEFAULTS.waivers, approvers },
});
const rolesOf = (holder: Holder, ...given: Parameters<typeof policy>) => rolesIn(policy(...given), holder, TODAY);

describe("rolesIn", () => {
  it("makes the owners admins where nobody is named, and the admins approve", () => {
    expect(rolesOf(owner, { admin: {} })).toEqual({ admin: true, approver: true, auditor: false });
    expect(rolesOf(somebody, { admin: {} })).toEqual({ admin: false, approver: false, auditor: false });
  });

  it.each([
    ["account", { accounts: [7] }],
    ["team, in any case", { teams: ["platform"] }],
  ])("names admins by %s, and owners are none then", (_, admin) => {
    expect(rolesOf(somebody, { admin }).admin).toBe(true);
    expect(rolesOf(owner, { admin }).admin).toBe(false);
  });

  it("lets those who are named approve, and no admin beside them", () => {
    const given = [{ admin: { accounts: [7] } }, { accounts: [9] }] as const;

    expect(rolesOf(somebody, ...given)).toMatchObject({ admin: true, approver: false });
    expect(rolesOf({ account: 9, teams: [], isOwner: false }, ...given)).toMatchObject({
      admin: false,
      approver: true,
    });
  });

  it.each([
    [TODAY, true],
    ["2026-11-22", false],
  ])("lets auditors read through %s: %s", (until, auditor) => {
    expect(rolesOf(somebody, { admin: {}, auditor: { accounts: [7], until } }).auditor).toBe(auditor);
  });

  it("makes an account of the floor an admin whatever the organisation's file names", () => {
    const held = applyFloor(policy({ admin: { teams: ["others"] } }), { first_admins: [7] });

    expect(rolesIn(held.policy, somebody, TODAY).admin).toBe(true);
  });
});
