import type { Cli, ExitCode } from "./cli.ts";
import { decisionText } from "./decision-text.ts";
import { findDecisions } from "./find-decisions.ts";
import { parsePullRef } from "./pull-ref.ts";
import { withStores } from "./storage.ts";

export interface Explain {
  readonly person: string;
  readonly repo?: string;
  readonly json?: boolean;
}

/** Tells what was decided, whichever way; the answer is no only where nothing was. */
export async function explain(cli: Cli, { person, repo, json }: Explain): Promise<ExitCode> {
  const ref = repo === undefined ? undefined : parsePullRef(repo);
  const found = await withStores(cli, (stores) => findDecisions({ login: person, ref }, stores));
  if (!found.ok) {
    cli.terminal.complain(found.why);
    return 1;
  }
  const texts = found.decisions.map((one) => decisionText(one, found.accounts));
  const plain = found.decisions.map(({ place, decision: { facts: _, ...decision } }) => ({ place, ...decision }));
  cli.terminal.tell(json ? JSON.stringify(plain) : texts.join("\n\n"));
  return 0;
}
