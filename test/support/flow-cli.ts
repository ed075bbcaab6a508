import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as app from "../../src/app.ts";
import { runCli } from "../../src/cli/main.ts";
import { aCli } from "../cli/a-cli.ts";
import type { Flow } from "./flow.ts";

/** One command, as an admin runs it beside the server, in a folder that holds these files. */
export async function runBeside(
  flow: Flow,
  args: readonly string[],
  { files = {}, environment = {} }: { readonly files?: Record<string, string>; readonly environment?: object } = {},
): Promise<{ readonly code: number; readonly told: string; readonly complaints: readonly string[] }> {
  const folder = await mkdtemp(join(tmpdir(), "training-gate-cli-"));
  for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text);
  const cli = aCli({ env: { ...flow.environment, ...environment }, app, folder });
  const code = await runCli(args, cli);
  await rm(folder, { recursive: true });
  return { code, told: cli.told.join("\n"), complaints: cli.complaints };
}
