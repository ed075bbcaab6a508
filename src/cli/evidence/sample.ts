import { resolve } from "node:path";
import { DAY_MS } from "../../domain/day.ts";
import { sampleProblem } from "../../evidence/sample.ts";
import type { Cli, ExitCode } from "../cli.ts";
import { UsageError } from "../failure.ts";
import { installationOf, namedAs, periodOf, withEvidence } from "./evidence.ts";
import { writePack } from "./write-pack.ts";

export interface SampleEvidence {
  readonly report: string;
  readonly n: number;
  readonly seed: string;
  readonly from?: string;
  readonly to?: string;
  readonly out?: string;
  readonly by?: string;
  readonly org?: string;
  readonly json?: boolean;
}

/** As the pages of auditors, where no period is named. */
const USUAL_DAYS = 90;

/** The same report, period, n and seed choose the same rows, here and on the auditor's pages. */
export async function sampleEvidence(cli: Cli, options: SampleEvidence): Promise<ExitCode> {
  const { terminal } = cli;
  const { n, seed } = options;
  const problem = sampleProblem({ n, seed });
  if (problem === "n") throw new UsageError("--n: a sample has 1 to 1000 rows");
  if (problem === "seed") throw new UsageError("--seed: 1 to 100 characters that can be typed on any keyboard");
  const report = options.report.toUpperCase();
  const folder = resolve(terminal.folder, options.out ?? `sample-${report}`);
  return withEvidence(cli, async (desk): Promise<ExitCode> => {
    const now = desk.now().getTime();
    const { from = dayOf(now - (USUAL_DAYS - 1) * DAY_MS), to = dayOf(now) } = options;
    const period = periodOf({ from, to }, desk);
    const installation = await installationOf(options.org, desk);
    const by = options.by === undefined ? null : await namedAs(options.by, desk);
    const files = await writePack(folder, desk.sample({ installation, period, report, n, seed, by }));
    if (options.json) terminal.tell(JSON.stringify({ folder, files, report, from, to, n, seed }));
    else terminal.tell(`${files} files in ${folder}, from ${from} to ${to}. Open index.html there`);
    return 0;
  });
}

function dayOf(at: number): string {
  return new Date(at).toISOString().slice(0, 10);
}
