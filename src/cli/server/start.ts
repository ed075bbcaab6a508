import { readConfig, readVersion } from "../../config.ts";
import { createLogOn } from "../../log.ts";
import type { Cli, ExitCode } from "../cli.ts";

/** Serves until it is asked to stop, also while it is still starting; then stops in order. */
export async function start({ terminal, app }: Cli): Promise<ExitCode> {
  const config = readConfig(terminal.environment(), ["github", "sign-in", "server", "database"]);
  const log = createLogOn(config.logLevel, 1);
  const asked = terminal.stopRequested();
  const { startServer } = await app();
  const running = await startServer(config, { log, version: readVersion() });
  await asked;
  log.info("stopping");
  await running.stop();
  log.info("stopped");
  return 0;
}
