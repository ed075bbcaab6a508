import type { Command } from "commander";
import type { Cli, ExitCode } from "../cli.ts";
import { atLeast } from "../numbers.ts";
import { approvePolicy, showPolicy } from "./training-policy.ts";

const ORG = ["--org <login>", "the organisation; the only one if left out"] as const;
const JSON_OUT = ["--json", "print JSON"] as const;

/** The training policy as it is written from what is enforced. */
export function describeTrainingPolicy(program: Command, cli: Cli, end: (code: ExitCode) => void): void {
  const policy = program.command("training-policy").description("the training policy, written from what is enforced");
  policy
    .command("show")
    .description("print its newest version as Markdown; what is enforced now is written first")
    .option("--number <version>", "this version", atLeast(1))
    .option(...ORG)
    .option("--json", "print JSON: version, digest, approval and text")
    .action(async (options) => end(await showPolicy(cli, options)));
  policy
    .command("approve <version>")
    .description("make the newest version the organisation's policy, and everybody whom it is for is asked to read it")
    .requiredOption("--by <login>", "the admin who approves, for the log")
    .requiredOption("--name <name>", "their full name: typing it is the signature")
    .option(...ORG)
    .option(...JSON_OUT)
    .action(async (version, options) => end(await approvePolicy(cli, version, options)));
}
