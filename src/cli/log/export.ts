import { resolve } from "node:path";
import type { Cli, ExitCode } from "../cli.ts";
import { writePack } from "../evidence/write-pack.ts";
import { LogEmptyError, withLog } from "./desk.ts";

export interface ExportLog {
  readonly out: string;
  readonly json?: boolean;
}

/**
 * Signs, and writes all of the log that was signed. What cannot be signed any more is exported as far as it was: whoever
 * verifies it then sees what was changed, and the exit code is 1.
 */
export async function exportLog(cli: Cli, { out, json }: ExportLog): Promise<ExitCode> {
  const { terminal } = cli;
  const folder = resolve(terminal.folder, out);
  return withLog(cli, async (desk): Promise<ExitCode> => {
    const signed = await desk.sign();
    if (signed.kind === "refused") terminal.complain(desk.describeProblem(signed.problem));
    const pack = await desk.pack();
    if (!pack) throw new LogEmptyError();
    const files = await writePack(folder, pack);
    const size = (await desk.stores.logTree.latest())?.size ?? 0;
    const told = { folder, files, size, isSigned: signed.kind !== "refused" };
    terminal.tell(json ? JSON.stringify(told, undefined, 2) : textOf(told));
    return told.isSigned ? 0 : 1;
  });
}

function textOf({ folder, files, size, isSigned }: { folder: string; files: number; size: number; isSigned: boolean }) {
  const until = isSigned ? "" : ", up to the last checkpoint that was signed";
  return `${size} entries in ${files} files in ${folder}${until}. README.txt there says how to check them`;
}
