import { describe, expect, it } from "vitest";
import { personId } from "../../../src/domain/ids.ts";
import type { Stores } from "../../../src/domain/stores/index.ts";
import { rowOf, withdrawCourse } from "../../../src/pipeline/courses/publish-courses.ts";
import type { Entries } from "../../../src/pipeline/entries.ts";
import { loadCurriculum } from "../../../src/training/load.ts";
import { at } from "../../support/stores.ts";

describe("a course whose folder is gone", () => {
  it("is withdrawn by one of two who do it at once, and has one entry", async () => {
    const loaded = await loadCurriculum({ folders: ["test/fixtures/content-sound"] });
    const [source] = loaded.ok ? loaded.sources : [];
    if (!source) throw new Error("The fixture has problems");
    const row = rowOf(source, undefined, at(0));
    let inForce = 1;
    const stores = { courses: { withdraw: async () => inForce-- > 0 } } as unknown as Stores;
    const appended: unknown[] = [];
    const entries = {
      subjectOf: async () => ({}),
      append: async (_: Stores, __: Date, entry: { type: string }) => appended.push(entry.type),
    } as unknown as Entries;
    const by = personId("11111111-1111-4111-8111-111111111111");

    for (const _ of ["one tab", "another"])
      await withdrawCourse(stores, row, { at: at(1), by, reasonSha256: null }, entries);

    expect(appended).toEqual(["course.withdrawn"]);
  });
});
