import { readConfig } from "../../config.ts";
import type { Installation } from "../../domain/installation.ts";
import { readPeriod, readPoint } from "../../evidence/period.ts";
import type { Period } from "../../evidence/report.ts";
import { adminNamed } from "../changes.ts";
import type { Cli, EvidenceDesk } from "../cli.ts";
import { organisationOf } from "../exceptions/exceptions.ts";
import { UsageError } from "../failure.ts";
import { closing, commandDeps } from "../storage.ts";

/** Runs `use` on the evidence of this installation; the database is all that it needs. */
export async function withEvidence<T>({ terminal, app }: Cli, use: (desk: EvidenceDesk) => Promise<T>): Promise<T> {
  const config = readConfig(terminal.environment(), ["database"]);
  const { openEvidence } = await app();
  return closing(await openEvidence(config, commandDeps(config)), use);
}

/** The organisation by its login; the only one, if none is named. */
export async function installationOf(login: string | undefined, { stores }: EvidenceDesk): Promise<Installation> {
  const org = await organisationOf(login, stores);
  const found = (await stores.installations.listActive()).find(({ orgId }) => orgId === org);
  if (!found) throw new Error(`The organisation ${org} was there, and is not`);
  return found;
}

/** Of two days, both included. */
export function periodOf(days: { readonly from: string; readonly to: string }, { now }: EvidenceDesk): Period {
  const read = readPeriod(days, now());
  if (!read.ok) throw new UsageError(`--${read.option}: ${read.problem}`);
  return read.period;
}

/** Of an option: an instant, or a day and what was so when it ended. */
export function pointIn(option: string, text: string, { now }: EvidenceDesk): Date {
  const read = readPoint(text, now());
  if (!read.ok) throw new UsageError(`--${option}: ${read.problem}`);
  return read.at;
}

/** Who takes it, for the manifest and the log. */
export async function namedAs(
  login: string,
  { stores }: EvidenceDesk,
): Promise<{ person: Awaited<ReturnType<typeof adminNamed>>; login: string }> {
  return { person: await adminNamed(stores, login), login: login.replace(/^@/, "") };
}
