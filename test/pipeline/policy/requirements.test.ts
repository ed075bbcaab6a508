import { describe, expect, it } from "vitest";
import { orgId } from "../../../src/domain/ids.ts";
import type { OutsideStores } from "../../../src/domain/stores/index.ts";
import type { Policies } from "../../../src/pipeline/policy/policies.ts";
import { createRequirements } from "../../../src/pipeline/policy/requirements.ts";
import type { Policy } from "../../../src/policy/policy.ts";
import { aPolicy } from "../../support/facts.ts";
import { aCourse } from "../../training/a-course.ts";

const course = aCourse();
const courses = [
  { id: course.id, version: "2.1.0", minorSince: "2026-01-01T00:00:00.000Z", title: "", minutes: 0, testOutMinutes: 0 },
];

/** What is asked where these policies are in force, each in an organisation of its own. */
function requirements(...policies: readonly Policy[]) {
  const organisations = policies.map((_, index) => ({ orgId: orgId(index + 1) }));
  return createRequirements({
    stores: { installations: { listActive: async () => organisations } } as unknown as OutsideStores,
    policies: {
      inForce: async (org: number) => ({ policy: policies[org - 1], digest: "" }),
    } as unknown as Policies,
    curriculum: () => ({ layers: [{ id: course.layer, courses: [course] }] }),
    courses: async () => courses,
  });
}

const asking = (layer: Policy["layers"][string]) =>
  aPolicy({ layers: { developer: layer, other: { courses: ["never-asked"], valid_for: 10 } } });

const FOLLOWED: Policy["layers"][string] = {
  courses: ["opening"],
  // biome-ignore lint/suspicious/noThenProperty: the word of the policy's file
  then: [course.id],
  valid_for: 365,
};

describe("what policies ask of learners", () => {
  it("is the courses of the layers that a rule names, what follows included", async () => {
    const asked = requirements(asking(FOLLOWED));

    expect(await asked.requiredCourses()).toEqual(new Set(["opening", course.id]));
    expect(await asked.requiredLayers()).toMatchObject([
      {
        courses: [{ id: "opening" }],
        following: [{ id: course.id, version: "2.1.0" }],
        leniency: { deepeningDays: 60 },
      },
    ]);
  });

  it("counts a completion as long as the strictest layer says, also of what follows", async () => {
    const asked = requirements(asking(FOLLOWED), asking({ courses: [course.id], valid_for: 200 }));

    expect(await asked.validForDays(course.id)).toBe(200);
    expect(await asked.validForDays("opening")).toBe(365);
    expect(await asked.validForDays("no-such-course")).toBeNull();
  });

  it("minds a minor version, unless everybody who asks for the course pins its major one", async () => {
    const pinned = asking({ courses: [`${course.id}@2`], valid_for: 365 });
    const open = asking({ courses: [course.id], valid_for: 365 });

    expect(await requirements(pinned).asksMinor(course.id)).toBe(false);
    expect(await requirements(pinned, open).asksMinor(course.id)).toBe(true);
    expect(await requirements(pinned).asksMinor("asked-by-nobody")).toBe(true);
    expect(await requirements(pinned).requiredLayers()).toMatchObject([{ courses: [{ version: "2.0.0" }] }]);
    expect((await requirements(pinned).requiredLayers())[0]?.courses[0]).not.toHaveProperty("minorSince");
  });
});
