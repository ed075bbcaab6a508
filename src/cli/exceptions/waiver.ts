import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import type { WaiverView } from "../../pipeline/exceptions/port.ts";
import type { Cli, ExitCode } from "../cli.ts";
import { formatTable } from "../table.ts";
import { asUnreadable } from "../unreadable.ts";
import { actorOf, organisationOf, tellDone, withDesk } from "./exceptions.ts";

export interface AddWaiver {
  readonly person: string;
  readonly layer: string;
  readonly from?: string;
  readonly until: string;
  readonly reason: string;
  readonly document?: string;
  readonly owner?: string;
  readonly requestedBy: string;
  readonly approvedBy: string;
  readonly repositories?: readonly string[];
  readonly org?: string;
  readonly json?: boolean;
}

/**
 * Asks and approves at once. Whoever can write to the database is believed who the two people are; that they are known,
 * are two, and that the second may approve is checked as on the pages.
 */
export async function addWaiver(cli: Cli, options: AddWaiver): Promise<ExitCode> {
  const { requestedBy, approvedBy, document, json, org: login, ...asked } = options;
  const documentSha256 = document === undefined ? undefined : await digestOf(cli, document);
  return withDesk(cli, async (desk): Promise<ExitCode> => {
    const org = await organisationOf(login, desk.stores);
    const by = await actorOf(requestedBy, "--requested-by", desk);
    const approver = await actorOf(approvedBy, "--approved-by", desk);
    const done = await desk.waivers.grant(by, approver, { ...asked, org, documentSha256 });
    return tellDone(cli, done, "In force now: waiver", json);
  });
}

/** Kept is the digest alone: the document stays where it is. */
async function digestOf({ terminal }: Cli, path: string): Promise<string> {
  try {
    return createHash("sha256")
      .update(await readFile(resolve(terminal.folder, path)))
      .digest("hex");
  } catch (error) {
    throw asUnreadable(error, `--document: ${path}`);
  }
}

export interface RevokeWaiver {
  readonly reason: string;
  readonly by?: string;
  readonly json?: boolean;
}

export async function revokeWaiver(cli: Cli, id: string, { reason, by, json }: RevokeWaiver): Promise<ExitCode> {
  return withDesk(cli, async (desk) => {
    const actor = by === undefined ? null : await actorOf(by, "--by", desk);
    return tellDone(cli, await desk.waivers.end(actor, id, reason), "Ended: waiver", json);
  });
}

export interface ListExceptions {
  readonly org?: string;
  readonly all?: boolean;
  readonly json?: boolean;
}

/** Those that wait or are in force; with `all` the past ones too. */
export async function listWaivers(cli: Cli, { org: login, all, json }: ListExceptions): Promise<ExitCode> {
  return withDesk(cli, async (desk): Promise<ExitCode> => {
    const org = await organisationOf(login, desk.stores);
    const waivers = await desk.waivers.list(org);
    const shown = all ? waivers : waivers.filter(({ state }) => state === "pending" || state === "in-force");
    cli.terminal.tell(json ? JSON.stringify(shown) : tableOf(shown));
    return 0;
  });
}

function tableOf(waivers: readonly WaiverView[]): string {
  if (waivers.length === 0) return "There are no waivers.";
  const rows = waivers.map((waiver) => [
    waiver.id,
    waiver.state,
    waiver.person ?? "–",
    waiver.layer,
    waiver.repositories.join(" ") || "all",
    waiver.endsAt.toISOString(),
    waiver.requestedBy ?? "–",
    waiver.approvedBy ?? "–",
    waiver.uses,
  ]);
  const heading = ["id", "state", "person", "layer", "repositories", "ends at", "requested by", "approved by", "used"];
  return formatTable([heading, ...rows]);
}
