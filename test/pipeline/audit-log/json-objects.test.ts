import { describe, expect, it } from "vitest";
import { readEvent } from "../../../src/pipeline/audit-log/event.ts";
import { jsonObjects } from "../../../src/pipeline/audit-log/json-objects.ts";

async function objectsOf(text: string, chunkLength = text.length) {
  async function* chunks() {
    for (let at = 0; at < text.length; at += chunkLength) yield text.slice(at, at + chunkLength);
  }
  const found = [];
  for await (const object of jsonObjects(chunks())) found.push(object);
  return found;
}

describe("the objects of a JSON file", () => {
  const tricky = '{"a":"}] \\" {","b":[{"c":1}],\n"d":"\\\\"}';

  it.each([
    ["an array", `[${tricky},\n {"x":2}]\n`],
    ["one a line", `${tricky}\n{"x":2}\n`],
    ["a mark at the begin of the file", `\ufeff[${tricky},\n{"x":2}]`],
  ])("are read out of %s, however it is cut", async (_, text) => {
    const whole = await objectsOf(text);

    expect(whole.map((object) => JSON.parse(object.text))).toEqual([JSON.parse(tricky), { x: 2 }]);
    for (const length of [1, 2, 7]) expect(await objectsOf(text, length)).toEqual(whole);
  });

  it("are told with the line that they begin in", async () => {
    expect((await objectsOf('[\n{"a":1},\n\n{"b":\n2},{"c":3}]')).map(({ line }) => line)).toEqual([2, 4, 5]);
  });

  it.each([
    ["@timestamp,action,actor\n1,2,3", 1, '"@" stands where an event should begin'],
    ['[{"a":1},\nnull]', 2, '"n" stands where an event should begin'],
    ['[{"a":1},\n{"b":', 2, "the event that begins here does not end"],
    ["\u001f\u008b\b", 1, '"\\u001f" stands where an event should begin'],
  ])("are not looked for in %j", async (text, line, message) => {
    await expect(objectsOf(text)).rejects.toMatchObject({ line, message });
  });
});

describe("an event of GitHub's audit log", () => {
  const read = (event: object) => readEvent({ line: 3, text: JSON.stringify(event) });

  it("is read as GitHub writes it", () => {
    const event = read({
      "@timestamp": 1606929874512,
      action: "team.add_member",
      actor: "octocat",
      created_at: 1606929874512,
      _document_id: "xJJFlFOhQ6b-5vaAFy9Rjw",
      org: "octo-corp",
      team: "octo-corp/example-team",
      user: "monalisa",
    });

    expect(event).toMatchObject({
      key: "xJJFlFOhQ6b-5vaAFy9Rjw",
      at: new Date("2020-12-02T17:24:34.512Z"),
      orgs: ["octo-corp"],
      team: "example-team",
      user: { id: null, name: "monalisa" },
      meaning: { kind: "team-member", present: true },
    });
  });

  it.each([
    ["2023-08-17 22:19:49.374", "2023-08-17T22:19:49.374Z"],
    ["2023-08-17T22:19:49.374Z", "2023-08-17T22:19:49.374Z"],
    ["1624445678369.000000", "2021-06-23T10:54:38.369Z"],
  ])("has its time also as %s", (created_at, at) => {
    expect(read({ action: "org.add_member", created_at }).at.toISOString()).toBe(at);
  });

  it("without an id goes by the digest of its text, so that it is known again", () => {
    const event = { action: "org.add_member", "@timestamp": 1606929874512 };

    expect(read(event).key).toMatch(/^sha256:[0-9a-f]{64}$/);
    expect(read(event).key).toBe(read(event).key);
    expect(read({ ...event, user: "mira" }).key).not.toBe(read(event).key);
  });

  it.each([
    ["repository_ruleset.update", { ruleset_name: "training-gate" }, { kind: "rule", present: true }],
    ["repository_ruleset.update", { ruleset_name: "Signed commits" }, null],
    ["protected_branch.policy_override", {}, { kind: "override", present: true }],
    ["org.remove_member", {}, { kind: "member", present: false }],
    ["repo.create", {}, null],
  ])("of %s %j means %j", (action, more, meaning) => {
    expect(read({ action, "@timestamp": 1, ...more }).meaning).toEqual(meaning);
  });

  it.each([
    [{ action: "org.add_member" }, "the event has no time"],
    [{ "@timestamp": 1 }, "this is no event of an audit log"],
    [{ action: "org.add_member", "@timestamp": "yesterday" }, "the event has no time"],
  ])("that is %j is refused with its line", (event, message) => {
    expect(() => read(event)).toThrow(expect.objectContaining({ line: 3, message: expect.stringContaining(message) }));
  });
});
