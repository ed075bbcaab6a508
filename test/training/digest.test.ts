import { createHash } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { digestCourse, digestQuestion } from "../../src/training/digest.ts";

const sha256 = (text: string) => createHash("sha256").update(text).digest("hex");

describe("digestCourse", () => {
  it("is what sha256sum, sort and sha256sum again give", () => {
    const files = [
      { path: "questions/a.yml", text: "q\n" },
      { path: "course.yml", text: "c\r\n" },
    ];

    const listing = `${sha256("c\n")}  course.yml\n${sha256("q\n")}  questions/a.yml\n`;

    expect(digestCourse(files)).toBe(sha256(listing));
  });

  it("does not depend on the order in which files are found", () => {
    const file = fc.record({ path: fc.string({ minLength: 1 }), text: fc.string() });
    fc.assert(
      fc.property(
        fc.uniqueArray(file, { selector: ({ path }) => path }),
        fc.infiniteStream(fc.nat()),
        (files, keys) => {
          const shuffled = files.map((one) => ({ one, key: keys.next().value })).sort((a, b) => a.key - b.key);

          expect(digestCourse(shuffled.map(({ one }) => one))).toBe(digestCourse(files));
        },
      ),
    );
  });

  it("tells text apart that moved from one file to another", () => {
    const [a, b] = ["01-a.md", "02-b.md"];

    expect(
      digestCourse([
        { path: a, text: "x" },
        { path: b, text: "" },
      ]),
    ).not.toBe(
      digestCourse([
        { path: a, text: "" },
        { path: b, text: "x" },
      ]),
    );
  });
});

describe("digestQuestion", () => {
  const question = { kind: "single", text: "Which?", options: [{ text: "a", correct: true, why: "So." }] };

  it("changes with the wording and the key, and not with the explanation", () => {
    const [option] = question.options;
    const reworded = { ...question, text: "Who?" };
    const rekeyed = { ...question, options: [{ ...option!, correct: false }] };
    const explained = { ...question, options: [{ ...option!, why: "Therefore." }] };

    expect(digestQuestion(reworded)).not.toBe(digestQuestion(question));
    expect(digestQuestion(rekeyed)).not.toBe(digestQuestion(question));
    expect(digestQuestion(explained)).toBe(digestQuestion(question));
  });
});
