import { describe, expect, it } from "vitest";
import { isDeploymentFile } from "../../src/policy/file-kind.ts";
import { findHighPins, type KnownCourse, problemsWithCourses } from "../../src/policy/known-courses.ts";
import { layerPolicies } from "../../src/policy/layer.ts";
import { parsePolicy } from "../../src/policy/parse.ts";
import { formatProblem } from "../../src/policy/problem.ts";

const KNOWN: readonly KnownCourse[] = [
  { id: "owasp-top-10-2025", version: "2.1.0", staged: "3.0.0", modules: ["injection", "insecure-design"] },
  { id: "privileged-access", version: "1.0.0", modules: ["least-privilege"] },
];

function fileOf(text: string, source = ".github/app.yml") {
  const deployment = parsePolicy({ source: "app.yml", text: "enforcement: { mode: observe }\n" });
  if (!deployment.ok) throw new Error("The deployment's file is sound");
  const own = parsePolicy({ source, text, deployment });
  if (!own.ok) throw new Error(own.problems.map(formatProblem).join("\n"));
  return { deployment, own, layered: layerPolicies(deployment, own) };
}

function problemsOf(courses: string, more = ""): readonly string[] {
  const { own, layered } = fileOf(
    `enforcement:\n  layers:\n    developer: { courses: [${courses}]${more}, valid_for: 365d }\n`,
  );
  return problemsWithCourses(own, layered, KNOWN).map(formatProblem);
}

describe("the courses that a policy asks for", () => {
  it.each([
    ["owasp-top-10-2025"],
    ["owasp-top-10-2025@1"],
    ["owasp-top-10-2025@2"],
    ["owasp-top-10-2025, privileged-access@1"],
  ])("may be %s", (courses) => {
    expect(problemsOf(courses)).toEqual([]);
  });

  it.each([
    [
      "a course that is misspelled",
      "owasp-top-10-2026",
      "",
      ".github/app.yml:3:28 enforcement.layers.developer.courses[0] names the course owasp-top-10-2026, which there is not. Did you mean owasp-top-10-2025?",
    ],
    [
      "a course that there is not",
      "basket-weaving",
      "",
      ".github/app.yml:3:28 enforcement.layers.developer.courses[0] names the course basket-weaving, which there is not. There are owasp-top-10-2025, privileged-access",
    ],
    [
      "a course that follows and is not there",
      "owasp-top-10-2025",
      ", then: [basket-weaving]",
      ".github/app.yml:3:55 enforcement.layers.developer.then[0] names the course basket-weaving, which there is not. There are owasp-top-10-2025, privileged-access",
    ],
    [
      "a major version that is staged",
      "owasp-top-10-2025@3",
      "",
      ".github/app.yml:3:28 enforcement.layers.developer.courses[0] asks for owasp-top-10-2025@3, and 2.1.0 is in force. 3.0.0 is staged: put it in force first, with training-gate content publish owasp-top-10-2025",
    ],
    [
      "a major version that nobody has",
      "owasp-top-10-2025@4",
      "",
      ".github/app.yml:3:28 enforcement.layers.developer.courses[0] asks for owasp-top-10-2025@4, and 2.1.0 is in force. Write owasp-top-10-2025@2, or owasp-top-10-2025 for whichever version is in force",
    ],
  ])("cannot be %s", (_, courses, more, problem) => {
    expect(problemsOf(courses, more)).toEqual([problem]);
  });

  it("are a problem only of the file that names them", () => {
    const { own, layered } = fileOf("enforcement: { mode: flag }\n");

    expect(problemsWithCourses(own, layered, [])).toEqual([]);
  });

  it("have their version checked also where the rest is checked elsewhere", () => {
    const { layered } = fileOf(
      "enforcement: { layers: { developer: { courses: [privileged-access@2], valid_for: 365d } } }\n",
    );

    expect(findHighPins(layered.policy, KNOWN).map(({ remedy }) => remedy)).toEqual([
      "Write privileged-access@1, or privileged-access for whichever version is in force",
    ]);
    expect(findHighPins(layered.policy, [])).toEqual([]);
  });
});

describe("the modules that rules about paths name", () => {
  const problemsOfModule = (module: string) => {
    const { own, layered } = fileOf(
      `enforcement:\n  pull_requests:\n    paths:\n      - { touches: [src/**], module: ${module} }\n`,
    );
    return problemsWithCourses(own, layered, KNOWN).map(formatProblem);
  };

  it("may be those of a course that there is", () => {
    expect(problemsOfModule("owasp-top-10-2025/injection")).toEqual([]);
  });

  it.each([
    [
      "of a course that there is not",
      "owasp-top-10-2026/injection",
      ".github/app.yml:4:38 enforcement.pull_requests.paths[0].module names the course owasp-top-10-2026, which there is not. Did you mean owasp-top-10-2025?",
    ],
    [
      "misspelled",
      "owasp-top-10-2025/injections",
      ".github/app.yml:4:38 enforcement.pull_requests.paths[0].module names the module injections of owasp-top-10-2025, which there is not. Did you mean injection?",
    ],
    [
      "of another course",
      "owasp-top-10-2025/least-privilege",
      ".github/app.yml:4:38 enforcement.pull_requests.paths[0].module names the module least-privilege of owasp-top-10-2025, which there is not. There are injection, insecure-design",
    ],
  ])("cannot be %s", (_, module, problem) => {
    expect(problemsOfModule(module)).toEqual([problem]);
  });
});

describe("a file", () => {
  it.each([
    ["is the deployment's by a key of the manifest", "name: training-gate\nenforcement: {}\n", true],
    ["is the deployment's by its floor", "enforcement: { floor: { mode: flag } }\n", true],
    ["is the organisation's otherwise", "enforcement: { mode: flag }\n", false],
    ["is the organisation's where it cannot be read", "enforcement: [", false],
    ["is the organisation's where it holds no keys", "- a\n", false],
  ])("%s", (_, text, isDeployment) => {
    expect(isDeploymentFile(text)).toBe(isDeployment);
  });
});
