import { Command, CommanderError } from "commander";
import { readVersion } from "../config.ts";
import { describeClients } from "./access/client-commands.ts";
import { describeHolds } from "./access/hold-commands.ts";
import { sweepDryRun } from "./access/sweep-dry-run.ts";
import { describeAwareness } from "./awareness/commands.ts";
import type { Cli, ExitCode } from "./cli.ts";
import { checkContent } from "./content/check.ts";
import { diffContent } from "./content/diff.ts";
import { publishContent } from "./content/publish.ts";
import { explain } from "./decisions/explain.ts";
import { describeEvidence } from "./evidence/commands.ts";
import { describeExceptions } from "./exceptions/exception-commands.ts";
import { linesOf } from "./failure.ts";
import { describeLog } from "./log/commands.ts";
import { atLeast } from "./numbers.ts";
import { checkPolicy } from "./policy/check.ts";
import { explainPolicyFile } from "./policy/explain.ts";
import { previewPolicy } from "./policy/preview.ts";
import { releasePolicy } from "./policy/release.ts";
import { describeReviews } from "./programme/review-commands.ts";
import { describeTrainingPolicy } from "./programme/training-policy-commands.ts";
import { describeRecords } from "./record-commands.ts";
import { describeRoster } from "./roster/commands.ts";
import { describeDoctor } from "./server/doctor-commands.ts";
import { showKeys } from "./server/keys-create.ts";
import { rotateKeys } from "./server/keys-rotate.ts";
import { pause, resume } from "./server/pause.ts";
import { runSandbox } from "./server/sandbox.ts";
import { setup } from "./server/setup.ts";
import { start } from "./server/start.ts";
import { sweep } from "./server/sweep.ts";

/** Runs one command to its end. Never throws and never ends the process: what went wrong is told, and is the code. */
export async function runCli(args: readonly string[], cli: Cli): Promise<ExitCode> {
  let code: ExitCode = 0;
  const program = describeCommands(cli, (result) => {
    code = result;
  });
  try {
    await program.parseAsync(args, { from: "user" });
    return code;
  } catch (error) {
    // Help and version end in an "error" of code 0; all others of commander's have been told by itself.
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    for (const line of linesOf(error)) cli.terminal.complain(line);
    return 2;
  }
}

/** Each group of commands is described beside what it does. */
const GROUPS = [
  describeGroups,
  describeExceptions,
  describeHolds,
  describeRecords,
  describeRoster,
  describeAwareness,
  describeEvidence,
  describeClients,
  describeLog,
  describeTrainingPolicy,
  describeReviews,
] as const;

function describeCommands(cli: Cli, end: (code: ExitCode) => void): Command {
  const program = createProgram(cli);
  program
    .command("start")
    .description("serve webhooks and pages until SIGTERM or SIGINT")
    .action(async () => end(await start(cli)));
  program
    .command("setup")
    .description("register the App on GitHub through a browser on this machine, and keep its secrets in .env")
    .requiredOption("--org <login>", "the organisation that the App will belong to")
    .option("--with <features>", "ask for more: rulesets, access, properties, notices; several with commas")
    .option("--port <port>", "where to listen on this machine; any free port if left out", atLeast(1))
    .action(async (options) => end(await setup(cli, options)));
  program
    .command("pause")
    .description("emergency stop: let pull requests merge without the check; needs an owner's GITHUB_TOKEN, no server")
    .requiredOption("--org <login>", "the organisation")
    .requiredOption("--reason <text>", "why, for the record")
    .option("--json", "print JSON")
    .action(async (options) => end(await pause(cli, options)));
  program
    .command("resume")
    .description("back from pause: require the check again; needs an owner's GITHUB_TOKEN, no server")
    .requiredOption("--org <login>", "the organisation")
    .option("--json", "print JSON")
    .action(async (options) => end(await resume(cli, options)));
  program
    .command("sweep")
    .description("compare with GitHub and evaluate every open pull request that has not its right verdict")
    .option("--json", "print JSON")
    .option("--dry-run", "say what would be written of people's access, and write nothing")
    .action(async ({ dryRun, ...options }) => end(await (dryRun ? sweepDryRun : sweep)(cli, options)));
  describeDoctor(program, cli, end);
  program
    .command("explain")
    .description("the newest decision about somebody's pull requests, and why")
    .requiredOption("--person <login>", "who is asked about")
    .option("--repo <ref>", "OWNER/REPO, OWNER/REPO#NUMBER or OWNER/REPO@SHA; all open pull requests if left out")
    .option("--at <time>", "as it stood then: a day, or an instant such as 2026-11-23T12:00:00Z")
    .option("--json", "print JSON")
    .action(async (options) => end(await explain(cli, options)));
  program
    .command("sandbox")
    .description("the whole product against a stand-in GitHub on this machine; only in a checkout")
    .option("--play [chapter]", "tell the story by itself and end; gate, access or programme alone, if it is named")
    .action(async (options) => end(await runSandbox(cli, options)));
  for (const describe of GROUPS) describe(program, cli, end);
  return program;
}

