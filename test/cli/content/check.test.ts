import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { runCli } from "../../../src/cli/main.ts";
import { aCli } from "../a-cli.ts";

const folder = mkdtempSync(join(tmpdir(), "training-gate-content-"));
afterAll(() => rmSync(folder, { recursive: true }));
const fixtures = join(import.meta.dirname, "../..", "fixtures");

async function check(env: Record<string, string>, ...args: string[]) {
  const cli = aCli({ env, folder });
  const code = await runCli(["content", "check", ...args], cli);
  return { code, told: cli.told, complaints: cli.complaints };
}

function policyFile(yaml: string): string {
  const path = join(folder, "app.yml");
  writeFileSync(path, yaml);
  return path;
}

describe("content check", () => {
  it("prints sizes, and minutes against what people are given, for the shipped courses", async () => {
    const { code, told, complaints } = await check({});

    expect(complaints).toEqual([]);
    expect(code).toBe(0);
    expect(told[0]).toMatch(/^course +objectives +questions +words +pairs +clauses$/);
    expect(told).toContainEqual(
      expect.stringMatching(/^developer\/owasp-top-10-2025 \d+\.\d+\.\d+ +\d+ +\d+ +\d+ +\d+ +\d+$/),
    );
    expect(told).toContainEqual(expect.stringMatching(/^ {2}injection +\d+ +\d+ +\d+ +\d+ +\d+$/));
    expect(told).toContainEqual(expect.stringMatching(/^all: \d+ courses, \d+ modules( +\d+){5}$/));
    expect(told).toContainEqual(
      expect.stringMatching(/^developer +owasp-top-10-2025 +\d+ of 120 +\d+ of 45 +\d+ of 30$/),
    );
    expect(Math.max(...told.map((line) => line.length))).toBeLessThanOrEqual(100);
  });

  it("prints the same as JSON", async () => {
    const { told } = await check({}, "--json");

    const printed = JSON.parse(told.join(""));
    expect(printed).toMatchObject({ ok: true, problems: [], total: { courses: printed.courses.length } });
    expect(printed.requirements).toContainEqual(
      expect.objectContaining({ name: "developer", courses: ["owasp-top-10-2025"], each: "course" }),
    );
    expect(printed.requirements).toContainEqual(
      expect.objectContaining({ name: "developer", courses: ["owasp-in-depth"], paced: true, each: "module" }),
    );
    expect(printed.courses[0].modules[0]).toMatchObject({ words: expect.any(Number), pairs: expect.any(Number) });
  });

  it("says no, with every problem and its place, where a folder laid over the content is broken", async () => {
    const { code, complaints } = await check({ CONTENT_EXTRA: join(fixtures, "content-broken") });

    expect(code).toBe(1);
    expect(complaints.length).toBeGreaterThan(10);
    expect(complaints).toContainEqual(expect.stringMatching(/content-broken\/developer\/leaky-desk\/[^:]+:\d+: /));
  });

  it("says no where the policy asks for courses that are not there", async () => {
    const POLICY_FILE = policyFile(
      "enforcement:\n  layers: { developer: { courses: [absent], then: [absent-later], valid_for: 365d } }\n",
    );

    const { code, complaints } = await check({ POLICY_FILE });

    expect(code).toBe(1);
    expect(complaints).toEqual([
      "developer: there is no course absent",
      "developer: there is no course absent-later, which `then` names",
    ]);
  });

  it("says no where a rule about paths names a module that is not there", async () => {
    const POLICY_FILE = policyFile(
      "enforcement: { pull_requests: { paths: [{ touches: [src/**], module: owasp-top-10-2025/injections }] } }\n",
    );

    const { code, complaints } = await check({ POLICY_FILE });

    expect(code).toBe(1);
    expect(complaints).toContain(
      "enforcement.pull_requests.paths[0].module names the module injections of owasp-top-10-2025, which there is not. Did you mean injection?",
    );
  });

  it("says no where the policy itself is wrong", async () => {
    const { code, complaints } = await check({ POLICY_FILE: policyFile("enforcement: { mode: blok }\n") });

    expect(code).toBe(1);
    expect(complaints).toEqual([expect.stringMatching(/^app\.yml:1:\d+ enforcement\.mode /)]);
  });
});
