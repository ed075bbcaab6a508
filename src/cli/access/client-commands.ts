import type { Command } from "commander";
import type { Cli, ExitCode } from "../cli.ts";
import { addClient, listClients, revokeClient } from "./client.ts";
import { describeHooks } from "./hook-commands.ts";

const ORG = ["--org <login>", "the organisation; the only one if left out"] as const;
const JSON_OUT = ["--json", "print JSON"] as const;

/** Other systems that may ask `GET /api/v1/eligibility`. */
export function describeClients(program: Command, cli: Cli, end: (code: ExitCode) => void): void {
  const client = program.command("client").description("other systems that may ask who is trained");
  client
    .command("add <name>")
    .description("let one more ask, and print its token: it is shown this once")
    .requiredOption("--by <login>", "the admin who does it, for the log")
    .option(...ORG)
    .option(...JSON_OUT)
    .action(async (name, options) => end(await addClient(cli, name, options)));
  client
    .command("revoke <id>")
    .description("its token is good for nothing from now on")
    .requiredOption("--by <login>", "the admin who does it, for the log")
    .option(...JSON_OUT)
    .action(async (id, options) => end(await revokeClient(cli, id, options)));
  client
    .command("list")
    .description("which there are, how often each has asked, and when last")
    .option(...ORG)
    .option(...JSON_OUT)
    .action(async (options) => end(await listClients(cli, options)));
  describeHooks(client, cli, end);
}
