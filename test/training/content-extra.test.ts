import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { type Course, findCourse, findModule, listCourses } from "../../src/training/curriculum.ts";
import { contactIn, loadCurriculum, loadOrganisation } from "../../src/training/load.ts";
import { formatProblem } from "../../src/training/problem.ts";

const SHIPPED = "test/fixtures/content-pairs";
const COURSE = "developer/counter-desk";
const MODULE = `${COURSE}/01-look-up.md`;
const QUESTIONS = `${COURSE}/questions/look-up.yml`;

const shipped = (path: string) => readFileSync(join(SHIPPED, path), "utf8");

describe("a folder that an organisation lays over the content", () => {
  const made: string[] = [];
  afterEach(() => {
    for (const folder of made.splice(0)) rmSync(folder, { recursive: true });
  });

  function folderWith(files: Readonly<Record<string, string>>): string {
    const root = mkdtempSync(join(tmpdir(), "own-content-"));
    made.push(root);
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(root, path)), { recursive: true });
      writeFileSync(join(root, path), text);
    }
    return root;
  }

  async function coursesWith(files: Readonly<Record<string, string>>): Promise<readonly Course[]> {
    const loaded = await loadCurriculum({ folders: [SHIPPED, folderWith(files)] });
    if (!loaded.ok) throw new Error(loaded.problems.map(formatProblem).join("\n"));
    return listCourses(loaded.curriculum);
  }

  async function problemsWith(files: Readonly<Record<string, string>>): Promise<readonly string[]> {
    const folder = folderWith(files);
    const loaded = await loadCurriculum({ folders: [SHIPPED, folder] });
    const problems = loaded.ok ? [] : loaded.problems;
    return problems.map((problem) => formatProblem(problem).replaceAll(folder, "own")).sort();
  }

  it("replaces the text of one module, and the course is another wording", async () => {
    const [before] = await coursesWith({});
    const [after] = await coursesWith({ [MODULE]: shipped(MODULE).replace("This story is made up.", "With us, too.") });

    expect(after?.modules[0]?.markdown).toContain("With us, too.");
    expect(after?.modules[0]?.pairs).toEqual(before?.modules[0]?.pairs);
    expect(after?.digest).not.toBe(before?.digest);
  });

  it("replaces the questions of one module", async () => {
    const [course] = await coursesWith({
      [QUESTIONS]: shipped(QUESTIONS).replaceAll("The careful one", "The kind one"),
    });

    expect(course?.modules[0]?.questions[0]?.options[0]?.text).toBe("The kind one");
  });

  it("need not show our pairs in a text of its own, and must show its own", async () => {
    const text = shipped(MODULE).replace("```pair\nreceipt-line\n```\n", "");
    const own = `${COURSE}/pairs/look-up/receipt-line/fixed.py`;

    const [course] = await coursesWith({ [MODULE]: text });

    expect(course?.modules[0]?.pairs.map(({ id }) => id)).toEqual(["order-by-id"]);
    expect(await problemsWith({ [MODULE]: text, [own]: "x = 1\n" })).toEqual([
      `own/${COURSE}/pairs/look-up/receipt-line: no pair fence of own/${MODULE} names receipt-line`,
    ]);
  });

  it("replaces one half of a pair", async () => {
    const path = `${COURSE}/pairs/look-up/receipt-line/fixed.py`;
    const [course] = await coursesWith({ [path]: "from our_markup import receipt_line\n" });

    const pair = course && findModule(course, "look-up")?.pairs.find(({ id }) => id === "receipt-line");
    expect(pair?.stacks[0]?.fixed).toBe("from our_markup import receipt_line");
    expect(pair?.stacks[0]?.vulnerable).toContain("def receipt_line");
  });

  it("adds a course to a layer, and a layer", async () => {
    const copy = (to: string) =>
      Object.fromEntries(
        ["course.yml", "01-look-up.md", "questions/look-up.yml"].map((file) => [`${to}/${file}`, withoutPairs(file)]),
      );
    const courses = await coursesWith({
      ...copy("developer/second-desk"),
      ...copy("finance/third-desk"),
    });

    expect(courses.map(({ layer, id }) => `${layer}/${id}`)).toEqual([
      "developer/counter-desk",
      "developer/second-desk",
      "finance/third-desk",
    ]);
  });

  it("says of the organisation what it says, as a whole file", async () => {
    const [course] = await coursesWith({ "organisation.yml": "name: Ours\n" });

    expect(course?.organisation).toMatchObject({ name: "Ours", incident: { contact: null }, playbook: null });
  });

  it("names its own file where something is wrong with it, and ours where something is now missing there", async () => {
    expect(await problemsWith({ [`${COURSE}/02-look-up.md`]: shipped(MODULE) })).toEqual([
      `own/${COURSE}/02-look-up.md: the module look-up stands twice`,
    ]);
    expect(await problemsWith({ [QUESTIONS]: shipped(QUESTIONS).replaceAll("report-look-up", "tell") })).toEqual([
      `own/${QUESTIONS}:30: question look-up-3: the module has no objective tell`,
      `${SHIPPED}/${MODULE}:6: no question tests the objective report-look-up`,
    ]);
    expect(await problemsWith({ "finance/third-desk/notes.txt": "to do" })).toContain(
      "own/finance/third-desk/course.yml: a course needs this file",
    );
    expect(await problemsWith({ "organisation.yml": "incident: { mail: us }\n" })).toEqual([
      "own/organisation.yml:1: incident.mail: must be an e-mail address",
    ]);
  });

  it("is where the incident contact is looked for last, and where it belongs", async () => {
    const own = folderWith({ "organisation.yml": "name: Ours\n" });
    const empty = folderWith({});

    const contactOf = async (...folders: readonly string[]) => contactIn(await loadOrganisation(folders), folders);

    expect(await contactOf(SHIPPED, empty)).toEqual({ isNamed: true, file: join(SHIPPED, "organisation.yml") });
    expect(await contactOf(SHIPPED, own)).toEqual({ isNamed: false, file: join(own, "organisation.yml") });
    expect(await contactOf(empty)).toEqual({ isNamed: false, file: join(empty, "organisation.yml") });
  });

  it("leaves the shipped courses alone where it says nothing", async () => {
    const [alone, laidOver] = await Promise.all([
      loadCurriculum({ folders: [SHIPPED] }),
      loadCurriculum({ folders: [SHIPPED, folderWith({ "README.md": "Notes" })] }),
    ]);

    expect(laidOver.ok && findCourse(laidOver.curriculum, "counter-desk")).toEqual(
      alone.ok && findCourse(alone.curriculum, "counter-desk"),
    );
  });
});

function withoutPairs(file: string): string {
  return shipped(`${COURSE}/${file}`).replaceAll(/```pair\n[^`]*```\n/g, "");
}
