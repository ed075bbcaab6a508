import { type LayeredPolicy, layerPolicies, type PolicyFile } from "../../src/policy/layer.ts";
import { parsePolicy } from "../../src/policy/parse.ts";
import type { Policy } from "../../src/policy/policy.ts";
import { formatProblem } from "../../src/policy/problem.ts";

/** The deployment's file with these lines under `enforcement:`; it must be valid. */
export function deploymentFile(yaml: string): PolicyFile {
  return fileOf(parsePolicy({ source: "app.yml", text: enforcement(yaml) }));
}

/** The organisation's file with these lines under `enforcement:`; it must be valid. */
export function organisationFile(yaml: string, deployment: PolicyFile): PolicyFile {
  return fileOf(parsePolicy({ source: "org.yml", text: enforcement(yaml), deployment }));
}

export function layered(yaml: string): LayeredPolicy {
  return layerPolicies(deploymentFile(yaml));
}

export function policyOf(yaml: string): Policy {
  return layered(yaml).policy;
}

/** What is wrong with these lines under `enforcement:`, a line of text for each. */
export function problemsIn(yaml: string, deployment?: PolicyFile): readonly string[] {
  return problemsInText(enforcement(yaml), deployment);
}

export function problemsInText(text: string, deployment?: PolicyFile): readonly string[] {
  const parsed = parsePolicy({ source: "app.yml", text, ...(deployment === undefined ? {} : { deployment }) });
  return parsed.ok ? [] : parsed.problems.map(formatProblem);
}

function enforcement(yaml: string): string {
  return `enforcement:\n${yaml.replace(/^(?=.)/gm, "  ")}\n`;
}

function fileOf(parsed: ReturnType<typeof parsePolicy>): PolicyFile {
  if (!parsed.ok) throw new Error(parsed.problems.map(formatProblem).join("\n"));
  return parsed;
}
