import { heldLines } from "../access/held-text.ts";
import type { Cli, ExitCode } from "../cli.ts";
import { UsageError } from "../failure.ts";
import { withStores } from "../storage.ts";
import { decisionText } from "./decision-text.ts";
import { findDecisions } from "./find-decisions.ts";
import { parsePullRef } from "./pull-ref.ts";

export interface Explain {
  readonly person: string;
  readonly repo?: string;
  readonly at?: string;
  readonly json?: boolean;
}

/** Tells what was decided, whichever way; the answer is no only where nothing was. */
export async function explain(cli: Cli, { person, repo, at: then, json }: Explain): Promise<ExitCode> {
  const ref = repo === undefined ? undefined : parsePullRef(repo);
  const at = then === undefined ? undefined : parseTime(then);
  const { found, held } = await withStores(cli, async (stores) => ({
    found: await findDecisions({ login: person, ref, at }, stores),
    // What waits now says nothing of another time, nor of one repository.
    held: at || ref ? [] : await heldLines(person, stores),
  }));
  if (!json) for (const line of held) cli.terminal.tell(line);
  if (!found.ok) {
    // Somebody new waits for access before they have opened anything.
    if (held.length > 0 && !json) return 0;
    cli.terminal.complain(found.why);
    return 1;
  }
  const texts = found.decisions.map((one) => decisionText(one, found.accounts));
  const plain = found.decisions.map(({ place, decision: { facts: _, ...decision } }) => ({ place, ...decision }));
  cli.terminal.tell(json ? JSON.stringify(plain) : texts.join("\n\n"));
  return 0;
}

/** An instant, or the end of a day. */
function parseTime(text: string): Date {
  const isDay = /^\d{4}-\d{2}-\d{2}$/.test(text);
  const time = new Date(isDay ? `${text}T23:59:59.999Z` : text);
  if (!/^\d{4}-\d{2}-\d{2}/.test(text) || Number.isNaN(time.getTime()))
    throw new UsageError(`--at ${text} is no time. Write 2026-11-23, which is its end (UTC), or 2026-11-23T12:00:00Z`);
  return time;
}
