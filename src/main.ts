#!/usr/bin/env node
import { runCli } from "./cli/main.ts";
import { createTerminal } from "./cli/terminal.ts";

const code = await runCli(process.argv.slice(2), { terminal: createTerminal(process), app: () => import("./app.ts") });

// Whoever started us waits for this, whatever a library still holds open; what was written has left already.
process.exit(code);
