import { readConfig } from "../../config.ts";
import { accountId, type PersonId, personId } from "../../domain/ids.ts";
import type { OutsideStores } from "../../domain/stores/index.ts";
import type { EraseAsk, EraseDone } from "../../pipeline/erase/port.ts";
import { findActor } from "../../pipeline/exceptions/people.ts";
import type { Cli, ExitCode } from "../cli.ts";
import { UsageError } from "../failure.ts";
import { closing, commandDeps } from "../storage.ts";
import { formatTable } from "../table.ts";

export interface ErasePerson {
  readonly by: string;
  readonly reason: string;
  readonly basis: EraseAsk["basis"];
  readonly also?: readonly string[];
  readonly dryRun?: boolean;
  readonly stillAMember?: boolean;
  readonly json?: boolean;
}

/** Tells what was erased where. The answer is no where something stands in the way. */
export async function erasePerson(cli: Cli, who: string, options: ErasePerson): Promise<ExitCode> {
  const { terminal } = cli;
  const { by, reason, basis, also = [], dryRun = false, stillAMember = false, json = false } = options;
  const config = readConfig(terminal.environment(), ["database"]);
  const { openPrivacy } = await cli.app();
  return closing(await openPrivacy(config, commandDeps(config)), async ({ stores, erase }): Promise<ExitCode> => {
    const person = await findPerson(who, stores);
    const actor = await findActor(by, "cli", stores);
    if (!actor) throw new UsageError(`--by: ${by} is not known here`);
    const done = await erase({ person, by: actor, reason, basis, also, dryRun, stillAMember });
    if (done.ok) terminal.tell(json ? JSON.stringify({ dryRun, ...done }) : textOf(done, dryRun));
    else for (const line of done.why) terminal.complain(line);
    return done.ok ? 0 : 1;
  });
}

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** By our random id, by GitHub's number of an account, or by a login: one of digits alone is written with `@`. */
async function findPerson(who: string, { people }: OutsideStores): Promise<PersonId> {
  if (UUID.test(who)) return personId(who.toLowerCase());
  const [byId] = /^[1-9]\d{0,14}$/.test(who) ? await people.findAccounts([accountId(Number(who))]) : [];
  const account = byId ?? (await people.findAccountByLogin(who.replace(/^@/, "")));
  if (account?.person) return account.person;
  throw new UsageError(
    account ? `${who} is no person's account: ${account.type}` : `${who} is not known here: nothing of them is kept`,
  );
}

function textOf({ subjects, parts, policies }: Extract<EraseDone, { ok: true }>, dryRun: boolean): string {
  const rows = parts.filter(({ count }) => count > 0).map(({ place, how, count }) => [place, how, count]);
  const replaced = parts.some(({ how, count }) => how === "replaced" && count > 0);
  return [
    formatTable([["where", "what became of it", "rows"], ...rows]),
    "",
    ...(policies > 0 ? [`Policies of before that named them, erased: ${policies}.`] : []),
    ...(replaced
      ? ["Where words were replaced, the log's commitment to the text can be opened by nobody any more."]
      : []),
    dryRun
      ? "Nothing was done: this is what would be."
      : `Erased. The log goes on knowing ${subjects.join(" and ")}, and nobody knows who that was.`,
    ...(dryRun ? [] : ["Backups and exports of before still hold them, until they expire or are deleted."]),
  ].join("\n");
}
