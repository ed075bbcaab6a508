import type { Cli, ExitCode } from "../cli.ts";
import { LogEmptyError, withLog } from "./desk.ts";

export interface SignLog {
  readonly vkey?: boolean;
  readonly json?: boolean;
}

/** Signs what is new, and prints the note as it is to be kept; or the key that verifies it. */
export async function signLog(cli: Cli, options: SignLog): Promise<ExitCode> {
  const { terminal } = cli;
  return withLog(cli, async (desk): Promise<ExitCode> => {
    const signed = await desk.sign();
    if (signed.kind === "refused") {
      terminal.complain(desk.describeProblem(signed.problem));
      return 1;
    }
    const { checkpoint } = signed;
    if (!checkpoint) throw new LogEmptyError();
    const vkeys = await desk.vkeys();
    const { epoch, size, root, note } = checkpoint;
    if (options.json) {
      const told = {
        epoch,
        size,
        root: Buffer.from(root).toString("base64"),
        isNew: signed.kind === "signed",
        note,
        vkeys,
      };
      terminal.tell(JSON.stringify(told, undefined, 2));
    } else {
      if (signed.kind === "unchanged" && !options.vkey)
        terminal.complain("Nothing is new since this checkpoint was signed.");
      // `tell` ends the last line itself.
      terminal.tell(options.vkey ? vkeys.join("\n") : note.replace(/\n$/, ""));
    }
    return 0;
  });
}
