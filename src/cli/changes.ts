import { readConfig } from "../config.ts";
import type { Installation } from "../domain/installation.ts";
import type { OutsideStores } from "../domain/stores/index.ts";
import type { Account } from "../domain/stores/people.ts";
import type { Changes, Cli } from "./cli.ts";
import { UsageError } from "./failure.ts";
import { noOrganisation } from "./organisation.ts";
import { closing, commandDeps } from "./storage.ts";

/** Runs `use` on the database; GitHub is at hand where `APP_ID` is set, and nothing is ever written to it. */
export async function withChanges<T>({ terminal, app }: Cli, use: (changes: Changes) => Promise<T>): Promise<T> {
  const environment = terminal.environment();
  const config = readConfig(environment, environment.APP_ID?.trim() ? ["github", "database"] : ["database"]);
  const { openChanges } = await app();
  return closing(await openChanges(config, commandDeps(config)), use);
}

/** The organisation that is named, or all; of one that is not installed it is told which are. */
export async function organisations(
  stores: Pick<OutsideStores, "installations">,
  org: string | undefined,
): Promise<readonly Installation[]> {
  const active = await stores.installations.listActive();
  const chosen = active.filter(({ orgLogin }) => org === undefined || orgLogin.toLowerCase() === org.toLowerCase());
  if (chosen.length > 0) return chosen;
  throw noOrganisation(org, active);
}

/**
 * Who does it, for the log. Whoever holds the database is believed about who they are; the account must be a person
 * whom this instance knows.
 */
export async function adminNamed(
  stores: Pick<OutsideStores, "people">,
  login: string,
): Promise<NonNullable<Account["person"]>> {
  const account = await stores.people.findAccountByLogin(login.replace(/^@/, ""));
  if (account?.person) return account.person;
  throw new UsageError(`--by: ${login} is not known here: no pull request, sign-in or snapshot has named this login`);
}