function describeGroups(program: Command, cli: Cli, end: (code: ExitCode) => void): void {
  const policy = program.command("policy").description("app.yml: what is asked of whom");
  const organisation = ["--organisation <file>", "the organisation's own app.yml, laid over FILE"] as const;
  policy
    .command("check [file]")
    .description("is it valid? FILE is POLICY_FILE if left out")
    .option(...organisation)
    .option("--json", "print JSON")
    .action(async (file, options) => end(await checkPolicy(cli, { ...options, file })));
  policy
    .command("explain [file]")
    .description("in plain sentences, each with the file and line that it comes from")
    .option(...organisation)
    .option("--org <login>", "what is in force there, and what waits, by the database")
    .option("--json", "print JSON")
    .action(async (file, options) => end(await explainPolicyFile(cli, { ...options, file })));

  describeChanges(policy, cli, end);

  const content = program.command("content").description("the courses");
  content
    .command("check")
    .description("is the curriculum sound, and does it fit the time that people are given?")
    .option("--staged", "tell also what waits to be put in force; needs the database")
    .option("--json", "print JSON")
    .action(async (options) => end(await checkContent(cli, options)));
  content
    .command("diff [folder]")
    .description("which new version each course deserves, compared with FOLDER, or with what is in force, and why")
    .option("--json", "print JSON")
    .action(async (folder, options) => end(await diffContent(cli, { ...options, folder })));
  content
    .command("publish [courses...]")
    .description("put staged versions in force: all of them, or those of these courses")
    .option("--by <login>", "who does it, for the log; not needed with --dry-run")
    .option("--reason <text>", "why: needed where it would newly block more than the cap")
    .option("--dry-run", "only tell what is staged and what it would change")
    .option("--json", "print JSON")
    .action(async (courses, options) => end(await publishContent(cli, { ...options, courses })));

  const keys = program.command("keys").description("the keys of this installation");
  keys
    .command("create")
    .description("print new keys as lines of an environment")
    .option("--json", "print JSON")
    .action((options) => end(showKeys(cli, options)));
  keys
    .command("rotate")
    .description("make a new checkpoint key in DATA_DIR, and keep the old one for as long as both sign")
    .option("--json", "print JSON")
    .action(async (options) => end(await rotateKeys(cli, options)));
}

function describeChanges(policy: Command, cli: Cli, end: (code: ExitCode) => void): void {
  policy
    .command("preview <file>")
    .description("who and what FILE would change, before it does: the organisation's app.yml, or the deployment's")
    .option("--org <login>", "this organisation alone")
    .option("--json", "print JSON")
    .action(async (file, options) => end(await previewPolicy(cli, { ...options, file })));
  policy
    .command("release")
    .description("put the policy in force that is held because it would newly block more than the cap")
    .option("--org <login>", "this organisation alone")
    .requiredOption("--by <login>", "who does it, for the log")
    .requiredOption("--reason <text>", "why; the log keeps its SHA-256")
    .option("--json", "print JSON")
    .action(async (options) => end(await releasePolicy(cli, options)));
}

function createProgram({ terminal }: Cli): Command {
  return new Command("training-gate")
    .description("Enforces security training before repository access, and proves it.")
    .version(readVersion())
    .exitOverride()
    .showSuggestionAfterError()
    .configureOutput({
      writeOut: (text) => terminal.tell(text.trimEnd()),
      writeErr: (text) => terminal.complain(text.trimEnd()),
    });
}
