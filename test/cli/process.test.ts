import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { readConfig } from "../../src/config.ts";

const root = join(import.meta.dirname, "..", "..");
const tsx = createRequire(import.meta.url).resolve("tsx/cli");
const folder = mkdtempSync(join(tmpdir(), "training-gate-process-"));
afterAll(() => rmSync(folder, { recursive: true }));

interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** The real program, in a folder without `.env`, and with nothing of ours in its environment. */
function run(...args: string[]): Promise<Ended> {
  const program = [tsx, "--tsconfig", join(root, "test", "tsconfig.json"), join(root, "src", "main.ts")];
  const child = spawn(process.execPath, [...program, ...args], { cwd: folder, env: { PATH: process.env.PATH } });
  const read = { out: "", err: "" };
  child.stdout.on("data", (text) => {
    read.out += text;
  });
  child.stderr.on("data", (text) => {
    read.err += text;
  });
  return new Promise((resolve) => child.once("close", (code) => resolve({ code, ...read })));
}

describe("training-gate, as a process", () => {
  it("ends with 2 where it cannot start, with a line for each thing to set and no stack", async () => {
    const { code, out, err } = await run("start");

    expect(code).toBe(2);
    expect(out).toBe("");
    expect(err.trimEnd().split("\n")).toHaveLength(6);
    expect(err).not.toMatch(/^\s+at /m);
  });

  it("finds its own policy from another folder, and ends with 0", async () => {
    const { code, out, err } = await run("policy", "check");

    expect({ code, err }).toEqual({ code: 0, err: "" });
    expect(out).toMatch(/app\.yml: valid/);
  });

  it("ends with 1 where the answer is no", async () => {
    const { code } = await run("policy", "check", join(root, "package.json"));

    expect(code).toBe(1);
  });

  it("prints keys that it takes itself", async () => {
    const { code, out } = await run("keys", "create");

    const env = Object.fromEntries(
      out
        .trim()
        .split("\n")
        .map((line) => [line.slice(0, line.indexOf("=")), line.slice(line.indexOf("=") + 1)]),
    );
    expect(code).toBe(0);
    expect(readConfig(env, []).keys.sessionKey).toHaveLength(32);
    expect(readConfig(env, []).keys.checkpointKey?.asymmetricKeyType).toBe("ed25519");
  });
});
