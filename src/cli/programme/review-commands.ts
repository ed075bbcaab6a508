import type { Command } from "commander";
import type { Cli, ExitCode } from "../cli.ts";
import { atLeast } from "../numbers.ts";
import { listReviews, showReview } from "./review.ts";

const ORG = ["--org <login>", "the organisation; the only one if left out"] as const;
const JSON_OUT = ["--json", "print JSON"] as const;

/** The periodic reviews of the programme; ticked, signed and approved in the browser. */
export function describeReviews(program: Command, cli: Cli, end: (code: ExitCode) => void): void {
  const review = program.command("review").description("the periodic reviews of the programme");
  review
    .command("list")
    .description("all of them, and when the next one opens")
    .option(...ORG)
    .option(...JSON_OUT)
    .action(async (options) => end(await listReviews(cli, options)));
  review
    .command("show")
    .description("what one looks at, what was found, and its digests")
    .argument("<number>", "the review's number", atLeast(1))
    .option(...ORG)
    .option(...JSON_OUT)
    .action(async (number, options) => end(await showReview(cli, number, options)));
}
