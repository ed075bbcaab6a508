import type { BreakGlassView } from "../../pipeline/exceptions/port.ts";
import type { Cli, ExitCode } from "../cli.ts";
import { UsageError } from "../failure.ts";
import { formatTable } from "../table.ts";
import { actorOf, organisationOf, tellDone, withDesk } from "./exceptions.ts";
import type { ListExceptions } from "./waiver.ts";

export interface UseBreakGlass {
  readonly reason: string;
  readonly hours: number;
  readonly requestedBy: string;
  readonly approvedBy: string;
  readonly org?: string;
  readonly json?: boolean;
}

const PULL = /^(?<repository>(?<owner>[\w.-]+)\/[\w.-]+)#(?<number>\d{1,9})$/;

/** Asks and approves at once; as for a waiver, who the two people are is the caller's word. */
export async function runBreakGlass(cli: Cli, ref: string, options: UseBreakGlass): Promise<ExitCode> {
  const { owner, repository, number } = PULL.exec(ref)?.groups ?? {};
  if (repository === undefined) throw new UsageError(`${ref}: name the pull request as OWNER/REPO#NUMBER`);
  return withDesk(cli, async (desk) => {
    const org = await organisationOf(options.org ?? owner, desk.stores);
    const by = await actorOf(options.requestedBy, "--requested-by", desk);
    const approver = await actorOf(options.approvedBy, "--approved-by", desk);
    const { hours, reason } = options;
    const ask = { org, repository, number: Number(number), hours, reason };
    const done = await desk.breakGlass.use(by, approver, ask);
    return tellDone(cli, done, "Let through until it is pushed to, and to be reviewed: break-glass", options.json);
  });
}

export interface EndBreakGlass {
  readonly reason: string;
  readonly by?: string;
  readonly json?: boolean;
}

export async function endBreakGlass(cli: Cli, id: string, { reason, by, json }: EndBreakGlass): Promise<ExitCode> {
  return withDesk(cli, async (desk) => {
    const actor = by === undefined ? null : await actorOf(by, "--by", desk);
    return tellDone(cli, await desk.breakGlass.end(actor, id, reason), "Ended: break-glass", json);
  });
}

export interface ReviewBreakGlass {
  readonly by: string;
  readonly note: string;
  readonly json?: boolean;
}

export async function reviewBreakGlass(cli: Cli, id: string, { by, note, json }: ReviewBreakGlass): Promise<ExitCode> {
  return withDesk(cli, async (desk) => {
    const done = await desk.breakGlass.review(await actorOf(by, "--by", desk), id, note);
    return tellDone(cli, done, "Reviewed: break-glass", json);
  });
}

/** Those that wait, are in force or want a review; with `all` every one. */
export async function listBreakGlass(cli: Cli, { org: login, all, json }: ListExceptions): Promise<ExitCode> {
  return withDesk(cli, async (desk): Promise<ExitCode> => {
    const org = await organisationOf(login, desk.stores);
    const found = await desk.breakGlass.list(org);
    const shown = all ? found : found.filter(({ state, awaitsReview }) => awaitsReview || state === "pending");
    cli.terminal.tell(json ? JSON.stringify(shown) : tableOf(shown));
    return 0;
  });
}

function tableOf(all: readonly BreakGlassView[]): string {
  if (all.length === 0) return "Nothing waits, and nothing is to be reviewed.";
  const rows = all.map((glass) => [
    glass.id,
    glass.awaitsReview ? `${glass.state}, to be reviewed` : glass.state,
    glass.pull,
    glass.headSha.slice(0, 7),
    glass.endsAt?.toISOString() ?? "–",
    glass.requestedBy ?? "–",
    glass.approvedBy ?? "–",
    glass.reviewedBy ?? "–",
  ]);
  return formatTable([
    ["id", "state", "pull request", "commit", "ends at", "requested by", "approved by", "reviewed by"],
    ...rows,
  ]);
}
