import { writeFile } from "node:fs/promises";
import { resolve } from "node:path";
import type { Cli, ExitCode } from "../cli.ts";
import { UsageError } from "../failure.ts";
import { LogEmptyError, withLog } from "./desk.ts";

export interface ProveEntry {
  readonly epoch?: number;
  /** Where the proof goes; the entry's bytes go beside it. Printed if left out. */
  readonly out?: string;
}

/** That one entry is in the log: https://c2sp.org/tlog-proof. Signs first where no checkpoint covers it yet. */
export async function proveEntry(cli: Cli, seq: number, { epoch: asked, out }: ProveEntry): Promise<ExitCode> {
  const { terminal } = cli;
  return withLog(cli, async (desk): Promise<ExitCode> => {
    const covered = await desk.stores.logTree.latest(asked);
    if (!covered || seq >= covered.size) await desk.sign();
    const latest = await desk.stores.logTree.latest(asked);
    if (!latest && asked !== undefined) throw new UsageError(`There is no epoch ${asked} of the log, or nothing in it`);
    if (!latest) throw new LogEmptyError();
    const { epoch, size } = latest;
    const proof = await desk.prove({ epoch, seq });
    const [entry] = await desk.stores.log.read({ epoch, from: seq, limit: 1 });
    if (proof === null || entry?.seq !== seq)
      throw new UsageError(`There is no entry ${seq}: ${size} are signed, and the last is ${size - 1}`);
    if (out === undefined) terminal.tell(proof.replace(/\n$/, ""));
    else {
      const path = resolve(terminal.folder, out);
      await writeFile(path, proof);
      await writeFile(`${path}.entry`, entry.body);
      terminal.tell(`${path} proves ${path}.entry`);
    }
    return 0;
  });
}
