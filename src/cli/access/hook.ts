import type { Hook } from "../../domain/stores/hooks.ts";
import { shownUrl } from "../../pipeline/hooks/hook-url.ts";
import type { Cli, ExitCode } from "../cli.ts";
import { actorOf, organisationOf, tellDone } from "../exceptions/exceptions.ts";
import { formatTable } from "../table.ts";
import { withClients } from "./client.ts";

export interface AddHook {
  readonly client: string;
  readonly url: string;
  readonly layer?: readonly string[];
  readonly by: string;
  readonly json?: boolean;
}

interface OnHook {
  readonly by: string;
  readonly json?: boolean;
}

/** The secret is printed this once: what is kept is its digest. */
export async function addHook(cli: Cli, { by, layer = [], json, ...ask }: AddHook): Promise<ExitCode> {
  return withClients(cli, async (office): Promise<ExitCode> => {
    const done = await office.hooks.add(await actorOf(by, "--by", office), { ...ask, layers: layer });
    if (!done.ok) return tellDone(cli, done, "");
    const { id, secret } = done;
    if (json) cli.terminal.tell(JSON.stringify({ id, secret }));
    else cli.terminal.tell(`Hook ${id} is told from now on. The secret of its signatures, shown this once:\n${secret}`);
    return 0;
  });
}

export async function revokeHook(cli: Cli, id: string, { by, json }: OnHook): Promise<ExitCode> {
  return withClients(cli, async (office) =>
    tellDone(cli, await office.hooks.revoke(await actorOf(by, "--by", office), id), "Is told no longer: hook", json),
  );
}

export async function testHook(cli: Cli, id: string, { by, json }: OnHook): Promise<ExitCode> {
  return withClients(cli, async (office): Promise<ExitCode> => {
    const done = await office.hooks.test(await actorOf(by, "--by", office), id);
    if (!done.ok) return tellDone(cli, done, "");
    const { sent } = done;
    if (json) cli.terminal.tell(JSON.stringify(sent.ok ? { ok: true } : { ok: false, why: sent.why }));
    else if (sent.ok) cli.terminal.tell(`Hook ${id} took it`);
    else cli.terminal.complain(`Hook ${id} did not take it: ${sent.why}`);
    return sent.ok ? 0 : 1;
  });
}

export async function listHooks(
  cli: Cli,
  { org: login, json }: { readonly org?: string; readonly json?: boolean },
): Promise<ExitCode> {
  return withClients(cli, async (office): Promise<ExitCode> => {
    const hooks = await office.hooks.list(await organisationOf(login, office.stores));
    if (json) cli.terminal.tell(JSON.stringify(hooks));
    else cli.terminal.tell(hooks.length === 0 ? "There are no hooks." : tableOf(hooks));
    return 0;
  });
}

function tableOf(hooks: readonly Hook[]): string {
  const rows = hooks.map(({ id, clientId, url, layers, revokedAt, taken, takenAt }) => [
    id,
    clientId,
    shownUrl(url),
    layers.length === 0 ? "what writing asks" : layers.join(", "),
    revokedAt ? `revoked ${revokedAt.toISOString()}` : "is told",
    taken,
    takenAt?.toISOString() ?? "never",
  ]);
  return formatTable([["id", "client", "address", "layers", "state", "taken", "last"], ...rows]);
}
