import { describe, expect, it } from "vitest";
import { permissionsFor } from "../../src/policy/app-needs.ts";
import { DEFAULTS } from "../../src/policy/defaults.ts";
import { explainNotices, isReadersTeamGated, noticesOf, tellsPeople } from "../../src/policy/notices.ts";
import type { Policy } from "../../src/policy/policy.ts";

const withNotices = (notices: Policy["notices"]): Policy => ({ ...DEFAULTS, ...(notices && { notices }) });
const sentences = (notices: Policy["notices"]) => explainNotices(withNotices(notices)).map(([text]) => text);

describe("what a policy says of notices", () => {
  it("is nothing where no file says anything, and then no permission is needed for it", () => {
    expect(tellsPeople(noticesOf(DEFAULTS))).toBe(false);
    expect(permissionsFor(DEFAULTS)).not.toContainEqual(
      expect.objectContaining({ permission: "issues", level: "write" }),
    );
  });

  it("asks for the right to write issues where a repository is named, and not for mail alone", () => {
    const asks = (notices: Policy["notices"]) =>
      permissionsFor(withNotices(notices)).some(
        ({ permission, level }) => permission === "issues" && level === "write",
      );

    expect([asks({ repository: "onboarding" }), asks({ mail: true })]).toEqual([true, false]);
  });

  it("is told in plain sentences", () => {
    expect(
      sentences({ repository: "onboarding", team: "readers", mail: true, digest: { mail: ["a@example.org"] } }),
    ).toEqual([
      "People are told in an issue of their own in onboarding, which the team readers can read.",
      "Who cannot be reached there is told by mail.",
      "They are reminded 30 days, 7 days, 1 day before an end, at most once a day.",
      "A digest goes to the admins and to a@example.org.",
    ]);
    expect(sentences({ mail: true, use: "all" })[0]).toBe("People are told by mail.");
  });

  it("names a team that cannot be read by who is held, unless it is a reading team", () => {
    const gated = (team: string) =>
      isReadersTeamGated({
        ...withNotices({ repository: "onboarding", team }),
        access: {
          ...DEFAULTS.access,
          teams: [
            { team: "pay*", on_lapse: "remove" },
            { team: "web", on_lapse: "to_reading_team", reading_team: "pay-readers" },
          ],
        },
      });

    expect([gated("payments"), gated("Pay-Readers"), gated("readers")]).toEqual([true, false, false]);
  });
});
