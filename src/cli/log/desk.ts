import { readConfig } from "../../config.ts";
import { GateError } from "../../domain/errors.ts";
import type { Cli, LogDesk } from "../cli.ts";
import { closing, commandDeps } from "../storage.ts";

/** What is in the database is not what was signed. */
export class LogRefusedError extends GateError {
  override readonly name = "LogRefusedError";
  override readonly remedy = "operator";
}

/** There is no log before the first thing that is worth an entry. */
export class LogEmptyError extends GateError {
  override readonly name = "LogEmptyError";
  override readonly remedy = "operator";

  constructor() {
    super("The gate log has no entry yet", { remedy: "Install the App on an organisation, and start the server" });
  }
}

/** Runs `use` on the log of this installation: the database, and the key that signs, are all that it needs. */
export async function withLog<T>({ terminal, app }: Cli, use: (desk: LogDesk) => Promise<T>): Promise<T> {
  const config = readConfig(terminal.environment(), ["database"]);
  const { openLog } = await app();
  return closing(await openLog(config, commandDeps(config)), use);
}
