import type { Command } from "commander";
import type { Cli, ExitCode } from "../cli.ts";
import { addHolds, dropHold, listHolds, releaseHolds, releaseRun } from "./hold.ts";

type End = (code: ExitCode) => void;

const ORG = ["--org <login>", "the organisation; the only one if left out"] as const;
const JSON_OUT = ["--json", "print JSON"] as const;
const BY = ["--by <login>", "the admin who says so"] as const;
const REASON = ["--reason <text>", "why; kept here, and in the log as a digest only"] as const;

/** Access that waits for training. */
export function describeHolds(program: Command, cli: Cli, end: End): void {
  const hold = program.command("hold").description("access that waits for training");
  hold
    .command("list")
    .description("what waits, for whom and for which course; and runs that wait for an admin")
    .option("--all", "what has ended too")
    .option(...ORG)
    .option(...JSON_OUT)
    .action(async (options) => end(await listHolds(cli, options)));
  hold
    .command("add")
    .description("give somebody seats in teams, roles on repositories, or an invitation, once they are trained")
    .requiredOption("--login <login>", "whom it is for")
    .option("--team <slugs...>", "the teams")
    .option("--repository <names...>", "repositories; for members of the organisation only")
    .option("--role <role>", "what they may do there: read, triage, write (if left out), maintain or admin")
    .requiredOption(...BY)
    .option(...ORG)
    .option(...JSON_OUT)
    .action(async (options) => end(await addHolds(cli, options)));
  hold
    .command("release [id]")
    .description("give what waits, whatever training is missing")
    .option("--all", "everything that waits")
    .requiredOption(...BY)
    .requiredOption(...REASON)
    .option(...ORG)
    .option(...JSON_OUT)
    .action(async (id, options) => end(await releaseHolds(cli, id, options)));
  hold
    .command("drop <id>")
    .description("end what waits without giving it: what was intended is forgotten")
    .requiredOption(...BY)
    .requiredOption(...REASON)
    .option(...JSON_OUT)
    .action(async (id, options) => end(await dropHold(cli, id, options)));
  hold
    .command("release-run <id>")
    .description("let a run take its seats: all that are still due")
    .requiredOption(...BY)
    .requiredOption(...REASON)
    .option(...JSON_OUT)
    .action(async (id, options) => end(await releaseRun(cli, id, options)));
}
