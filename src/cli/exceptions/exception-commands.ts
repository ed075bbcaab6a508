import type { Command } from "commander";
import type { Cli, ExitCode } from "../cli.ts";
import { UsageError } from "../failure.ts";
import { atLeast } from "../numbers.ts";
import { endBreakGlass, listBreakGlass, reviewBreakGlass, runBreakGlass } from "./break-glass.ts";
import { approveImport, declineImport, importCompletions } from "./completions-import.ts";
import { listImports } from "./import-text.ts";
import { addWaiver, listWaivers, revokeWaiver } from "./waiver.ts";

type End = (code: ExitCode) => void;

const ORG = ["--org <login>", "the organisation; the only one if left out"] as const;
const JSON_OUT = ["--json", "print JSON"] as const;
const REQUESTED_BY = ["--requested-by <login>", "who asks for it"] as const;
const APPROVED_BY = ["--approved-by <login>", "who agrees: another person, who holds the role"] as const;

/** Exceptions to the rule, each by two people, and completions from elsewhere. */
export function describeExceptions(program: Command, cli: Cli, end: End): void {
  describeWaivers(program.command("waiver").description("spare somebody a layer of training, for a time"), cli, end);
  describeBreakGlass(
    program.command("break-glass").description("let one pull request through as it is, for some hours"),
    cli,
    end,
  );
  describeImports(program.command("completions").description("training that was done in another system"), cli, end);
}

function describeWaivers(waiver: Command, cli: Cli, end: End): void {
  waiver
    .command("add")
    .description("in force at once: who asks and who agrees are both named here")
    .requiredOption("--person <login>", "whom it is for")
    .requiredOption("--layer <name>", "the layer of the policy")
    .requiredOption("--until <day>", "the last day, YYYY-MM-DD")
    .requiredOption("--reason <text>", "why; kept here, and in the log as a digest only")
    .requiredOption(...REQUESTED_BY)
    .requiredOption(...APPROVED_BY)
    .option("--from <day>", "the first day; now if left out")
    .option("--document <file>", "what justifies it: its digest is kept")
    .option("--owner <login>", "who answers for it; who asks, if left out")
    .option("--repositories <patterns...>", "only in these; * stands for any characters")
    .option(...ORG)
    .option(...JSON_OUT)
    .action(async (options) => end(await addWaiver(cli, options)));
  waiver
    .command("revoke <id>")
    .description("end it at once")
    .requiredOption("--reason <text>", "why")
    .option("--by <login>", "who ends it")
    .option(...JSON_OUT)
    .action(async (id, options) => end(await revokeWaiver(cli, id, options)));
  waiver
    .command("list")
    .description("those that wait or are in force")
    .option("--all", "past ones too")
    .option(...ORG)
    .option(...JSON_OUT)
    .action(async (options) => end(await listWaivers(cli, options)));
}

function describeBreakGlass(breakGlass: Command, cli: Cli, end: End): void {
  breakGlass
    .command("use <pull>")
    .description("OWNER/REPO#NUMBER: the commit that is there now passes; a new push ends that")
    .requiredOption("--reason <text>", "why; kept here, and in the log as a digest only")
    .requiredOption(...REQUESTED_BY)
    .requiredOption(...APPROVED_BY)
    .option("--hours <count>", "how long, 24 at most", atLeast(1), 24)
    .option(...ORG)
    .option(...JSON_OUT)
    .action(async (pull, options) => end(await runBreakGlass(cli, pull, options)));
  breakGlass
    .command("end <id>")
    .description("end it before its time")
    .requiredOption("--reason <text>", "why")
    .option("--by <login>", "who ends it")
    .option(...JSON_OUT)
    .action(async (id, options) => end(await endBreakGlass(cli, id, options)));
  breakGlass
    .command("review <id>")
    .description("look at it afterwards, as a third person")
    .requiredOption("--by <login>", "who looked at it")
    .requiredOption("--note <text>", "what came of it; kept here, and in the log as a digest only")
    .option(...JSON_OUT)
    .action(async (id, options) => end(await reviewBreakGlass(cli, id, options)));
  breakGlass
    .command("list")
    .description("those that wait or are to be reviewed")
    .option("--all", "past ones too")
    .option(...ORG)
    .option(...JSON_OUT)
    .action(async (options) => end(await listBreakGlass(cli, options)));
}

function describeImports(completions: Command, cli: Cli, end: End): void {
  completions
    .command("import [file]")
    .description("keep the completions of a CSV file for a second person to approve; or approve them, with --approve")
    .option(
      "--map <name>",
      "knowbe4, moodle, generic, classroom, or a YAML file that says what stands where",
      "generic",
    )
    .option("--dry-run", "say what the file would bring, and change nothing")
    .option("--requested-by <login>", "who brings the file")
    .option("--approve <id>", "make completions of what waits under this id")
    .option("--approved-by <login>", "who approves: another administrator")
    .option(...ORG)
    .option(...JSON_OUT)
    .action(async (file, options) => end(await importOrApprove(cli, file, options)));
  completions
    .command("decline <id>")
    .description("drop what waits, so that a mended file can bring it again")
    .requiredOption("--by <login>", "who declines it")
    .requiredOption("--reason <text>", "why")
    .option(...JSON_OUT)
    .action(async (id, options) => end(await declineImport(cli, id, options)));
  completions
    .command("list")
    .description("imports that wait")
    .option("--all", "past ones too")
    .option(...ORG)
    .option(...JSON_OUT)
    .action(async (options) => end(await listImports(cli, options)));
}

type ImportOptions = Parameters<typeof importCompletions>[2] & {
  readonly approve?: string;
  readonly approvedBy?: string;
};

async function importOrApprove(cli: Cli, file: string | undefined, options: ImportOptions): Promise<ExitCode> {
  const { approve, approvedBy, ...rest } = options;
  if (approve === undefined) {
    if (file === undefined) throw new UsageError("Name the CSV file, or with --approve what waits already");
    return importCompletions(cli, file, rest);
  }
  if (file !== undefined) throw new UsageError("--approve takes what waits already: leave the file out");
  if (approvedBy === undefined) throw new UsageError("--approved-by is needed: who approves");
  return approveImport(cli, approve, { approvedBy, ...(rest.json && { json: true }) });
}
