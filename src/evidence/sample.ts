import { createHash } from "node:crypto";
import { jsonLines } from "./jsonl.ts";
import type { Period, Report, Row } from "./report.ts";

export interface SampleAsk {
  /** How many rows; all of them where there are fewer. */
  readonly n: number;
  readonly seed: string;
}

export interface ChosenRow {
  /** Its line in the report's JSONL file, counted from 1. */
  readonly line: number;
  /** Lower-case hex. */
  readonly ticket: string;
  readonly row: Row;
}

export interface Sample extends SampleAsk {
  readonly population: { readonly rows: number; readonly sha256: string };
  /** In the order of their lines. */
  readonly chosen: readonly ChosenRow[];
}

/** As manifests and pages tell it; `redoSample` gives the commands. */
export const SAMPLE_METHOD =
  "The population is the report's JSONL file of the period, and its SHA-256 is the population's hash. Each line has a " +
  "ticket: the SHA-256, in hex, of the text “SEED HASH LINE” (single spaces, no newline; lines count from 1). The n " +
  "lowest tickets are the sample. Nobody knows the tickets before both the seed and the population are fixed.";

const SEED = /^[!-~](?:[ -~]{0,98}[!-~])?$/;
export const LARGEST_SAMPLE = 1_000;

/** Why a sample cannot be drawn like this; null if it can. */
export function sampleProblem({ n, seed }: SampleAsk): "n" | "seed" | null {
  if (!Number.isSafeInteger(n) || n < 1 || n > LARGEST_SAMPLE) return "n";
  return SEED.test(seed) ? null : "seed";
}

/**
 * The same rows for the same report, period, n and seed, anywhere. Reads the report twice, so that nothing but the chosen
 * rows is ever held; throws if it is not the same both times, which one snapshot rules out.
 */
export async function drawSample(report: Report, period: Period, ask: SampleAsk): Promise<Sample> {
  if (sampleProblem(ask) !== null)
    throw new RangeError("A sample has 1 to 1000 rows, and a seed of 1 to 100 characters");
  const population = await measure(report, period);
  const tickets = lowestTickets(ask, population);
  const chosen: ChosenRow[] = [];
  const again = await measure(report, period, (row, line) => {
    const ticket = tickets.get(line);
    if (ticket !== undefined) chosen.push({ line, ticket, row });
  });
  if (again.sha256 !== population.sha256) throw new Error(`${report.id} gave other rows when it was read again`);
  return { ...ask, population, chosen };
}

export function ticketOf(seed: string, populationSha256: string, line: number): string {
  return createHash("sha256").update(`${seed} ${populationSha256} ${line}`, "utf8").digest("hex");
}

/** How an auditor draws it again with a shell and coreutils: prints the lines' numbers, and the lines. */
export function redoSample(file: string, { n, seed }: SampleAsk): string {
  return [
    `file=${quoted(file)} seed=${quoted(seed)} n=${n}`,
    "hash=$(sha256sum < \"$file\" | cut -d' ' -f1)",
    'i=0; while read -r _; do i=$((i+1)); printf "%s %s %s" "$seed" "$hash" "$i" | sha256sum | sed "s/-/$i/"; done < "$file" |',
    "  sort | head -n \"$n\" | awk '{print $2}' | sort -n > lines",
    "awk 'NR==FNR {wanted[$1]; next} FNR in wanted' lines \"$file\"",
  ].join("\n");
}

const quoted = (text: string) => `'${text.replaceAll("'", "'\\''")}'`;

async function measure(
  report: Report,
  period: Period,
  see: (row: Row, line: number) => void = () => {},
): Promise<Sample["population"]> {
  const hash = createHash("sha256");
  let rows = 0;
  for await (const row of report.rows(period)) {
    rows += 1;
    hash.update(jsonLines(report.columns, [row]), "utf8");
    see(row, rows);
  }
  return { rows, sha256: hash.digest("hex") };
}

/** Lines with their tickets: no more than n are kept at any time. */
function lowestTickets({ n, seed }: SampleAsk, { rows, sha256 }: Sample["population"]): ReadonlyMap<number, string> {
  const lowest: { line: number; ticket: string }[] = [];
  for (let line = 1; line <= rows; line++) {
    const ticket = ticketOf(seed, sha256, line);
    const last = lowest.at(-1);
    if (lowest.length === n && last !== undefined && ticket > last.ticket) continue;
    lowest.splice(placeIn(lowest, ticket), 0, { line, ticket });
    if (lowest.length > n) lowest.pop();
  }
  return new Map(lowest.map(({ line, ticket }) => [line, ticket]));
}

function placeIn(sorted: readonly { readonly ticket: string }[], ticket: string): number {
  let [from, to] = [0, sorted.length];
  while (from < to) {
    const middle = (from + to) >> 1;
    if ((sorted[middle]?.ticket ?? "") < ticket) from = middle + 1;
    else to = middle;
  }
  return from;
}
