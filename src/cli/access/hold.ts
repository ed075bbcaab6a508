import type { AccessRun } from "../../domain/stores/access-gate.ts";
import type { HoldView } from "../../pipeline/access/holds-desk.ts";
import type { Cli, ExitCode } from "../cli.ts";
import { actorOf, organisationOf, tellDone, withDesk } from "../exceptions/exceptions.ts";
import { UsageError } from "../failure.ts";
import { formatTable } from "../table.ts";

const PAGE = 500;

export interface ListHolds {
  readonly org?: string;
  readonly all?: boolean;
  readonly json?: boolean;
}

/** What waits, and the runs that wait for a word; with `all` what has ended too. */
export async function listHolds(cli: Cli, { org: login, all, json }: ListHolds): Promise<ExitCode> {
  return withDesk(cli, async ({ holds: desk, stores }): Promise<ExitCode> => {
    const org = await organisationOf(login, stores);
    const holds: HoldView[] = [];
    for (let after: string | null = null; ; ) {
      const page: readonly HoldView[] = await desk.list(org, { state: all ? "all" : "waiting", after, limit: PAGE });
      holds.push(...page);
      after = page.at(-1)?.id ?? null;
      if (page.length < PAGE) break;
    }
    const runs = await desk.runs(org);
    cli.terminal.tell(json ? JSON.stringify({ holds, runs }) : [tableOf(holds), ...runs.map(lineOf)].join("\n"));
    return 0;
  });
}

function tableOf(holds: readonly HoldView[]): string {
  if (holds.length === 0) return "No access waits.";
  const rows = holds.map((hold) => [
    hold.id,
    hold.login ?? "–",
    hold.what,
    hold.cause,
    hold.openedAt.toISOString(),
    [...new Set(hold.missing.map(({ course }) => course))].join(" ") || "–",
    hold.ended?.how ?? (hold.releasedAt ? "released" : "waits"),
  ]);
  return formatTable([["id", "person", "what", "cause", "since", "missing", "state"], ...rows]);
}

const RUN_WORDS: Readonly<Record<AccessRun["kind"], string>> = {
  removals: "seats lapsed or are past their deadline, more than one hour may take",
  leavers: "seats are of people who left",
  machines: "seats are of accounts that look like machines: list them under access.machines",
  holds: "new seats came in one hour",
};

function lineOf({ id, kind, asked, cap }: AccessRun): string {
  const limit = cap === null ? "" : ` (${cap})`;
  return `Run ${id} waits for an admin: ${asked} ${RUN_WORDS[kind]}${limit}. Nothing of it is taken before \`hold release-run ${id}\`.`;
}

export interface AddHolds {
  readonly login: string;
  readonly team?: readonly string[];
  readonly repository?: readonly string[];
  readonly role?: string;
  readonly by: string;
  readonly org?: string;
  readonly json?: boolean;
}

const REPOSITORY_ROLES = ["read", "triage", "write", "maintain", "admin"] as const;

export async function addHolds(cli: Cli, { login, by, org: named, json, ...asked }: AddHolds): Promise<ExitCode> {
  const { team: teams = [], repository: repositories = [] } = asked;
  if (teams.length + repositories.length === 0) throw new UsageError("Name a --team or a --repository");
  if (asked.role !== undefined && repositories.length === 0) throw new UsageError("--role is for a --repository");
  const role = REPOSITORY_ROLES.find((one) => one === (asked.role ?? "write"));
  if (!role) throw new UsageError(`--role takes ${REPOSITORY_ROLES.join(", ")}`);
  return withDesk(cli, async (desk): Promise<ExitCode> => {
    const org = await organisationOf(named, desk.stores);
    const actor = await actorOf(by, "--by", desk);
    const done = await desk.holds.add(actor, { org, login, teams, repositories, role });
    return tellDone(cli, done, "Waits for training: hold", json);
  });
}

export interface Release {
  readonly by: string;
  readonly reason: string;
  readonly all?: boolean;
  readonly org?: string;
  readonly json?: boolean;
}

/** One, or all that wait; the server gives the access, once there is one. */
export async function releaseHolds(cli: Cli, id: string | undefined, options: Release): Promise<ExitCode> {
  const { by, reason, all, org: named, json } = options;
  if ((id === undefined) === (all !== true)) throw new UsageError("Name a hold, or say --all");
  return withDesk(cli, async (desk): Promise<ExitCode> => {
    const actor = await actorOf(by, "--by", desk);
    if (id !== undefined) return tellDone(cli, await desk.holds.release(actor, id, reason), "Released: hold", json);
    const org = await organisationOf(named, desk.stores);
    let code: ExitCode = 0;
    for (let after: string | null = null; ; ) {
      const page: readonly HoldView[] = await desk.holds.list(org, { state: "waiting", after, limit: PAGE });
      for (const hold of page.filter(({ releasedAt }) => releasedAt === null))
        if (tellDone(cli, await desk.holds.release(actor, hold.id, reason), "Released: hold", json) !== 0) code = 1;
      after = page.at(-1)?.id ?? null;
      if (page.length < PAGE) return code;
    }
  });
}

export async function dropHold(cli: Cli, id: string, { by, reason, json }: Omit<Release, "all">): Promise<ExitCode> {
  return withDesk(cli, async (desk) => {
    const actor = await actorOf(by, "--by", desk);
    return tellDone(cli, await desk.holds.drop(actor, id, reason), "Ended, and nothing given: hold", json);
  });
}

export async function releaseRun(cli: Cli, id: string, { by, reason, json }: Omit<Release, "all">): Promise<ExitCode> {
  return withDesk(cli, async (desk) => {
    const actor = await actorOf(by, "--by", desk);
    return tellDone(cli, await desk.holds.releaseRun(actor, id, reason), "Released: run", json);
  });
}
