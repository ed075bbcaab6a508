import { describe, expect, it } from "vitest";
import { listCourses } from "../../src/training/curriculum.ts";
import { loadCurriculum } from "../../src/training/load.ts";
import { findPythonSlips } from "../support/python.ts";

/** Some questions number the lines that they ask about. */
function withoutNumbers(code: string): string {
  const lines = code.trimEnd().split("\n");
  return lines.every((line) => /^\d+ {2}/.test(line))
    ? lines.map((line) => line.replace(/^\d+ {2}/, "")).join("\n")
    : code;
}

describe("the Python in the content", async () => {
  const loaded = await loadCurriculum({ folders: ["content"] });
  const texts = loaded.ok
    ? listCourses(loaded.curriculum).flatMap(({ modules }) =>
        modules.flatMap(({ id, markdown, questions }) => [
          { where: id, text: markdown },
          ...questions.map((question) => ({ where: question.id, text: question.text })),
        ]),
      )
    : [];
  const snippets = texts.flatMap(({ where, text }) =>
    [...text.matchAll(/^```python\n(.*?)^```$/gms)].map(([, code = ""]) => ({ where, code: withoutNumbers(code) })),
  );

  it("can be read by Python, the wrong examples included, and a slip of the pen could not", () => {
    const slip = { where: "slip", code: "if a\n    b()\n" };

    expect(snippets.length).toBeGreaterThan(0);
    expect(findPythonSlips([...snippets, slip])).toEqual([expect.stringMatching(/^slip:1 /)]);
  });
});
