import { describe, expect, it } from "vitest";
import type { PaperView } from "../../src/training/paper-view.ts";
import { answerField, mergeAnswers, SHOWN_FIELD } from "../../src/web/answers-form.ts";

const paper: PaperView = {
  questions: ["a", "b"].map((id, index) => ({
    id,
    number: index + 1,
    kind: "multiple",
    text: id,
    options: [0, 1, 2, 3].map((position) => ({ position, text: String(position) })),
  })),
};

function aForm(fields: Readonly<Record<string, readonly string[]>>): FormData {
  const form = new FormData();
  for (const [name, values] of Object.entries(fields)) for (const value of values) form.append(name, value);
  return form;
}

const shown = (answers: Readonly<Record<string, readonly number[]>>) => ({ [SHOWN_FIELD]: [JSON.stringify(answers)] });

describe("mergeAnswers", () => {
  it.each([
    ["a new choice", {}, { a: [2] }, {}, { a: [2] }],
    ["a changed choice", { a: [1] }, { a: [2] }, { a: [1] }, { a: [2] }],
    ["a choice taken back", { a: [1] }, {}, { a: [1] }, {}],
    ["what another tab saved since", { b: [3] }, { a: [2] }, {}, { a: [2], b: [3] }],
    ["what another tab changed since, where this one did not", { a: [3] }, { a: [1] }, { a: [1] }, { a: [3] }],
    ["the later of two changes of one question", { a: [3] }, { a: [2] }, { a: [1] }, { a: [2] }],
  ])("keeps %s", (_what, saved, chosen, shownThen, kept) => {
    const fields = Object.fromEntries(
      Object.entries(chosen).map(([id, places]) => [answerField(id), places.map(String)]),
    );

    const merged = mergeAnswers(paper, saved, aForm({ ...fields, ...shown(shownThen) }));

    expect(merged).toEqual(kept);
  });

  it("passes over questions that are not on the paper, and values that are no place", () => {
    const form = aForm({
      [answerField("a")]: ["1", "1", "x", "", "-1", "1.5", "99"],
      [answerField("elsewhere")]: ["0"],
      [answerField("__proto__")]: ["0"],
    });

    expect(mergeAnswers(paper, {}, form)).toEqual({ a: [1] });
  });

  it.each(["not json", "[]", '{"a":"1"}', '{"a":[77]}'])(
    "takes the form as it is where %s came instead of what was shown",
    (text) => {
      const form = aForm({ [SHOWN_FIELD]: [text], [answerField("a")]: ["1"] });

      expect(mergeAnswers(paper, { b: [2] }, form)).toEqual({ a: [1], b: [2] });
    },
  );
});
