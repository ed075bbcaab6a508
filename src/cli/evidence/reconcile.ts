import { createReadStream } from "node:fs";
import { access, constants } from "node:fs/promises";
import { resolve } from "node:path";
import { readConfig } from "../../config.ts";
import type { Reconciled } from "../../pipeline/audit-log/reconcile.ts";
import type { Cli, ExitCode } from "../cli.ts";
import { organisationOf } from "../exceptions/exceptions.ts";
import { UsageError } from "../failure.ts";
import { closing, commandDeps } from "../storage.ts";
import { formatTable } from "../table.ts";
import { asUnreadable } from "../unreadable.ts";

export interface ReconcileEvidence {
  readonly githubAuditLog: string;
  readonly org?: string;
  readonly dryRun?: boolean;
  readonly json?: boolean;
}

const ONLY_JSON =
  "GitHub exports it as JSON and as CSV, and only the JSON tells all: Settings, Logs, Audit log, Export, JSON";

/** The answer is no where anything stands on one side only. */
export async function reconcileEvidence(cli: Cli, options: ReconcileEvidence): Promise<ExitCode> {
  const { terminal, app } = cli;
  const path = resolve(terminal.folder, options.githubAuditLog);
  await requireReadable(path, options.githubAuditLog);
  const config = readConfig(terminal.environment(), ["database"]);
  const { openGithubLog } = await app();
  const { dryRun = false } = options;
  return closing(await openGithubLog(config, commandDeps(config)), async ({ stores, reconcile }) => {
    const org = await organisationOf(options.org, stores);
    const installation = (await stores.installations.listActive()).find(({ orgId }) => orgId === org);
    if (!installation) throw new Error(`The organisation ${org} was there, and is not`);
    const done = await reconcile({ bytes: () => createReadStream(path) }, { installation, dryRun });
    if (!done.ok)
      throw new UsageError(`${options.githubAuditLog}:${done.line}: ${done.problem}. ${ONLY_JSON}. Nothing was kept`);
    if (options.json) terminal.tell(JSON.stringify({ ...done.summary, ...done.covered, isKnown: done.isKnown }));
    else tell(cli, done, dryRun);
    return done.summary.counts.some(({ github, here }) => github + here > 0) ? 1 : 0;
  });
}

async function requireReadable(path: string, given: string): Promise<void> {
  try {
    await access(path, constants.R_OK);
  } catch (error) {
    throw asUnreadable(error, given);
  }
}

function tell({ terminal }: Cli, done: Extract<Reconciled, { ok: true }>, dryRun: boolean): void {
  const { summary, covered, isKnown } = done;
  const { counts, others, events, known, filled } = summary;
  if (isKnown) terminal.tell("This file was compared before; nothing was changed. It came to this:");
  terminal.tell(`${events} events, ${covered.from.toISOString()} to ${covered.to.toISOString()}`);
  if (known > 0) terminal.tell(`${known} of them were in an earlier file, and are counted there`);
  const head = ["action", "both", "only at GitHub", "only here"];
  const rows = counts.map(({ action, both, github, here }) => [action, both, github, here]);
  if (rows.length > 0) terminal.tell(formatTable([head, ...rows]));
  for (const [action, count] of Object.entries(others))
    terminal.tell(`${count} ${action}: says nothing of access, rules or overrides`);
  if (filled > 0) terminal.tell(`${filled} moments of access are now dated by GitHub's own record`);
  if (dryRun) terminal.tell("Nothing was kept: --dry-run");
}
