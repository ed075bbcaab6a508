import { describe, expect, it } from "vitest";
import { UNSAID } from "../../src/training/organisation.ts";
import {
  type Changes,
  contentWith,
  courseWith,
  inCourse,
  lineOfEnding,
  moduleEnding,
  problemsWith,
} from "./some-content.ts";

const FILE = "organisation.yml";
const FULL = `name: Acme
incident:
  contact: the duty officer, +49 30 1234
  how: ["Write in #security", "Call +49 30 1234"]
  on_call: nights +49 30 5678
  mail: security@acme.example
policies:
  - { title: Acceptable use, url: "https://acme.example/use" }
playbook: https://acme.example/playbook
drills: [2027-03-01]
`;
const SPEAKS = moduleEnding("Tell {{incident-contact}} at {{ organisation }}.\n\n```organisation\nreport\n```");
const line = lineOfEnding();

describe("organisation.yml", () => {
  it("is read", () => {
    expect(courseWith({ ...SPEAKS, [FILE]: FULL }).organisation).toEqual({
      name: "Acme",
      incident: {
        contact: "the duty officer, +49 30 1234",
        how: ["Write in #security", "Call +49 30 1234"],
        onCall: "nights +49 30 5678",
        mail: "security@acme.example",
      },
      policies: [{ title: "Acceptable use", url: "https://acme.example/use" }],
      playbook: "https://acme.example/playbook",
      drills: ["2027-03-01"],
    });
  });

  it.each([
    ["there is none", null],
    ["it is empty", ""],
    ["it holds comments alone", "# name: Acme\n"],
    [
      "its values are empty",
      'name: ""\nincident: { contact: " ", how: [], on_call: , mail: "" }\npolicies: []\nplaybook: ""\ndrills:\n',
    ],
    ["its keys stand alone", "name:\nincident:\npolicies:\nplaybook:\ndrills:\n"],
  ])("says nothing where %s", (_, text) => {
    expect(courseWith({ ...SPEAKS, [FILE]: text }).organisation).toEqual(UNSAID);
  });

  it.each([
    ["name: Acme\nnmae: Acme\n", "2: unknown key nmae"],
    ["incident:\n  mail: nobody\n", "2: incident.mail: must be an e-mail address"],
    ["playbook: http://acme.example\n", "1: playbook: must be an https address"],
    ["drills:\n  - 2027-02-30\n", "2: drills[0]: must be a day, such as 2027-03-01"],
    ["policies: [{ title: Use }]\n", "1: policies[0].url: must be an https address"],
    ["name: [", "1: Flow sequence in block collection must be sufficiently indented and end with a ]"],
  ])("is refused with its line: %j", (text, problem) => {
    expect(problemsWith({ [FILE]: text })).toContain(`${FILE}:${problem}`);
  });

  it("belongs to the digest of the courses that speak of it, and of no other", () => {
    const digest = (changes: Changes) => courseWith(changes).digest;

    expect(digest({ ...SPEAKS, [FILE]: FULL })).not.toBe(digest({ ...SPEAKS, [FILE]: "" }));
    expect(digest({ [FILE]: FULL })).toBe(digest({}));
  });

  it("is kept beside the files of a course that speaks of it, and makes the same course of them again", () => {
    const loaded = contentWith({ ...SPEAKS, [FILE]: FULL });
    const kept = loaded.ok ? loaded.sources[0]! : undefined;
    const again = contentWith({
      ...Object.fromEntries(kept!.files.map(({ path, text }) => [inCourse(path), text])),
      [FILE]: "name: Another\n",
    });

    expect(kept?.files.map(({ path }) => path)).toContain("../../organisation.yml");
    expect(again.ok && again.sources[0]).toEqual(kept);
  });
});

describe("what a module says of the organisation", () => {
  it.each([
    [
      "Write to {{organization}}.",
      `${line}: {{organization}} is no placeholder: write {{organisation}}, {{incident-contact}}, or put it between backticks`,
    ],
    [
      "One\ntwo\n{{}}.",
      `${line + 2}: {{}} is no placeholder: write {{organisation}}, {{incident-contact}}, or put it between backticks`,
    ],
    ["```organisation\nreports\n```", `${line}: there is no box reports: write report, policies, playbook, drills`],
    [
      "> ```organisation\n> report\n> ```",
      `${line}: a fence organisation stands by itself, not in a list or a quotation`,
    ],
  ])("is refused with its line: %j", (markdown, problem) => {
    expect(problemsWith(moduleEnding(markdown))).toEqual([`${inCourse("01-ask-for-the-name.md")}:${problem}`]);
  });

  it("is not looked for in code", () => {
    const course = courseWith({
      ...moduleEnding("Write `{{ user }}`.\n\n```html\n<b>{{organisation}}</b>\n```"),
      [FILE]: FULL,
    });

    expect(course.organisation).toEqual(UNSAID);
  });
});
