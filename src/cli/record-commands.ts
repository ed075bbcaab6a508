import { type Command, Option } from "commander";
import type { Cli, ExitCode } from "./cli.ts";
import { replay } from "./decisions/replay.ts";
import { erasePerson } from "./roster/person.ts";

/** What is kept of people and of decisions: forgetting it, and deciding again from it. */
export function describeRecords(program: Command, cli: Cli, end: (code: ExitCode) => void): void {
  const person = program.commands.find((command) => command.name() === "person") ?? program.command("person");
  person
    .description("people and what is kept of them")
    .command("erase <who>")
    .description(
      "leave nothing of somebody but a random id: WHO is a login, our id of a person, or an account's number",
    )
    .requiredOption("--by <login>", "who does it: an administrator")
    .requiredOption("--reason <text>", "why; kept here, and in the log as a digest only")
    .addOption(
      new Option("--basis <word>", "on what ground").choices(["request", "retention", "other"]).default("request"),
    )
    .option("--also <words...>", "names under which reasons and notes may speak of them, such as a surname alone")
    .option("--still-a-member", "even if GitHub will name them again, as somebody new")
    .option("--dry-run", "say what would be erased, and change nothing")
    .option("--json", "print JSON")
    .action(async (who, options) => end(await erasePerson(cli, who, options)));
  program
    .command("replay [decision]")
    .description("decide again from the facts and the policy that were kept: is it what the log says?")
    .option("--all", "every decision of the log")
    .option("--json", "print JSON; with --all a line for each that differs, and one with the counts")
    .action(async (decision, options) => end(await replay(cli, { decision, ...options })));
}
