import { readConfig } from "../../config.ts";
import type { CoverageReport } from "../../gate/coverage-report.ts";
import { organisationRuleset, rulesetTerraform } from "../../gate/ruleset.ts";
import type { Cli, ExitCode } from "../cli.ts";
import { UsageError } from "../failure.ts";
import { commandDeps } from "../storage.ts";
import { coverageText } from "./doctor-text.ts";

export interface Doctor {
  readonly org?: string;
  readonly json?: boolean;
  readonly print?: "json" | "terraform";
}

/** The answer is no where there is a hole, and where the App is installed nowhere. */
export async function doctor({ terminal, app }: Cli, { org, json, print }: Doctor): Promise<ExitCode> {
  const config = readConfig(terminal.environment(), ["github", "server", "database"]);
  const { runDoctor } = await app();
  const reports = await runDoctor(config, commandDeps(config), { org: org ?? null });
  if (reports.length === 0) {
    const where = org === undefined ? "anywhere" : `on ${org}`;
    terminal.complain(`The App is not installed ${where}, or its policy cannot be used: see policy check`);
    return 1;
  }
  if (print) {
    terminal.tell(rulesetText(onlyOne(reports), { print, appId: config.github.appId }));
    return 0;
  }
  terminal.tell(json ? JSON.stringify(reports) : reports.map(coverageText).join("\n\n"));
  return reports.every(({ holes }) => holes.length === 0) ? 0 : 1;
}

function onlyOne(reports: readonly CoverageReport[]): CoverageReport {
  const [first] = reports;
  if (first && reports.length === 1) return first;
  const names = reports.map(({ organisation }) => organisation).join(", ");
  throw new UsageError(`--print is about one organisation: add --org, one of ${names}`);
}

/** Where an open head has no run yet, requiring one would leave it waiting: such repositories are left out. */
function rulesetText(
  { repositories }: CoverageReport,
  { print, appId }: { readonly print: "json" | "terraform"; readonly appId: number },
): string {
  const ready = repositories.filter(({ mode, openHeads, answered }) => mode !== "observe" && openHeads === answered);
  const ids = ready.map(({ id }) => id).sort((a, b) => a - b);
  if (print === "terraform") return rulesetTerraform(appId, ids);
  return JSON.stringify(organisationRuleset(appId, ids), null, 2);
}
