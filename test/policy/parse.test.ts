import { readFile } from "node:fs/promises";
import { describe, expect, it } from "vitest";
import { parsePolicy } from "../../src/policy/parse.ts";
import { deploymentFile, policyOf, problemsIn, problemsInText } from "./files.ts";

const shipped = new URL("../../app.yml", import.meta.url);
const everyKey = new URL("every-key.yml", import.meta.url);

const pathRule = (rule: string) => `pull_requests: { paths: [{ ${rule} }] }`;

describe("parsePolicy", () => {
  it("accepts the shipped app.yml, which observes and asks developer of everyone with access and of authors", async () => {
    const parsed = parsePolicy({ source: "app.yml", text: await readFile(shipped, "utf8") });

    if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
    expect(parsed.policy).toEqual({
      mode: "observe",
      layers: {
        // biome-ignore lint/suspicious/noThenProperty: a key of the policy's
        developer: { courses: ["owasp-top-10-2025"], then: ["owasp-in-depth", "secure-coding"], valid_for: 365 },
        baseline: { courses: ["security-awareness"], valid_for: 365 },
        admin: { courses: ["privileged-access"], valid_for: 365 },
        ai: { courses: ["coding-assistants"], valid_for: 365 },
      },
      require: [
        { who: { access: "any" }, layers: ["developer"] },
        { who: { opens: "pull_request" }, layers: ["developer"] },
      ],
    });
    expect(parsed.manifest.public).toBe(false);
    expect(parsed.positions.get("enforcement.mode")?.line).toBeGreaterThan(1);
  });

  it("accepts every key that there is", async () => {
    const text = await readFile(everyKey, "utf8");

    expect(problemsInText(text)).toEqual([]);
  });

  it("needs no more than a mode and a rule", () => {
    const policy = policyOf("mode: block\nrequire: [{ who: { access: write }, layers: [developer] }]");

    expect(policy.mode).toBe("block");
    expect(policy.grace.renewal).toBe(14);
    expect(policy.cap.newly_blocked).toBe(10);
  });

  it("tells every problem at once, in the order of the file, each with its line and column", () => {
    const problems = problemsIn(`mode: blok
scopes: [{ repositories: [x], mode: observe, unitl: 2026-01-01 }]
grace: { renewal: 14 }
layers: { developer: { courses: [x], valid_for: 60d } }
waivers: { longest: 366d }`);

    expect(problems).toEqual([
      'app.yml:2:9 enforcement.mode must be observe, flag or block, not "blok": did you mean block?',
      "app.yml:3:48 enforcement.scopes[0].unitl is not a key that may stand here. Did you mean until? Known here: repositories, property, mode, access, from, until, reason",
      "app.yml:4:21 enforcement.grace.renewal must be a text, not 14",
      "app.yml:5:51 enforcement.layers.developer.valid_for is 60d, shorter than renew_from (90d): it could be renewed before it began. Shorten renew_from",
      "app.yml:6:23 enforcement.waivers.longest must be at most 365d",
    ]);
  });

  it("does not blame a rule for a layer that could not be read", () => {
    const problems = problemsIn(
      "layers: { finance: { courses: [] } }\nrequire: [{ who: { access: any }, layers: [finance] }]",
    );

    expect(problems.join("\n")).not.toContain("which layers: lacks");
  });

  it.each([
    [
      "a text that is too long",
      `waivers: { approvers: { teams: [${"x".repeat(101)}] } }`,
      "must be the slug of a team",
    ],
    ["a duration in weeks", "renew_from: 2w", "must be a number of days such as 30d"],
    ["a duration with a sign", "renew_from: -1d", "must be a number of days such as 30d"],
    ["a duration beyond its bound", "renew_from: 9999d", "must be at most 365d"],
    ["a layer that holds for no day", "layers: { developer: { courses: [x], valid_for: 0d } }", "must be at least 1d"],
    ["a share above all", "cap: { newly_blocked: 101% }", "must be a share from 0% to 100% such as 10%"],
    ["a share that is a number", "cap: { newly_blocked: 0.1 }", "must be a text, not 0.1"],
    ["a module without a course", pathRule("module: injection"), "must be a course and one of its modules, such as"],
    ["a pattern outside of the repository", pathRule("module: a/b, touches: [../x]"), "from the top of the repository"],
    ["a rule about no path", pathRule("module: a/b, touches: []"), "must name at least one"],
    ["a pass mark of chance", "pass_mark: 25%", "must be at least 50%"],
    [
      "a day that is none",
      "scopes: [{ repositories: [x], mode: flag, from: 2026-02-30 }]",
      "must be a day that exists",
    ],
    ["a repository with its owner", "scopes: [{ repositories: [acme/x], mode: flag }]", "without its owner"],
    ["a regular expression", "scopes: [{ repositories: ['(a+)+'], mode: flag }]", "must be the name of a repository"],
    ["an empty list", "scopes: [{ repositories: [], mode: flag }]", "must name at least one"],
    ["the same thing twice in a list", "scopes: [{ repositories: [x, x], mode: flag }]", "names the same thing twice"],
    ["a login where an id belongs", "roles: { admin: { accounts: [octocat] } }", 'must be a number, not "octocat"'],
    ["an id that is no whole number", "roles: { admin: { accounts: [1.5] } }", "must be the numeric id of an account"],
    ["an id of nobody", "roles: { admin: { accounts: [0] } }", "must be the numeric id of an account"],
    [
      "a property that is a number",
      "scopes: [{ property: { tier: 1 }, mode: flag }]",
      "must be a text or a list of texts",
    ],
    [
      "a reason of several lines",
      'scopes: [{ repositories: [x], mode: flag, reason: "a\\nb" }]',
      "must be one line of text",
    ],
    [
      "a layer with a name that is no folder",
      "layers: { ../etc: { courses: [x], valid_for: 365d } }",
      "must be lower-case letters",
    ],
    ["too many removals", "cap: { removals_per_run: 1001 }", "must be at most 1000"],
    ["an auditor without an end", "roles: { auditor: { accounts: [1] } }", "until is missing"],
    ["an empty list of rules", "require: []", "require must name at least 1"],
    ["a key without a value", "mode:", "must be observe, flag or block, not empty"],
    [
      "an access that GitHub does not know",
      "require: [{ who: { access: push }, layers: [developer] }]",
      "must be any, read, triage",
    ],
    [
      "an unknown key of except",
      "require: [{ who: { access: any, except: { teams: [x] } }, layers: [developer] }]",
      "teams is not a key",
    ],
  ])("refuses %s", (_, yaml, message) => {
    expect(problemsIn(yaml).join("\n")).toContain(message);
  });

  it.each([
    ["nothing at all", "", "must be a group of keys, not empty"],
    ["a list", "- mode: flag", "must be a group of keys, not a list"],
    ["a manifest without enforcement", "url: https://x.example\n", "enforcement is missing"],
    ["enforcement that is a word", "enforcement: on\n", 'enforcement must be a group of keys, not "on"'],
  ])("refuses a file that holds %s", (_, text, message) => {
    expect(problemsInText(text).join("\n")).toContain(message);
  });

  it("does not take a name that every object inherits for a layer", () => {
    expect(problemsIn("require: [{ who: { access: any }, layers: [constructor] }]").join("\n")).toContain(
      'names "constructor", which layers: lacks',
    );
  });
});

describe("parsePolicy of an organisation's file", () => {
  const deployment = deploymentFile("mode: observe\nlayers: { finance: { courses: [x], valid_for: 365d } }");

  it("may use the layers of the deployment", () => {
    expect(problemsIn("require: [{ who: { role: [finance] }, layers: [finance] }]", deployment)).toEqual([]);
  });

  it("may not draw a floor", () => {
    expect(problemsIn("floor: { mode: observe }", deployment).join("\n")).toContain(
      "Only the deployment's own app.yml may draw a floor",
    );
  });

  it("may not hold the App's manifest", () => {
    const problems = problemsInText("name: other\nenforcement: { mode: flag }\n", deployment);

    expect(problems).toEqual([
      "app.yml:1:1 name is not a key that may stand here. The App's manifest stands in the deployment's own app.yml",
    ]);
  });

  it("is told where the deployment's file contradicts it", () => {
    const strict = deploymentFile("scopes: [{ repositories: [x], mode: observe }]");
    const parsed = parsePolicy({ source: "org.yml", text: "enforcement: { mode: block }\n", deployment: strict });

    expect(parsed).toMatchObject({
      ok: false,
      problems: [{ source: "app.yml", line: 2, path: "enforcement.scopes[0]" }],
    });
  });
});
