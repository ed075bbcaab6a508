import { describe, expect, it } from "vitest";
import type { Course } from "../../src/training/curriculum.ts";
import { type CourseSource, compareContent } from "../../src/training/staging.ts";

function here(id: string, version: string, digest = `${id} ${version}`): CourseSource {
  return { course: { id, version, digest } as Course, files: [] };
}

function inForce(id: string, version: string, contentSha256 = `${id} ${version}`) {
  return { id, version, contentSha256 };
}

describe("what lies in content/ against what is in force", () => {
  it.each([
    ["the first ever", undefined, "1.0.0"],
    ["a patch", "1.2.3", "1.2.4"],
    ["the same version in other words", "1.2.3", "1.2.3"],
  ])("comes into force by itself: %s", (_, known, version) => {
    const found = compareContent([here("a", version)], known === undefined ? [] : [inForce("a", known, "other words")]);

    expect(found.byThemselves.map(({ course }) => course.version)).toEqual([version]);
    expect(found.staged).toEqual([]);
  });

  it.each([
    ["a new minor version", "1.2.3", "1.3.0"],
    ["a new major version", "1.2.3", "2.0.0"],
    ["an older minor version", "1.2.3", "1.1.9"],
    ["an older major version", "2.0.0", "1.9.9"],
    ["an older patch", "1.2.3", "1.2.2"],
  ])("waits: %s", (_, known, version) => {
    const found = compareContent([here("a", version)], [inForce("a", known)]);

    expect(found.byThemselves).toEqual([]);
    expect(found.staged).toMatchObject([{ kind: "version", id: "a", inForce: known }]);
  });

  it("is the same where the text is", () => {
    expect(compareContent([here("a", "1.0.0")], [inForce("a", "1.0.0")])).toEqual({ byThemselves: [], staged: [] });
  });

  it("keeps in force what has no folder any more, until somebody says otherwise", () => {
    expect(compareContent([], [inForce("a", "1.0.0")]).staged).toEqual([{ kind: "gone", id: "a", inForce: "1.0.0" }]);
  });

  it("is looked at course by course", () => {
    const found = compareContent(
      [here("a", "2.0.0"), here("b", "1.0.0")],
      [inForce("a", "1.0.0"), inForce("c", "1.0.0")],
    );

    expect(found.byThemselves.map(({ course }) => course.id)).toEqual(["b"]);
    expect(found.staged.map(({ id }) => id)).toEqual(["a", "c"]);
  });
});
