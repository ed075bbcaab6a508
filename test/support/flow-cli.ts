import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as app from "../../src/app.ts";
import { runCli } from "../../src/cli/main.ts";
import type { Clock } from "../../src/domain/clock.ts";
import { aCli } from "../cli/a-cli.ts";
import { appAt } from "./app-at.ts";
import type { Product } from "./product.ts";

/** One command, as an admin runs it beside the server, in a folder that holds these files, at the time of `clock`. */
export async function runBeside(
  { environment: given }: Pick<Product, "environment">,
  args: readonly string[],
  { files = {}, environment = {}, clock }: Beside = {},
): Promise<{ readonly code: number; readonly told: string; readonly complaints: readonly string[] }> {
  const folder = await mkdtemp(join(tmpdir(), "training-gate-cli-"));
  for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text);
  const cli = aCli({ env: { ...given, ...environment }, app: clock ? appAt(clock) : app, folder });
  const code = await runCli(args, cli);
  await rm(folder, { recursive: true });
  return { code, told: cli.told.join("\n"), complaints: cli.complaints };
}

interface Beside {
  readonly files?: Record<string, string>;
  readonly environment?: object;
  readonly clock?: Clock;
}
