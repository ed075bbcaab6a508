import { describe, expect, it } from "vitest";
import { countPairWords } from "../../src/training/words.ts";
import { type Changes, courseWith, inCourse, lineOfEnding, moduleEnding, problemsWith } from "./some-content.ts";

const FENCE = "```pair\nparcel\n```";
const MODULE = inCourse("01-ask-for-the-name.md");
const at = (file: string) => inCourse(`pairs/ask-for-the-name/${file}`);

const TYPESCRIPT: Changes = {
  [at("parcel/vulnerable.ts")]: "export const find = (id: string) => desk.find(id);\n",
  [at("parcel/fixed.ts")]: "export const find = (id: string, person: string) => desk.find(id, person);\n",
  [at("parcel/proof.ts")]: "export async function prove() {}\n",
};
const PYTHON: Changes = {
  [at("parcel/vulnerable.py")]: "def find(id):\n    return desk.find(id)\n",
  [at("parcel/fixed.py")]: "def find(id, person, clock, log, desk):\n    return desk.find(id, person, clock, log)\n",
  [at("parcel/proof.py")]: "def prove(subject): ...\n",
};
const SOUND: Changes = { ...moduleEnding(FENCE), ...TYPESCRIPT, ...PYTHON };

describe("pairs", () => {
  it("belong to the module that shows them, with the stacks that there are", () => {
    const [first, second] = courseWith(SOUND).modules;

    expect(first?.pairs).toEqual([
      {
        id: "parcel",
        stacks: [
          {
            stack: "typescript",
            vulnerable: "export const find = (id: string) => desk.find(id);",
            fixed: "export const find = (id: string, person: string) => desk.find(id, person);",
          },
          {
            stack: "python",
            vulnerable: "def find(id):\n    return desk.find(id)",
            fixed: "def find(id, person, clock, log, desk):\n    return desk.find(id, person, clock, log)",
          },
        ],
      },
    ]);
    expect(second?.pairs).toEqual([]);
  });

  it("may lack a stack", () => {
    const [first] = courseWith({ ...moduleEnding(FENCE), ...PYTHON }).modules;

    expect(first?.pairs[0]?.stacks.map(({ stack }) => stack)).toEqual(["python"]);
  });

  it("count with the code of their longest stack among the words of the module, and the fence not at all", () => {
    const words = (changes: Changes) => courseWith(changes).modules[0]!.words;
    const [pair] = courseWith(SOUND).modules[0]!.pairs;

    expect(countPairWords(pair!)).toBe(21);
    expect(words(SOUND)).toBe(words({}) + 21);
  });

  it("change the digest of the course, and their proofs do not", () => {
    const digest = (changes: Changes) => courseWith({ ...SOUND, ...changes }).digest;

    expect(digest({ [at("parcel/fixed.py")]: "def find(): ...\n" })).not.toBe(digest({}));
    expect(digest({ [at("parcel/proof.py")]: "def prove(subject): assert True\n" })).toBe(digest({}));
  });

  const line = lineOfEnding();
  it.each<[what: string, changes: Changes, problems: readonly string[]]>([
    [
      "a fence without a folder",
      moduleEnding(FENCE),
      [`${MODULE}:${line}: the pair parcel has no folder pairs/ask-for-the-name/parcel`],
    ],
    [
      "a fence without a name",
      moduleEnding("```pair\n```"),
      [`${MODULE}:${line}: the pair without a name has no folder pairs/ask-for-the-name/`],
    ],
    ["a folder that no fence names", TYPESCRIPT, [`${at("parcel")}: no pair fence of ${MODULE} names parcel`]],
    [
      "a folder that is shown twice",
      { ...moduleEnding(`${FENCE}\n\n${FENCE}`), ...TYPESCRIPT },
      [`${MODULE}:${line + 4}: the pair parcel is shown twice`],
    ],
    [
      "half of a stack",
      { ...moduleEnding(FENCE), ...TYPESCRIPT, [at("parcel/vulnerable.py")]: "x = 1\n" },
      [`${at("parcel/fixed.py")}: the pair needs this file: half of its stack is there`],
    ],
    [
      "a proof of nothing",
      { ...moduleEnding(FENCE), [at("parcel/proof.ts")]: "export {};\n" },
      [`${at("parcel")}: a pair consists of vulnerable.ts and fixed.ts, or of vulnerable.py and fixed.py`],
    ],
    [
      "a file of another name",
      { ...SOUND, [at("parcel/fixed.js")]: "1\n" },
      [`${at("parcel/fixed.js")}: a pair consists of pairs/<module>/<pair>/{vulnerable,fixed,proof}.{ts,py}`],
    ],
    ["an empty file", { ...SOUND, [at("parcel/fixed.ts")]: "\n" }, [`${at("parcel/fixed.ts")}: holds no code`]],
    [
      "a module that there is not",
      { [inCourse("pairs/nowhere/parcel/fixed.ts")]: "1\n", [inCourse("pairs/nowhere/parcel/vulnerable.ts")]: "1\n" },
      [`${inCourse("pairs/nowhere/parcel")}: the course has no module nowhere`],
    ],
    [
      "a fence in a list",
      { ...moduleEnding(FENCE.replaceAll(/^/gm, "  ").replace("  ", "- ")), ...TYPESCRIPT },
      [`${MODULE}:${line}: a fence pair stands by itself, not in a list or a quotation`],
    ],
    [
      "a fence in a question",
      {
        [inCourse("questions/ask-for-the-name.yml")]: questionWith(FENCE),
      },
      [
        `${inCourse("questions/ask-for-the-name.yml")}:4: question only: a fence pair stands in the text of a module only`,
      ],
    ],
  ])("are refused where there is %s", (_, changes, problems) => {
    // A pool of one question has faults of its own.
    const found = problemsWith(changes).filter((problem) => !/no question tests|quiz\.draw/.test(problem));

    expect(found).toEqual(problems);
  });
});

function questionWith(fence: string): string {
  const options = ["a", "b", "c", "d"].map((text) => `{ text: ${text}, correct: ${text === "a"}, why: so }`).join(", ");
  return `- id: only\n  objective: spot-ask-for-the-name\n  kind: single\n  text: |\n${fence.replaceAll(/^/gm, "    ")}\n  options: [${options}]\n`;
}
