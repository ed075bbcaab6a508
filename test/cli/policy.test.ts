import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { runCli } from "../../src/cli/main.ts";
import { aCli } from "./a-cli.ts";

const folder = mkdtempSync(join(tmpdir(), "training-gate-policy-"));
afterAll(() => rmSync(folder, { recursive: true }));
writeFileSync(join(folder, "app.yml"), "enforcement:\n  mode: flag\n  floor: { mode: flag, pass_mark: 75% }\n");
writeFileSync(join(folder, "org.yml"), "enforcement:\n  mode: observe\n  pass_mark: 90%\n");
writeFileSync(join(folder, "bad.yml"), "enforcement:\n  mode: blok\n  gracce: {}\n");
writeFileSync(join(folder, "bad-org.yml"), "enforcement:\n  floor: { mode: observe }\n");

writeFileSync(join(folder, "block.yml"), "enforcement:\n  mode: block\n");

async function run(...args: string[]) {
  return runWith({}, ...args);
}

async function runWith(env: Record<string, string>, ...args: string[]) {
  const cli = aCli({ folder, env });
  const code = await runCli(["policy", ...args], cli);
  return { code, told: cli.told, complaints: cli.complaints };
}

describe("policy check", () => {
  it("looks at the shipped app.yml by itself", async () => {
    const { code, told } = await run("check");

    expect(code).toBe(0);
    expect(told).toEqual([expect.stringMatching(/app\.yml: valid\. Mode observe, policy [0-9a-f]{8}$/)]);
  });

  it("says no to a bad file, with a line for each problem where an editor finds it", async () => {
    const { code, told, complaints } = await run("check", "bad.yml");

    expect(code).toBe(1);
    expect(told).toEqual([]);
    expect(complaints).toEqual([
      expect.stringMatching(/^bad\.yml:2:9 enforcement\.mode /),
      expect.stringMatching(/^bad\.yml:3:3 enforcement\.gracce .*Did you mean grace\?/),
    ]);
  });

  it("lays an organisation's file over it, and says what the floor holds", async () => {
    const { code, told } = await run("check", "app.yml", "--organisation", "org.yml");

    expect(code).toBe(0);
    expect(told).toEqual([
      expect.stringMatching(/^app\.yml and org\.yml: valid\. Mode flag, /),
      expect.stringMatching(/^enforcement\.mode asks for observe; enforcement\.floor\.mode holds it at flag$/),
    ]);
  });

  it("says no to an organisation's file that takes what is the deployment's", async () => {
    const { code, complaints } = await run("check", "app.yml", "--organisation", "bad-org.yml");

    expect(code).toBe(1);
    expect(complaints).toEqual([expect.stringMatching(/^bad-org\.yml:2:3 enforcement\.floor /)]);
  });

  it("says no to a file that blocks while the content names nobody to report an incident to", async () => {
    const { code, complaints } = await run("check", "block.yml");

    expect(code).toBe(1);
    expect(complaints).toEqual([
      expect.stringMatching(
        /^block\.yml:2:9 enforcement\.mode .*Fill in incident\.contact in .*content\/organisation\.yml/,
      ),
    ]);
  });

  it("lets a file block once an organisation.yml of their own names somebody", async () => {
    const own = join(folder, "own");
    mkdirSync(own);
    const without = await runWith({ CONTENT_EXTRA: own }, "check", "block.yml");
    writeFileSync(join(own, "organisation.yml"), "incident: { contact: the duty officer }\n");
    const filled = await runWith({ CONTENT_EXTRA: own }, "check", "block.yml");
    writeFileSync(join(own, "organisation.yml"), "incident: { contact: ");
    const broken = await runWith({ CONTENT_EXTRA: own }, "check", "block.yml");

    expect([without.code, filled.code, broken.code]).toEqual([1, 0, 1]);
    expect(broken.complaints).toEqual([expect.stringContaining(`${join(own, "organisation.yml")} first`)]);
  });

  it("cannot answer where there is no such file", async () => {
    const { code, complaints } = await run("check", "none.yml");

    expect(code).toBe(2);
    expect(complaints).toEqual([expect.stringMatching(/^none\.yml .*POLICY_FILE$/)]);
  });

  it("prints JSON whichever way it answers", async () => {
    const good = await run("check", "app.yml", "--json");
    const bad = await run("check", "bad.yml", "--json");

    expect(JSON.parse(good.told.join(""))).toMatchObject({ ok: true, raised: [] });
    expect(JSON.parse(bad.told.join(""))).toMatchObject({ ok: false, problems: [{ line: 2 }, { line: 3 }] });
  });
});

describe("policy explain", () => {
  it("says in a sentence what each value does, with the file and line that it comes from", async () => {
    const { code, told } = await run("explain", "app.yml", "--organisation", "org.yml");

    expect(code).toBe(0);
    expect(told).toContainEqual(expect.stringMatching(/passed with 90% .*\[org\.yml:3\]$/));
    expect(told).toContainEqual(expect.stringMatching(/the mode is flag.*\[app\.yml:3\]$/));
    expect(told).toContainEqual(expect.stringMatching(/\[default\]$/));
  });

  it("says no to a file that means nothing", async () => {
    expect((await run("explain", "bad.yml")).code).toBe(1);
  });
});
