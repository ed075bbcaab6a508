import { type Command, Option } from "commander";
import type { Cli, ExitCode } from "../cli.ts";
import { UsageError } from "../failure.ts";
import { doctor } from "./doctor.ts";
import { sendTestNotice } from "./doctor-send.ts";

interface Given {
  readonly org?: string;
  readonly json?: boolean;
  readonly print?: "json" | "terraform";
  readonly sendTest?: boolean;
  readonly to?: string;
}

export function describeDoctor(program: Command, cli: Cli, end: (code: ExitCode) => void): void {
  program
    .command("doctor")
    .description("is the gate real? Looks at GitHub where the check is required, answered, and who gets past it")
    .option("--org <login>", "one organisation; all that the App is installed on if left out")
    .option("--json", "print JSON")
    .addOption(
      new Option("--print <format>", "the ruleset that requires the check, and nothing else").choices([
        "json",
        "terraform",
      ]),
    )
    .option("--send-test", "send one message, with --to, by each way in which people are told things, and nothing else")
    .option("--to <who>", "who gets it: a login, or a mail address")
    .action(async ({ sendTest = false, to, ...options }: Given) => {
      if (!sendTest && to !== undefined) throw new UsageError("--to says who gets the test: add --send-test");
      end(sendTest ? await sendTestNotice(cli, { ...options, to }) : await doctor(cli, options));
    });
}
