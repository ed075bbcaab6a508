import { describe, expect, it } from "vitest";
import { createDescriber } from "../../src/webhook/describe.ts";

const describePayload = createDescriber({ appId: 1, policy: { repository: ".github" } });
const receivedAt = new Date("2026-11-23T12:00:00Z");
const mira = { id: 5, login: "mira", type: "User" };
const team = { id: 9, slug: "payments" };
const repository = {
  id: 4,
  name: "web",
  private: false,
  visibility: "internal",
  default_branch: "main",
  archived: false,
  owner: { id: 2, login: "acme", type: "Organization" },
};

/** What a delivery of this kind tells of access. */
function told(event: string, payload: { readonly action: string } & Readonly<Record<string, unknown>>) {
  const received = { id: "d-1", event, action: payload.action, bodySha256: "", bodyBytes: 2, receivedAt };
  const common = { installation: { id: 7 }, organization: { id: 2, login: "acme" } };
  return describePayload(received, { ...common, ...payload });
}

describe("what a delivery tells of access", () => {
  it.each([
    [
      "an invitation, of whom",
      told("organization", { action: "member_invited", invitation: { id: 31, role: "direct_member" }, user: mira }),
      [{ kind: "invitation", accountId: 5, externalId: "31", role: "direct_member", present: true }],
    ],
    [
      "an invitation by e-mail, of nobody",
      told("organization", { action: "member_invited", invitation: { id: 31, role: "admin" } }),
      [{ kind: "invitation", accountId: null, externalId: "31", role: "admin", present: true }],
    ],
    [
      "a team that got a parent",
      told("team", { action: "edited", team: { ...team, parent: { id: 8 } } }),
      [
        { kind: "team", teamId: 9, role: "payments", present: true },
        { kind: "team-parent", teamId: 9, role: "8", present: true },
      ],
    ],
    [
      "a team that lost its parent",
      told("team", { action: "edited", team: { ...team, parent: null } }),
      [
        { kind: "team", teamId: 9, present: true },
        { kind: "team-parent", teamId: 9, present: false },
      ],
    ],
    [
      "a team that is gone, told without its name",
      told("membership", { action: "removed", member: mira, team: { id: 9, name: "payments", deleted: true } }),
      [
        { kind: "team", teamId: 9, role: null, present: false },
        { kind: "team-member", teamId: 9, accountId: 5, present: false },
      ],
    ],
    [
      "a repository that more people see",
      told("repository", { action: "publicized", repository }),
      [{ kind: "visibility", repositoryId: 4, role: "internal", present: true }],
    ],
    ["nothing of a repository that has another name", told("repository", { action: "renamed", repository }), []],
  ])("is %s", (_, { observations }, expected) => {
    expect(observations).toHaveLength(expected.length);
    expect(observations).toMatchObject(expected);
    for (const seen of observations ?? [])
      expect(seen).toMatchObject({ source: "event", deliveryId: "d-1", observedAt: receivedAt, notBefore: null });
  });

  it("names the account that is invited, so that its access is looked at", () => {
    const { accounts, accessChanged } = told("organization", {
      action: "member_invited",
      invitation: { id: 31, role: "direct_member" },
      user: mira,
    });

    expect(accounts).toEqual([mira]);
    expect(accessChanged).toEqual([5]);
  });
});
