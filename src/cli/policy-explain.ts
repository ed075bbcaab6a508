import { explainPolicy, formatExplanation } from "../policy/explain.ts";
import type { Cli, ExitCode } from "./cli.ts";
import { type CheckPolicy, refuse } from "./policy-check.ts";
import { readPolicies } from "./policy-files.ts";

export async function explainPolicyFile({ terminal }: Cli, options: CheckPolicy): Promise<ExitCode> {
  const read = await readPolicies(terminal, options);
  if (!read.ok) return refuse(terminal, options, read.problems);

  const topics = explainPolicy(read.layered);
  const { digest } = read.layered;
  terminal.tell(options.json ? JSON.stringify({ ok: true, digest, topics }) : formatExplanation(topics));
  return 0;
}
