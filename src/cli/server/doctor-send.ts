import { readConfig } from "../../config.ts";
import type { TestSent } from "../../pipeline/notices/send-test.ts";
import type { Cli, ExitCode } from "../cli.ts";
import { UsageError } from "../failure.ts";
import { commandDeps } from "../storage.ts";

export interface SendTest {
  readonly org?: string;
  readonly to?: string | undefined;
  readonly json?: boolean;
  readonly print?: string;
}

/** The answer is no where it did not arrive by one of the ways. */
export async function sendTestNotice({ terminal, app }: Cli, { org, to, json, print }: SendTest): Promise<ExitCode> {
  if (to === undefined) throw new UsageError("--send-test sends to somebody: add --to, a login or a mail address");
  if (print !== undefined) throw new UsageError("--print prints a ruleset, and --send-test sends: leave out one");
  const config = readConfig(terminal.environment(), ["github", "server", "database"]);
  const done = await (await app()).sendTestNotice(config, commandDeps(config), { org: org ?? null, to });
  if (json) terminal.tell(JSON.stringify(done));
  else if (!done.ok) terminal.complain(done.why);
  else for (const sent of done.sent) terminal.tell(lineOf(sent, to));
  return done.ok && done.sent.every(({ delivered }) => delivered) ? 0 : 1;
}

function lineOf({ organisation, channel, delivered, ref, faults }: TestSent, to: string): string {
  const way = channel === "mail" ? "by mail" : "in the onboarding repository";
  if (!delivered) {
    const whys = faults.map(({ detail, remedy }) => `${detail}. ${remedy}`);
    return `${organisation}: ${way} it did not reach ${to}: ${whys.join(". ")}.`;
  }
  const where = ref === null ? "the mail server took it" : `issue ${ref}`;
  return `${organisation}: ${way} it reached ${to}: ${where}.`;
}
