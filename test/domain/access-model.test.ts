import { describe, expect, it } from "vitest";
import { type AccessObservation, strongest } from "../../src/domain/access.ts";
import { modelAccess } from "../../src/domain/access-model.ts";
import { accountId, orgId, repositoryId } from "../../src/domain/ids.ts";

const mira = accountId(1);
const web = repositoryId(5);

function seen(told: Partial<AccessObservation> & Pick<AccessObservation, "kind">): AccessObservation {
  return {
    ...{ orgId: orgId(2), accountId: null, teamId: null, repositoryId: null, externalId: null, role: null },
    ...{ present: true, source: "event", deliveryId: null, notBefore: null },
    ...{ observedAt: new Date(0), recordedAt: new Date(0) },
    ...told,
  };
}
const member = seen({ kind: "member", accountId: mira, role: "member" });
const seat = seen({ kind: "team-member", accountId: mira, teamId: 8, role: "member" });
const base = (role: string) => seen({ kind: "base", role });
const visible = (role: string) => seen({ kind: "visibility", repositoryId: web, role });
const onWeb = (teamId: number, role: string) => seen({ kind: "team-repository", teamId, repositoryId: web, role });
const role = (access: string) => seen({ kind: "org-role", externalId: "31", role: access });

/** By which ways, and what the strongest of them gives. */
function ways(...observations: readonly AccessObservation[]) {
  const found = modelAccess(observations).holder(mira).waysOn(web);
  return [found.map(({ via, access }) => `${via}: ${access}`), strongest(found.map(({ access }) => access))] as const;
}

describe("what somebody may do on a repository", () => {
  it.each([
    ["an owner", [{ ...member, role: "admin" }, base("none")], ["owner: admin"], "admin"],
    ["a member where the base permission is not shown", [member, base("unknown")], ["base: read"], "read"],
    ["a member where the base permission is write", [member, base("write")], ["base: write"], "write"],
    ["a member where there is none", [member, base("none"), visible("private")], [], "none"],
    ["a member of what all members see", [member, base("none"), visible("internal")], ["internal: read"], "read"],
    ["a member of what everybody sees", [member, base("none"), visible("public")], ["public: read"], "read"],
    ["somebody from nowhere of what everybody sees", [visible("public")], [], "none"],
    [
      "a member with a role of their own",
      [member, base("none"), seen({ kind: "collaborator", accountId: mira, repositoryId: web, role: "triage" })],
      ["direct: triage"],
      "triage",
    ],
    [
      "somebody from outside who was let in",
      [base("write"), seen({ kind: "collaborator", accountId: mira, repositoryId: web, role: "read" })],
      ["outside: read"],
      "read",
    ],
    ["a member of a team", [member, base("none"), seat, onWeb(8, "write")], ["team: write"], "write"],
    [
      "a member of a child of a child of a team",
      [
        ...[member, base("none"), seat, onWeb(8, "read"), onWeb(10, "maintain")],
        seen({ kind: "team-parent", teamId: 8, role: "9" }),
        seen({ kind: "team-parent", teamId: 9, role: "10" }),
        seen({ kind: "team", teamId: 9, role: "between" }),
      ],
      ["team: maintain"],
      "maintain",
    ],
    [
      "a member of a team where parents go in a circle",
      [
        ...[member, base("none"), seat, onWeb(9, "write")],
        seen({ kind: "team-parent", teamId: 8, role: "9" }),
        seen({ kind: "team-parent", teamId: 9, role: "8" }),
      ],
      ["team: write"],
      "write",
    ],
    [
      "who has an organisation role",
      [
        member,
        base("none"),
        role("maintain"),
        seen({ kind: "org-role", accountId: mira, externalId: "31", role: "all_repo_maintain" }),
      ],
      ["org-role: maintain"],
      "maintain",
    ],
    [
      "whose team has an organisation role",
      [member, base("none"), seat, role("read"), seen({ kind: "org-role", teamId: 8, externalId: "31" })],
      ["org-role: read"],
      "read",
    ],
    [
      "who has an organisation role that gives nothing in repositories",
      [member, base("none"), role("none"), seen({ kind: "org-role", accountId: mira, externalId: "31" })],
      [],
      "none",
    ],
    [
      "who left the organisation, of whose seat nothing was told",
      [{ ...member, present: false }, seat, onWeb(8, "write")],
      [],
      "none",
    ],
  ])("is, for %s, by %s", (_, observations, expected, access) => {
    expect(ways(...observations)).toEqual([expected, access]);
  });

  it("counts the teams above one's own among one's teams", () => {
    const holder = modelAccess([
      member,
      seat,
      seen({ kind: "team", teamId: 8, role: "payments" }),
      seen({ kind: "team", teamId: 9, role: "platform" }),
      seen({ kind: "team-parent", teamId: 8, role: "9" }),
    ]).holder(mira);

    expect(holder.teams).toEqual(["payments", "platform"]);
  });
});
