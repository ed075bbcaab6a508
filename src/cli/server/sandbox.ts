import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { PACKAGE_ROOT } from "../../config.ts";
import type { Cli, ExitCode } from "../cli.ts";
import { UsageError } from "../failure.ts";

export interface RunSandbox {
  /** Of one chapter alone, if it is named. */
  readonly play?: boolean | string;
  /** Of the checkout. */
  readonly root?: string;
}

/** It is part of the tests, and so are the tools that run it: an installed package has neither. */
export async function runSandbox({ terminal }: Cli, { play, root = PACKAGE_ROOT }: RunSandbox): Promise<ExitCode> {
  const entry = join(root, "test", "sandbox", "main.ts");
  if (!existsSync(entry)) {
    throw new UsageError("The sandbox is only in a checkout: clone the repository, `npm ci`, `npm run sandbox`");
  }
  const tsx = createRequire(join(root, "package.json")).resolve("tsx/cli");
  const args = [tsx, "--tsconfig", join(root, "test", "tsconfig.json"), entry, ...playing(play)];
  const sandbox = spawn(process.execPath, args, { cwd: terminal.folder, stdio: "inherit" });
  // A terminal sends SIGINT to the sandbox as well; a supervisor sends SIGTERM to us alone.
  void terminal.stopRequested().then(() => sandbox.kill("SIGTERM"));
  const code = await new Promise<number | null>((resolve, reject) => {
    sandbox.once("error", reject).once("exit", resolve);
  });
  return code === 0 ? 0 : 1;
}

function playing(play: boolean | string | undefined): readonly string[] {
  if (typeof play === "string") return ["--play", play];
  return play ? ["--play"] : [];
}
