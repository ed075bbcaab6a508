import { type Command, Option } from "commander";
import type { Cli, ExitCode } from "../cli.ts";
import { importAwareness } from "./import.ts";
import { sendAwareness } from "./send.ts";

type End = (code: ExitCode) => void;

const ORG = ["--org <login>", "the organisation; the only one if left out"] as const;
const JSON_OUT = ["--json", "print JSON"] as const;
const BY = ["--by <login>", "who does it: an administrator"] as const;

/** What keeps people aware beside their training. */
export function describeAwareness(program: Command, cli: Cli, end: End): void {
  const awareness = program.command("awareness").description("what keeps people aware beside their training");
  awareness
    .command("send <slug>")
    .description("send what lies in content/awareness/SLUG.md to those whom it is for; what was broken off goes on")
    .option("--by <login>", "who does it: an administrator; not needed with --dry-run")
    .option("--again", "it was sent before: send it to those whom this text has not reached")
    .option("--dry-run", "say whom it would reach, and send nothing")
    .option(...ORG)
    .option(...JSON_OUT)
    .action(async (slug, options) => end(await sendAwareness(cli, slug, options)));
  awareness
    .command("import <file>")
    .description("take over results of simulated phishing, incidents that people reported, or drills, from a CSV file")
    .addOption(
      new Option("--kind <kind>", "what the file is of")
        .choices(["phishing", "incidents", "drills"])
        .makeOptionMandatory(),
    )
    .requiredOption(...BY)
    .option("--map <name>", "of phishing: gophish, knowbe4, generic, or a YAML file that says what stands where")
    .option("--campaign <name>", "of phishing: what the campaign is called, where the file does not say")
    .option("--format <pattern>", "how times are written, such as MM/DD/YYYY HH:mm; iso if left out")
    .option("--dry-run", "say what the file would bring, and keep nothing")
    .option(...ORG)
    .option(...JSON_OUT)
    .action(async (file, options) => end(await importAwareness(cli, file, options)));
}
