import type { RosterSource } from "../../domain/roster.ts";
import type { Cli, ExitCode } from "../cli.ts";
import { actorOf, organisationOf, tellDone, withDesk } from "../exceptions/exceptions.ts";

export interface LinkPerson {
  readonly login: string;
  readonly roster: string;
  readonly source: RosterSource;
  readonly by: string;
  readonly org?: string;
  readonly json?: boolean;
}

export async function linkPerson(cli: Cli, { login, roster: key, source, ...options }: LinkPerson): Promise<ExitCode> {
  return withDesk(cli, async (desk) => {
    const org = await organisationOf(options.org, desk.stores);
    const by = await actorOf(options.by, "--by", desk);
    const done = await desk.roster.link(by, { org, source, key, login });
    return tellDone(cli, done, `${key} of ${source} is ${login}: roster line`, options.json);
  });
}

export async function unlinkPerson(
  cli: Cli,
  { roster: key, source, ...options }: Omit<LinkPerson, "login">,
): Promise<ExitCode> {
  return withDesk(cli, async (desk) => {
    const org = await organisationOf(options.org, desk.stores);
    const by = await actorOf(options.by, "--by", desk);
    const done = await desk.roster.unlink(by, { org, source, key });
    return tellDone(cli, done, `${key} of ${source} is linked to nobody: roster line`, options.json);
  });
}
