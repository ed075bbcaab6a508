import { readConfig } from "../../config.ts";
import type { Cli, ClientOffice, ExitCode } from "../cli.ts";
import { actorOf, organisationOf, tellDone } from "../exceptions/exceptions.ts";
import { closing, commandDeps } from "../storage.ts";
import { formatTable } from "../table.ts";

export interface AddClient {
  readonly by: string;
  readonly org?: string;
  readonly json?: boolean;
}

/** The token is printed this once: nobody can read it again, also not from the database. */
export async function addClient(cli: Cli, name: string, { by, org: login, json }: AddClient): Promise<ExitCode> {
  return withClients(cli, async (office): Promise<ExitCode> => {
    const org = await organisationOf(login, office.stores);
    const done = await office.add(await actorOf(by, "--by", office), org, name);
    if (!done.ok) return tellDone(cli, done, "");
    const { id, token } = done;
    if (json) cli.terminal.tell(JSON.stringify({ id, token }));
    else cli.terminal.tell(`Client ${id} may ask now. Its token, shown this once:\n${token}`);
    return 0;
  });
}

export async function revokeClient(
  cli: Cli,
  id: string,
  { by, json }: { readonly by: string; readonly json?: boolean },
): Promise<ExitCode> {
  return withClients(cli, async (office) =>
    tellDone(cli, await office.revoke(await actorOf(by, "--by", office), id), "May ask no longer: client", json),
  );
}

export async function listClients(
  cli: Cli,
  { org: login, json }: { readonly org?: string; readonly json?: boolean },
): Promise<ExitCode> {
  return withClients(cli, async (office): Promise<ExitCode> => {
    const clients = await office.list(await organisationOf(login, office.stores));
    if (json) cli.terminal.tell(JSON.stringify(clients));
    else cli.terminal.tell(clients.length === 0 ? "There are no clients." : tableOf(clients));
    return 0;
  });
}

function tableOf(clients: Awaited<ReturnType<ClientOffice["list"]>>): string {
  const rows = clients.map(({ id, name, createdAt, revokedAt, reads, lastReadAt }) => [
    id,
    name,
    createdAt.toISOString(),
    revokedAt ? `revoked ${revokedAt.toISOString()}` : "may ask",
    reads,
    lastReadAt?.toISOString() ?? "never",
  ]);
  return formatTable([["id", "name", "since", "state", "answers", "last"], ...rows]);
}

export async function withClients<T>({ terminal, app }: Cli, use: (office: ClientOffice) => Promise<T>): Promise<T> {
  const config = readConfig(terminal.environment(), ["database"]);
  const { openClients } = await app();
  return closing(await openClients(config, commandDeps(config)), use);
}
