import { randomUUID } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { openCourses } from "../../../src/pipeline/courses/courses-in-force.ts";
import { createEntries } from "../../../src/pipeline/entries.ts";
import { findCourse } from "../../../src/training/curriculum.ts";
import { parseContent } from "../../../src/training/parse-content.ts";
import { formatProblem } from "../../../src/training/problem.ts";
import { useTransact } from "../../support/learning-db.ts";
import { at, useStores } from "../../support/stores.ts";

const FOLDER = "test/fixtures/content-pairs";
const COURSE = "counter-desk";

/** What lies in the folder, with another version of its course and other words of the organisation. */
function contentWith({ version = "1.0.0", organisation }: { version?: string; organisation: string }) {
  const own = readdirSync(FOLDER, { recursive: true, encoding: "utf8" })
    .filter((path) => /\.\w+$/.test(path) && path !== "organisation.yml")
    .map((path) => ({ path, shown: path, text: readFileSync(join(FOLDER, path), "utf8") }))
    .map((file) => ({ ...file, text: file.text.replace(/^version: .*$/m, `version: ${version}`) }));
  const loaded = parseContent([...own, { path: "organisation.yml", shown: "organisation.yml", text: organisation }]);
  if (!loaded.ok) throw new Error(loaded.problems.map(formatProblem).join("\n"));
  return { content: loaded.sources, organisation };
}

describe("what the organisation says of itself", () => {
  const test = useStores();
  const { transact } = useTransact(test);
  let day = 0;

  /** As a server that starts on these folders, a day after the one before. */
  async function start(given: Parameters<typeof contentWith>[0]) {
    day += 1;
    const now = at(day);
    const courses = await openCourses({
      ...contentWith(given),
      stores: test.stores,
      transact,
      entries: createEntries({ id: randomUUID(), version: "0.0.0" }),
      clock: () => now,
    });
    const [row] = await test.stores.courses.listInForce();
    const course = findCourse(courses.curriculum(), COURSE);
    return { row: row!, course: course!, known: await courses.known() };
  }
  const published = () => test.db.logInbox.count();

  it("is in force with the courses that speak of it", async () => {
    const { course, row } = await start({ organisation: "name: First\n" });

    expect(course.organisation.name).toBe("First");
    expect(row.contentSha256).toBe(course.digest);
  });

  it("changes with the next start, and asks for no new version", async () => {
    const before = await test.stores.courses.listInForce();

    const { course, row, known } = await start({ organisation: "name: Second\n" });

    expect(course.organisation.name).toBe("Second");
    expect(row.contentSha256).not.toBe(before[0]?.contentSha256);
    expect(row.version).toBe("1.0.0");
    expect(row.majorSince).toEqual(before[0]?.majorSince);
    expect(known).toMatchObject([{ id: COURSE, version: "1.0.0" }]);
  });

  it("is right in the version that people read, while another one waits", async () => {
    const { course, known } = await start({ version: "2.0.0", organisation: "name: Third\n" });

    expect(course).toMatchObject({ version: "1.0.0", organisation: { name: "Third" } });
    expect(known).toMatchObject([{ id: COURSE, version: "1.0.0", staged: "2.0.0" }]);
  });

  it("writes nothing where it is the same", async () => {
    const before = await published();
    await start({ version: "2.0.0", organisation: "name: Third\n" });

    expect(await published()).toBe(before);
  });
});
