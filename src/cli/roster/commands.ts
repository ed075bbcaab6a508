import { type Command, Option } from "commander";
import { ROSTER_SOURCES } from "../../domain/roster.ts";
import type { Cli, ExitCode } from "../cli.ts";
import { importRoster } from "./import.ts";
import { listRoster } from "./list.ts";
import { linkPerson, unlinkPerson } from "./person-link.ts";

type End = (code: ExitCode) => void;

const ORG = ["--org <login>", "the organisation; the only one if left out"] as const;
const JSON_OUT = ["--json", "print JSON"] as const;
const BY = ["--by <login>", "who does it: an administrator"] as const;

const sourceOption = () =>
  new Option("--source <source>", "which system it is").choices([...ROSTER_SOURCES]).makeOptionMandatory();

/** Who is to be trained, as files of other systems tell it, and whose account is whose. */
export function describeRoster(program: Command, cli: Cli, end: End): void {
  const person = program.commands.find((command) => command.name() === "person") ?? program.command("person");
  describeLinks(person, cli, end);
  const roster = program.command("roster").description("who is to be trained, as files of other systems tell it");
  roster
    .command("import <file>")
    .description("take over a CSV file of everybody whom one system knows; who is missing in it has left that system")
    .addOption(sourceOption())
    .requiredOption(...BY)
    .option(
      "--map <name>",
      "bamboohr, generic, or a YAML file that says what stands where; by the headings if left out",
    )
    .option("--date-format <pattern>", "how days are written, such as MM/DD/YYYY; iso (YYYY-MM-DD) if left out")
    .option("--dry-run", "say what the file would change, and change nothing")
    .option("--partial", "it names some people only: nobody is ended whom it does not name")
    .option("--confirm-shrink", "it is right that the file names so many people fewer")
    .option(...ORG)
    .option(...JSON_OUT)
    .action(async (file, options) => end(await importRoster(cli, file, options)));
  roster
    .command("list")
    .description("who stands on it, and whom it does not know")
    .addOption(
      new Option(
        "--show <which>",
        "conflicts: not clear whose account; unknown: with access at GitHub, and on no roster",
      )
        .choices(["all", "unlinked", "conflicts", "ended", "unknown"])
        .default("all"),
    )
    .option("--search <text>", "in keys, names, addresses, roles, departments and logins")
    .option(...ORG)
    .option(...JSON_OUT)
    .action(async (options) => end(await listRoster(cli, options)));
}

/** Of the commands about one person those that say which account is theirs. */
function describeLinks(person: Command, cli: Cli, end: End): void {
  person
    .command("link")
    .description("say whose line of the roster it is, where that is not clear or is wrong")
    .requiredOption("--login <login>", "the GitHub account")
    .requiredOption("--roster <key>", "the key of the line in its source")
    .addOption(sourceOption())
    .requiredOption(...BY)
    .option(...ORG)
    .option(...JSON_OUT)
    .action(async (options) => end(await linkPerson(cli, options)));
  person
    .command("unlink")
    .description("the line is nobody's account, and is not linked by itself again")
    .requiredOption("--roster <key>", "the key of the line in its source")
    .addOption(sourceOption())
    .requiredOption(...BY)
    .option(...ORG)
    .option(...JSON_OUT)
    .action(async (options) => end(await unlinkPerson(cli, options)));
}
