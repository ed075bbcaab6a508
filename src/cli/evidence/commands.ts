import type { Command } from "commander";
import type { Cli, ExitCode } from "../cli.ts";
import { atLeast } from "../numbers.ts";
import { exportEvidence } from "./export.ts";
import { reconcileEvidence } from "./reconcile.ts";
import { sampleEvidence } from "./sample.ts";

const ORG = ["--org <login>", "the organisation; the only one if left out"] as const;

/** What an auditor takes away. */
export function describeEvidence(program: Command, cli: Cli, end: (code: ExitCode) => void): void {
  const evidence = program.command("evidence").description("what an auditor takes away, and can check");
  evidence
    .command("export")
    .description("all reports as CSV and JSONL, with the log, a manifest and SHA256SUMS")
    .requiredOption("--from <day>", "the first day, YYYY-MM-DD (UTC)")
    .requiredOption("--to <day>", "the last day, YYYY-MM-DD (UTC), and all of it")
    .requiredOption("--out <folder>", "where to: a folder that is new or empty")
    .option("--drop <folder>", "lay the reports out for GRC platforms there too, as files: nothing is sent anywhere")
    .option("--report <ids...>", "these reports alone, such as R-04; all if left out")
    .option("--at <time>", "R-05: who had access then, YYYY-MM-DD (its end) or an instant; the last day if left out")
    .option("--known-at <time>", "R-05: as it was known then, without later corrections; all that is known if left out")
    .option("--by <login>", "who takes it, for the manifest and the log")
    .option(...ORG)
    .option("--json", "print JSON")
    .action(async (options) => end(await exportEvidence(cli, options)));
  evidence
    .command("sample")
    .description("rows of one report, chosen by a seed, with the entry and the proof under each: open index.html")
    .requiredOption("--report <id>", "the report that is the population, such as R-04")
    .requiredOption("--n <count>", "how many rows", atLeast(1))
    .requiredOption("--seed <text>", "by which they are chosen: the same seed chooses the same rows, anywhere")
    .option("--from <day>", "the first day, YYYY-MM-DD (UTC); 90 days up to the last one if left out")
    .option("--to <day>", "the last day, and all of it; today if left out")
    .option("--out <folder>", "where to: a folder that is new or empty; sample-R-NN if left out")
    .option("--by <login>", "who takes it, for the manifest and the log")
    .option(...ORG)
    .option("--json", "print JSON")
    .action(async (options) => end(await sampleEvidence(cli, options)));
  evidence
    .command("reconcile")
    .description("compare GitHub's own audit log with what is known here: what stands on one side only?")
    .requiredOption("--github-audit-log <file>", "the JSON that an owner downloads from the organisation's audit log")
    .option("--dry-run", "only tell what would come of it")
    .option(...ORG)
    .option("--json", "print JSON")
    .action(async (options) => end(await reconcileEvidence(cli, options)));
}
