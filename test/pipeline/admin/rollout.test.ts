import { describe, expect, it } from "vitest";
import { orgId } from "../../../src/domain/ids.ts";
import type { AdminDeps } from "../../../src/pipeline/admin/deps.ts";
import { readRollout } from "../../../src/pipeline/admin/rollout.ts";
import { rowOf } from "../../../src/pipeline/courses/publish-courses.ts";
import { DEFAULTS } from "../../../src/policy/defaults.ts";
import { loadCurriculum } from "../../../src/training/load.ts";
import { anInstallation, at } from "../../support/stores.ts";

const ORG = orgId(1);

describe("what waits to be published", () => {
  it("is tried on the organisation that is looked at, and on no other: each try looks at every open head", async () => {
    const loaded = await loadCurriculum({ folders: ["test/fixtures/content-sound"] });
    if (!loaded.ok) throw new Error("The fixture has problems");
    const tried: number[] = [];
    const none = { open: 0, newlyBlocked: [], newlyOpen: [], undecided: [], people: [], repositories: [] };
    const deps = {
      stores: {
        installations: { listActive: async () => [1, 2, 3].map((org) => anInstallation({ orgId: orgId(org) })) },
        courses: { listInForce: async () => loaded.sources.map((source) => rowOf(source, undefined, at(0))) },
        policies: { inForce: async () => null },
        repositories: { listOf: async () => [] },
        roster: { totals: async () => ({ current: 0 }) },
      },
      reading: { openPulls: async () => ({ open: 0, blocked: 0, undecided: 0, withoutVerdict: 0 }) },
      policies: { inForce: async () => ({ policy: DEFAULTS, digest: "" }) },
      previews: {
        courses: async ({ orgId: org }: { orgId: number }) => {
          tried.push(org);
          return none;
        },
      },
      // One folder is gone.
      content: loaded.sources.slice(1),
      clock: () => at(0),
    } as unknown as AdminDeps;

    const { staged, impact } = await readRollout(ORG, deps);

    expect(staged).toMatchObject([{ course: loaded.sources[0]?.course.id, staged: null }]);
    expect(impact).toMatchObject({ preview: none });
    expect(tried).toEqual([1]);
  });
});
