import type { Command } from "commander";
import type { Cli, ExitCode } from "../cli.ts";
import { UsageError } from "../failure.ts";
import { atLeast } from "../numbers.ts";
import { signLog } from "./checkpoint.ts";
import { exportLog } from "./export.ts";
import { proveEntry } from "./prove.ts";
import { showLog } from "./show.ts";
import { verifyLog } from "./verify.ts";
import { verifyEntry } from "./verify-entry.ts";

type End = (code: ExitCode) => void;

const JSON_OUT = ["--json", "print JSON"] as const;

/** The access-gating log: to read, to hand over, and to check. */
export function describeLog(program: Command, cli: Cli, end: End): void {
  const log = program.command("log").description("the access-gating log");
  log
    .command("show")
    .description("its entries as JSON lines, exactly as they were hashed")
    .option("--from <seq>", "the first entry", atLeast(0), 0)
    .option("--limit <count>", "how many at most; all if left out", atLeast(1))
    .option("--in <folder>", "of an export: needs no database")
    .action(async (options) => end(await showLog(cli, options)));
  log
    .command("checkpoint")
    .description("sign what is new, and print the note for whoever keeps it")
    .option("--vkey", "print the key that verifies it instead")
    .option(...JSON_OUT)
    .action(async (options) => end(await signLog(cli, options)));
  log
    .command("export")
    .description("sign, and write all of it as files that other people's tools read (c2sp.org/tlog-tiles)")
    .requiredOption("--out <folder>", "where to: a folder that is new or empty")
    .option(...JSON_OUT)
    .action(async (options) => end(await exportLog(cli, options)));
  log
    .command("prove")
    .description("that one entry is in the log, for whoever has not the log (c2sp.org/tlog-proof)")
    .argument("<seq>", "which entry", atLeast(0))
    .option("--epoch <number>", "of which log, where there was more than one; the newest if left out", atLeast(1))
    .option("--out <file>", "where to; the entry itself goes beside it, as FILE.entry. Printed if left out")
    .action(async (seq, options) => end(await proveEntry(cli, seq, options)));
  log
    .command("verify")
    .description("check an export, or one entry by its proof, offline; names the first bad entry. Needs no database")
    .argument("[folder]", "an export of the log")
    .requiredOption("--key <vkeys...>", "the key of the log, or a file with it: not from the export that is checked")
    .option("--old <file>", "a checkpoint that you kept: the log must go on from it")
    .option("--proof <file>", "instead of a folder: the proof of one entry")
    .option("--entry <file>", "and the bytes of that entry")
    .option(...JSON_OUT)
    .action(async (folder, options) => end(await verify(cli, folder, options)));
}

interface Verify {
  readonly key: readonly string[];
  readonly old?: string;
  readonly proof?: string;
  readonly entry?: string;
  readonly json?: boolean;
}

async function verify(cli: Cli, folder: string | undefined, { proof, entry, ...options }: Verify): Promise<ExitCode> {
  if (folder !== undefined && proof === undefined && entry === undefined) return verifyLog(cli, folder, options);
  if (folder === undefined && proof !== undefined && entry !== undefined)
    return verifyEntry(cli, { ...options, proof, entry });
  throw new UsageError("Name the folder of an export, or --proof and --entry for one entry");
}
