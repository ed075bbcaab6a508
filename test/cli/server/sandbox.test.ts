import { existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { UsageError } from "../../../src/cli/failure.ts";
import { runSandbox } from "../../../src/cli/server/sandbox.ts";
import { aCli } from "../a-cli.ts";

const here = join(import.meta.dirname, "../../..");
let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "training-gate-sandbox-"));
});
afterEach(() => rmSync(root, { recursive: true }));

/** A checkout with this for its sandbox. */
function checkout(program: string): void {
  mkdirSync(join(root, "test", "sandbox"), { recursive: true });
  symlinkSync(join(here, "node_modules"), join(root, "node_modules"));
  writeFileSync(join(root, "package.json"), '{ "type": "module" }');
  writeFileSync(join(root, "test", "tsconfig.json"), "{}");
  writeFileSync(join(root, "test", "sandbox", "main.ts"), program);
}

describe("sandbox", () => {
  it("says where it is to be had, outside of a checkout", async () => {
    await expect(runSandbox(aCli(), { root })).rejects.toThrow(UsageError);
  });

  it.each([
    ["the story ends well", { play: true }, 0],
    ["one chapter of it does", { play: "access" }, 0],
    ["the story ends badly", {}, 1],
  ])("tells by its code whether %s", async (_, options, code) => {
    checkout('process.exitCode = ["--play", "--play access"].includes(process.argv.slice(2).join(" ")) ? 0 : 3;');

    expect(await runSandbox(aCli(), { ...options, root })).toBe(code);
  });

  it("is stopped with us", async () => {
    checkout(`import { writeFileSync } from "node:fs";
      process.on("SIGTERM", () => process.exit(0));
      setInterval(() => {}, 1000);
      writeFileSync("ready", "");`);
    const cli = aCli({ folder: root });

    const code = runSandbox(cli, { root });
    await vi.waitFor(() => expect(existsSync(join(root, "ready"))).toBe(true), { timeout: 20_000 });
    cli.stop();

    expect(await code).toBe(0);
  });
});
