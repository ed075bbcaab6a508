import { readConfig } from "../../config.ts";
import type { OrgId } from "../../domain/ids.ts";
import type { OutsideStores } from "../../domain/stores/index.ts";
import { findActor } from "../../pipeline/exceptions/people.ts";
import type { Actor, Done } from "../../pipeline/exceptions/port.ts";
import type { Cli, ExceptionDesk, ExitCode } from "../cli.ts";
import { UsageError } from "../failure.ts";
import { noOrganisation } from "../organisation.ts";
import { closing, commandDeps } from "../storage.ts";

/** Runs `use` on the records of this installation; the database is all that it needs. */
export async function withDesk<T>({ terminal, app }: Cli, use: (desk: ExceptionDesk) => Promise<T>): Promise<T> {
  const config = readConfig(terminal.environment(), ["database"]);
  const { openExceptions } = await app();
  return closing(await openExceptions(config, commandDeps(config)), use);
}

/** The organisation by its login; the only one, if none is named. */
export async function organisationOf(
  login: string | undefined,
  { installations }: Pick<OutsideStores, "installations">,
): Promise<OrgId> {
  const active = await installations.listActive();
  const found =
    login === undefined ? active : active.filter(({ orgLogin }) => orgLogin.toLowerCase() === login.toLowerCase());
  const [only, ...others] = found;
  if (only && others.length === 0) return only.orgId;
  throw noOrganisation(login, active);
}

/** Somebody whom the caller says they are. Whoever can write to the database needs no other proof. */
export async function actorOf(
  login: string,
  option: string,
  { stores }: Pick<ExceptionDesk, "stores">,
): Promise<Actor> {
  const actor = await findActor(login, "cli", stores);
  if (!actor)
    throw new UsageError(
      `${option}: ${login} is not known here: no pull request, sign-in or snapshot has named this login`,
    );
  return actor;
}

/** Tells what came of it: the id, or why not. */
export function tellDone({ terminal }: Cli, done: Done, text: string, json?: boolean): ExitCode {
  if (done.ok) {
    terminal.tell(json ? JSON.stringify({ id: done.id }) : `${text} ${done.id}`);
    return 0;
  }
  terminal.complain(done.why);
  return 1;
}
