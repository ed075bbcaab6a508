import { cp, mkdtemp, readFile, rename, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { type Curriculum, findCourse, findModule, listCourses } from "../../src/training/curriculum.ts";
import { loadCurriculum, loadOrganisation } from "../../src/training/load.ts";
import { formatProblem } from "../../src/training/problem.ts";

const fixtures = "test/fixtures";
const sound = `${fixtures}/content-sound`;
const extra = `${fixtures}/content-extra`;

async function load(...folders: string[]): Promise<Curriculum> {
  const loaded = await loadCurriculum({ folders });
  if (!loaded.ok) throw new Error(loaded.problems.map(formatProblem).join("\n"));
  return loaded.curriculum;
}

async function problemsOf(...folders: string[]): Promise<string[]> {
  const loaded = await loadCurriculum({ folders });
  return loaded.ok ? [] : loaded.problems.map(formatProblem);
}

describe("loadCurriculum", () => {
  const made: string[] = [];
  afterEach(async () => {
    for (const folder of made.splice(0)) await rm(folder, { recursive: true });
  });

  async function aCopy(): Promise<{ root: string; course: string }> {
    const root = await mkdtemp(join(tmpdir(), "content-"));
    made.push(root);
    await cp(sound, root, { recursive: true });
    return { root, course: join(root, "baseline/parcel-desk") };
  }

  async function edit(file: string, from: string, to: string): Promise<void> {
    const text = await readFile(file, "utf8");
    expect(text).toContain(from);
    await writeFile(file, text.replace(from, to));
  }

  it("reads courses with their modules in order and their questions", async () => {
    const curriculum = await load(sound);

    const course = findCourse(curriculum, "parcel-desk");
    expect(curriculum.layers.map((layer) => layer.id)).toEqual(["baseline"]);
    expect(course).toMatchObject({ layer: "baseline", version: "1.2.0", quiz: { draw: 4, passMark: 75 } });
    expect(course?.attestation.statement).toBe("I have read this course myself.\nI hand out parcels as it says.");
    expect(course?.modules.map((module) => module.id)).toEqual(["ask-for-the-name", "keep-the-list"]);
    expect(course?.modules[0]).toMatchObject({ title: "Ask for the name", category: "Desk 1", cwe: ["CWE-862"] });
    expect(course?.modules[0]?.objectives.map(({ section }) => section)).toEqual([null, "section-the-fix", null]);
    expect(course?.modules[0]?.markdown.startsWith("## What happened")).toBe(true);
    expect(course?.modules[0]?.questions.map(({ id, kind, mustPass }) => [id, kind, mustPass])).toEqual([
      ["ask-for-the-name-spot", "single", false],
      ["ask-for-the-name-fix", "single", true],
      ["ask-for-the-name-test", "single", false],
      ["ask-for-the-name-several", "multiple", false],
    ]);
  });

  it("reports every problem of broken content at once, with file and line", async () => {
    const expected = await readFile(`${fixtures}/content-broken/problems.txt`, "utf8");

    const problems = await problemsOf(`${fixtures}/content-broken`);

    expect(problems).toEqual(expected.trimEnd().split("\n"));
  });

  it.each(["attempts", "attest", "done"])("refuses a module called %s, which no address would lead to", async (id) => {
    const { root, course } = await aCopy();
    await rename(join(course, "02-keep-the-list.md"), join(course, `02-${id}.md`));
    await rename(join(course, "questions/keep-the-list.yml"), join(course, `questions/${id}.yml`));

    expect(await problemsOf(root)).toEqual([
      `${course}/02-${id}.md: ${id} is the name of a page of every course; call the module otherwise`,
    ]);
  });

  it("lays a later folder over an earlier one: same paths replace, others add", async () => {
    const before = await load(sound);
    const after = await load(sound, extra);

    expect(listCourses(after).map((course) => course.id)).toEqual(["parcel-desk", "invoice-desk"]);
    const [old, replaced] = [before, after].map((curriculum) => findCourse(curriculum, "parcel-desk"));
    expect(replaced && findModule(replaced, "keep-the-list")?.markdown).toContain("In our own house");
    expect(replaced?.modules[0]).toEqual(old?.modules[0]);
    expect(replaced?.digest).not.toBe(old?.digest);
  });

  it("names a course's digest alike whatever the newlines and byte order mark", async () => {
    const { root, course } = await aCopy();
    for (const name of ["course.yml", "02-keep-the-list.md", "questions/keep-the-list.yml"]) {
      const text = await readFile(join(course, name), "utf8");
      await writeFile(join(course, name), `\uFEFF${text.replaceAll("\n", "\r\n")}`);
    }

    expect(listCourses(await load(root))).toEqual(listCourses(await load(sound)));
  });

  it.each([
    ["01-ask-for-the-name.md", "A stranger", "A thief"],
    ["course.yml", "1.2.0", "1.2.1"],
    ["questions/keep-the-list.yml", "He gives it away.", "He gives it to anybody."],
  ])("names another digest when %s changes", async (file, from, to) => {
    const { root, course } = await aCopy();
    await edit(join(course, file), from, to);

    expect(listCourses(await load(root))[0]?.digest).not.toBe(listCourses(await load(sound))[0]?.digest);
  });

  it.each([
    ["draw: 4", "draw: 9", "course.yml:4: quiz.draw: 9 questions cannot be drawn from 8"],
    ["draw: 4", "draw: 2.5", "course.yml:4: quiz.draw: Invalid input: expected int, received number"],
    ["1.2.0", "1.2.0-beta", "course.yml:2: version: must be a semantic version in three parts, such as 1.0.0"],
    ["summary:", "sumary:", "course.yml:3: unknown key sumary"],
    [
      "title: The parcel desk",
      "title: *parcels*",
      "course.yml:1: *parcels* repeats what &parcels* names, which is nowhere above: put a text with a star in front in quotes",
    ],
    ["title:", "title: twice\ntitle:", "course.yml:2: Map keys must be unique"],
    ["version: 1\n", "version: 1\n  signed_by: all\n", "course.yml:7: unknown key attestation.signed_by"],
  ])("refuses course.yml with %j changed into %j", async (from, to, problem) => {
    const { root, course } = await aCopy();
    await edit(join(course, "course.yml"), from, to);

    expect((await problemsOf(root)).map((line) => line.slice(course.length + 1))).toContain(problem);
  });

  it("refuses a module that has fewer questions than an equal share of the draw", async () => {
    const { root, course } = await aCopy();
    await edit(join(course, "course.yml"), "draw: 4", "draw: 8");
    const several = /- id: keep-the-list-several[\s\S]*$/;
    const file = join(course, "questions/keep-the-list.yml");
    await writeFile(file, (await readFile(file, "utf8")).replace(several, ""));

    expect((await problemsOf(root)).map((line) => line.slice(course.length + 1))).toEqual([
      "course.yml:4: quiz.draw: 8 questions cannot be drawn from 7",
      "course.yml:4: quiz.draw: up to 4 questions come from the module keep-the-list, which has 3",
    ]);
  });

  it("accepts a correct option that stands in the question beside wrong ones", async () => {
    const { root, course } = await aCopy();
    const file = join(course, "questions/keep-the-list.yml");
    await edit(file, "Which clerk does", "The careful clerk and the hasty clerk came. Which clerk does");

    expect(await problemsOf(root)).toEqual([]);
  });

  it("follows links, as mounted volumes consist of them, and passes over hidden names", async () => {
    const { root, course } = await aCopy();
    const moved = join(root, ".volume");
    await cp(course, moved, { recursive: true });
    await rm(course, { recursive: true });
    await symlink(moved, course);

    expect(listCourses(await load(root))).toEqual(listCourses(await load(sound)));
  });

  it("says where a link leads nowhere, and takes a file for no folder", async () => {
    const { root } = await aCopy();
    await symlink(join(root, "nowhere"), join(root, "finance"));

    expect(await problemsOf(root)).toEqual([`${join(root, "finance")}: is a link that leads nowhere`]);
    expect(await loadOrganisation([join(root, "baseline/parcel-desk/course.yml")])).toBeNull();
  });

  it("refuses a file that is not text", async () => {
    const { root, course } = await aCopy();
    await writeFile(join(course, "03-picture.md"), Buffer.from([0xff, 0xd8, 0xff]));

    expect(await problemsOf(root)).toEqual([`${course}/03-picture.md: is not a text in UTF-8`]);
  });

  it("says so when a folder is absent or holds no course", async () => {
    expect(await problemsOf(join(sound, "nowhere"))).toEqual([
      `${sound}/nowhere: no such folder`,
      ".: the content has no course: <layer>/<course>/course.yml",
    ]);
  });
});
