import { readConfig } from "../../config.ts";
import type { AwarenessDesk, Cli } from "../cli.ts";
import { closing, commandDeps } from "../storage.ts";

export type { AwarenessDesk } from "../cli.ts";

/** Runs `use` on the records of this installation; the database is all that it needs, and a mail server to send. */
export async function withAwareness<T>({ terminal, app }: Cli, use: (desk: AwarenessDesk) => Promise<T>): Promise<T> {
  const environment = terminal.environment();
  // Where it is known where we are reached, a mail says so.
  const config = readConfig(environment, environment.BASE_URL === undefined ? ["database"] : ["database", "address"]);
  const { openAwareness } = await app();
  return closing(await openAwareness(config, commandDeps(config)), use);
}
