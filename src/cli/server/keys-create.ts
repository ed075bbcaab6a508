import { createKeys } from "../../keys.ts";
import type { Cli, ExitCode } from "../cli.ts";

/** Prints them and keeps nothing. */
export function showKeys({ terminal }: Cli, { json }: { readonly json?: boolean }): ExitCode {
  const keys = createKeys();
  const lines = Object.entries(keys).map(([variable, value]) => `${variable}=${value}`);
  terminal.tell(json ? JSON.stringify(keys) : lines.join("\n"));
  return 0;
}
