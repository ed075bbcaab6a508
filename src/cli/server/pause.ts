import { readConfig } from "../../config.ts";
import type { Cli, ExitCode, GateSwitch, Switch } from "../cli.ts";
import { UsageError } from "../failure.ts";

export interface PauseOptions {
  readonly org: string;
  readonly reason: string;
  readonly json?: boolean;
}

/**
 * The emergency stop: disables every ruleset of ours, so that pull requests merge without the check. Talks to GitHub
 * alone. The answer is no if there was none to disable.
 */
export async function pause(cli: Cli, { org, reason, json = false }: PauseOptions): Promise<ExitCode> {
  if (reason.trim() === "") throw new UsageError("--reason is empty. Say why: those who ask later have only this");
  const turned = await turnAll(cli, org, "disabled");
  const told = turned.found.map(
    (one) => `${describe(one)}: ${isIn(turned.changed, one) ? "disabled" : "was disabled"}`,
  );
  const after = [
    `Pull requests merge without training until: npx training-gate resume --org ${org}`,
    `Keep for the record, since GitHub keeps who and when but not why: ${reason}`,
  ];
  return tell(cli, { org, json, told, after, ...turned });
}

/** Back from `pause`: enables what is disabled. */
export async function resume(cli: Cli, { org, json = false }: Omit<PauseOptions, "reason">): Promise<ExitCode> {
  const turned = await turnAll(cli, org, "active");
  const told = turned.found.map((one) => `${describe(one)}: ${isIn(turned.changed, one) ? "enabled" : "was enabled"}`);
  const after = ["What merged meanwhile is in the log as not covered, once the server has looked."];
  return tell(cli, { org, json, told, after, ...turned });
}

interface Turned {
  readonly found: readonly Switch[];
  readonly changed: readonly Switch[];
}

async function turnAll({ terminal, app }: Cli, org: string, enforcement: "active" | "disabled"): Promise<Turned> {
  const { gitHubHost, ownerToken } = readConfig(terminal.environment(), ["owner-token"]);
  const { openGateSwitch } = await app();
  const gate: GateSwitch = openGateSwitch({ apiUrl: gitHubHost.apiUrl, token: ownerToken });
  const found = await gate.find(org);
  const changed = found.filter((one) => one.enforcement !== enforcement);
  for (const one of changed) await gate.turn(one, enforcement);
  return { found, changed };
}

function tell(
  { terminal }: Cli,
  given: Turned & { org: string; json: boolean; told: readonly string[]; after: readonly string[] },
): ExitCode {
  const { org, json, found, changed, told, after } = given;
  if (json) terminal.tell(JSON.stringify({ org, found: found.map(nameOf), changed: changed.map(nameOf) }));
  else if (found.length === 0) terminal.tell(nothingIn(org));
  else terminal.tell([...told, ...after].join("\n"));
  return found.length === 0 ? 1 : 0;
}

function nothingIn(org: string): string {
  return [
    `No ruleset named training-gate was found in ${org} or in its repositories: nothing was changed.`,
    "If pull requests still wait for the check, it is required by a ruleset of another name (Settings, Rules) or by the",
    "protection of a branch (Settings, Branches): take the check training-gate out there.",
  ].join("\n");
}

const nameOf = ({ on, id }: Switch) => ({ on, id });
const describe = ({ on, id }: Switch) => `Ruleset training-gate of ${on} (${id})`;
const isIn = (list: readonly Switch[], { id }: Switch) => list.some((one) => one.id === id);
