import { readConfig } from "../../config.ts";
import type { PlannedSeat } from "../../pipeline/access/plan-all.ts";
import type { Cli, ExitCode } from "../cli.ts";
import { commandDeps } from "../storage.ts";

/** What the sweep would write of access, seat by seat, from our own records; nothing of it is done. */
export async function sweepDryRun({ terminal, app }: Cli, { json }: { readonly json?: boolean }): Promise<ExitCode> {
  const config = readConfig(terminal.environment(), ["github", "server", "database"]);
  const { planSweep } = await app();
  const planned: PlannedSeat[] = [];
  await planSweep(config, commandDeps(config), (seat) => {
    if (json) planned.push(seat);
    else terminal.tell(lineOf(seat));
  });
  if (json) terminal.tell(JSON.stringify(planned));
  else terminal.tell("Nothing was changed. Pull requests are looked at by a sweep that is not a dry run.");
  return 0;
}

function lineOf({ organisation, login, seat, verdict, changes, asks }: PlannedSeat): string {
  const what = asks === null ? changes.join(", then ") || "the hold ends" : `asks first (${asks})`;
  return `${organisation} ${login} ${seat}: ${verdict}: ${what}`;
}
