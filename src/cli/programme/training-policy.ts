import { readConfig } from "../../config.ts";
import type { Cli, ExitCode, PolicyDesk } from "../cli.ts";
import { actorOf, organisationOf, tellDone } from "../exceptions/exceptions.ts";
import { UsageError } from "../failure.ts";
import { closing, commandDeps } from "../storage.ts";

export interface ShowPolicy {
  readonly number?: number;
  readonly org?: string;
  readonly json?: boolean;
}

/** The text alone, so that it can be put into a file whose SHA-256 is the version's. */
export async function showPolicy(cli: Cli, { number, org: login, json }: ShowPolicy): Promise<ExitCode> {
  return withPolicies(cli, async (desk): Promise<ExitCode> => {
    const org = await organisationOf(login, desk.stores);
    await desk.refresh();
    const found = await desk.version(org, number ?? null);
    if (!found) {
      cli.terminal.complain(
        number === undefined
          ? "There is no training policy yet: the organisation's file was not read. Start the server once"
          : `There is no version ${number}. Without --number the newest is shown`,
      );
      return 1;
    }
    const { version, sha256, policySha256, createdAt, approvedAt, markdown } = found;
    const told = { version, sha256, policySha256, createdAt, approvedAt, markdown };
    cli.terminal.tell(json ? JSON.stringify(told) : markdown.trimEnd());
    return 0;
  });
}

export interface ApprovePolicy {
  readonly by: string;
  readonly name: string;
  readonly org?: string;
  readonly json?: boolean;
}

export async function approvePolicy(
  cli: Cli,
  asked: string,
  { by, name, org: login, json }: ApprovePolicy,
): Promise<ExitCode> {
  const version = Number(asked);
  if (!Number.isInteger(version) || version < 1) throw new UsageError(`${asked} is no version: they count from 1`);
  return withPolicies(cli, async (desk): Promise<ExitCode> => {
    const org = await organisationOf(login, desk.stores);
    const actor = await actorOf(by, "--by", desk);
    const found = await desk.version(org, version);
    if (!found) {
      cli.terminal.complain(`There is no version ${version}. \`training-policy show --json\` tells the newest`);
      return 1;
    }
    const signature = { version, sha256: found.sha256, typedName: name, sessionId: null };
    return tellDone(cli, await desk.approve(actor, org, signature), "Approved: training policy, version", json);
  });
}

async function withPolicies<T>({ terminal, app }: Cli, use: (desk: PolicyDesk) => Promise<T>): Promise<T> {
  const config = readConfig(terminal.environment(), ["database", "address"]);
  const { openPolicyDesk } = await app();
  return closing(await openPolicyDesk(config, commandDeps(config)), use);
}
