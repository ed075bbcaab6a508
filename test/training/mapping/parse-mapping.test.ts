import { describe, expect, it } from "vitest";
import { clausesOf, taughtBy, withoutRisk } from "../../../src/training/mapping/mapping.ts";
import { parseMapping } from "../../../src/training/mapping/parse-mapping.ts";
import type { Problem } from "../../../src/training/problem.ts";
import { aCourse } from "../a-course.ts";

const course = aCourse({ pools: [1, 1] });
const curriculum = { layers: [{ id: course.layer, courses: [course] }] };

function read({ controls, risks }: { readonly controls?: string; readonly risks?: string }) {
  const problems: Problem[] = [];
  const file = (path: string, text: string | undefined) =>
    text === undefined ? undefined : { path, shown: `content/${path}`, text };
  const files = { controls: file("controls.yml", controls), risks: file("risks.yml", risks) };
  const mapping = parseMapping(files, curriculum, (problem) => problems.push(problem));
  return { mapping, problems };
}

const CLAUSE = "{ ref: A.1, title: T, asks: a, supports: s, evidence: e, content: [desk-work] }";
const FRAMEWORK = `{ id: f, name: F, url: "https://example.org", clauses: [${CLAUSE}] }`;

describe("a mapping", () => {
  it("takes a course for all of its modules, and names one of them alone", () => {
    const second = CLAUSE.replace("A.1", "A.2").replace("[desk-work]", "[desk-work/m1]");
    const { mapping, problems } = read({
      controls: `frameworks: [${FRAMEWORK.replace(CLAUSE, `${CLAUSE}, ${second}`)}]`,
    });
    const refs = (module: string) =>
      clausesOf(mapping, { course: "desk-work", module }).map(({ clause }) => clause.ref);

    expect(problems).toEqual([]);
    expect(refs("m0")).toEqual(["A.1"]);
    expect(refs("m1")).toEqual(["A.1", "A.2"]);
    expect(clausesOf(mapping, { course: "other", module: "m1" })).toEqual([]);
  });

  it("finds what a reference stands for, and nothing for what is not taught now", () => {
    const ids = (course: string, module: string | null) =>
      taughtBy({ course, module }, curriculum).map(({ module }) => module.id);

    expect(ids("desk-work", null)).toEqual(["m0", "m1"]);
    expect(ids("desk-work", "m1")).toEqual(["m1"]);
    expect([ids("desk-work", "m3"), ids("other", null)]).toEqual([[], []]);
  });

  it("tells which modules no risk names", () => {
    const { mapping } = read({ risks: "risks: [{ id: r, risk: R, modules: [desk-work/m1] }]" });

    expect(withoutRisk(mapping, curriculum).map(({ module }) => module.id)).toEqual(["m0"]);
  });

  it("maps nothing where there is no file", () => {
    const { mapping, problems } = read({});

    expect(problems).toEqual([]);
    expect(mapping).toMatchObject({ frameworks: [], risks: { risks: [] } });
  });
});

describe("a mapping that is wrong", () => {
  it.each([
    [
      "a course that there is not",
      { controls: `frameworks: [${FRAMEWORK.replace("[desk-work]", "[frist]")}]` },
      "frist: there is no such course",
    ],
    [
      "a module that there is not",
      { controls: `frameworks: [${FRAMEWORK.replace("[desk-work]", "[desk-work/m3]")}]` },
      "desk-work/m3: there is no such module",
    ],
    [
      "a clause twice",
      { controls: `frameworks: [${FRAMEWORK.replace(CLAUSE, `${CLAUSE}, ${CLAUSE}`)}]` },
      "A.1 stands twice",
    ],
    ["an unknown key", { controls: "framework: []" }, "unknown key framework"],
    ["a risk that nothing meets", { risks: "risks: [{ id: r, risk: R, modules: [] }]" }, "met by nothing"],
    ["a day that is none", { risks: "reviewed: { on: 2027-13-01 }\nrisks: []" }, "must be a day"],
    ["what is not YAML", { risks: "risks: [" }, "Flow sequence"],
  ] as const)("is told with its place: %s", (_, files, message) => {
    const { problems } = read(files);

    expect(problems.map((problem) => problem.message).join("\n")).toContain(message);
    expect(problems[0]).toMatchObject({ file: expect.stringMatching(/^content\//), line: expect.any(Number) });
  });

  it("is told on the line that is wrong", () => {
    const { problems } = read({
      risks: "risks:\n  - id: r\n    risk: R\n    modules:\n      - desk-work/m0\n      - desk-work/m4\n",
    });

    expect(problems).toEqual([
      { file: "content/risks.yml", line: 6, message: "desk-work/m4: there is no such module" },
    ]);
  });
});
