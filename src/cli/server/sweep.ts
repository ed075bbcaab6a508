import { readConfig } from "../../config.ts";
import type { Cli, ExitCode } from "../cli.ts";
import { commandDeps } from "../storage.ts";

/** Works beside a server that runs, or without one. The answer is no if a head could not be evaluated. */
export async function sweep({ terminal, app }: Cli, { json }: { readonly json?: boolean }): Promise<ExitCode> {
  const config = readConfig(terminal.environment(), ["github", "server", "database"]);
  const { runSweep } = await app();
  const swept = await runSweep(config, commandDeps(config));
  const left = swept.heads - swept.evaluated;
  terminal.tell(json ? JSON.stringify(swept) : `${swept.heads} heads without their right verdict, ${left} still so`);
  return left === 0 ? 0 : 1;
}
