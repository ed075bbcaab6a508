import type { Command } from "commander";
import type { Cli, ExitCode } from "../cli.ts";
import { addHook, listHooks, revokeHook, testHook } from "./hook.ts";

const BY = ["--by <login>", "the admin who does it, for the log"] as const;
const JSON_OUT = ["--json", "print JSON"] as const;

/** Where a client is told by itself, by signed messages, who may be given access and who no longer. */
export function describeHooks(client: Command, cli: Cli, end: (code: ExitCode) => void): void {
  const hook = client
    .command("hook")
    .description("messages to a client when somebody's training becomes current, or lapses");
  hook
    .command("add")
    .description("tell one more address, and print the secret of its signatures")
    .requiredOption("--client <id>", "the client that is told")
    .requiredOption("--url <url>", "where to POST; https, unless it is this machine")
    .option("--layer <name...>", "the layers that count; those that writing asks of anybody if left out")
    .requiredOption(...BY)
    .option(...JSON_OUT)
    .action(async (options) => end(await addHook(cli, options)));
  hook
    .command("revoke <id>")
    .description("tell it nothing from now on")
    .requiredOption(...BY)
    .option(...JSON_OUT)
    .action(async (id, options) => end(await revokeHook(cli, id, options)));
  hook
    .command("test <id>")
    .description("send it a signed message about nobody; where it takes it, what was given up is tried again")
    .requiredOption(...BY)
    .option(...JSON_OUT)
    .action(async (id, options) => end(await testHook(cli, id, options)));
  hook
    .command("list")
    .description("which there are, how many messages each took, and when the last")
    .option("--org <login>", "the organisation; the only one if left out")
    .option(...JSON_OUT)
    .action(async (options) => end(await listHooks(cli, options)));
}
