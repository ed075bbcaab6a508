import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { runCli } from "../../src/cli/main.ts";
import { aCli } from "./a-cli.ts";

const folder = mkdtempSync(join(tmpdir(), "training-gate-content-"));
afterAll(() => rmSync(folder, { recursive: true }));
const fixtures = join(import.meta.dirname, "..", "fixtures");

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
    expect(told[0]).toMatch(/^course +modules +objectives +questions +words$/);
    expect(told).toContainEqual(
      expect.stringMatching(/^developer\/owasp-top-10-2025 \d+\.\d+\.\d+ +10 +\d+ +\d+ +\d+$/),
    );
    expect(told).toContainEqual(expect.stringMatching(/^developer +owasp-top-10-2025 +\d+ +\d+ +\d+$/));
    expect(told.at(-1)).toMatch(/^at most +120 +45 +30$/);
  });

  it("prints the same as JSON", async () => {
    const { told } = await check({}, "--json");

    expect(JSON.parse(told.join(""))).toMatchObject({
      ok: true,
      problems: [],
      requirements: [{ name: "developer", courses: ["owasp-top-10-2025"] }],
    });
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

  it("says no where the policy itself is wrong", async () => {
    const { code, complaints } = await check({ POLICY_FILE: policyFile("enforcement: { mode: blok }\n") });

    expect(code).toBe(1);
    expect(complaints).toEqual([expect.stringMatching(/^app\.yml:1:\d+ enforcement\.mode /)]);
  });
});
