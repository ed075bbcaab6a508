import { loadavg } from "node:os";
import { parseArgs } from "node:util";
import { accepted } from "./accepted.ts";
import { burst } from "./burst.ts";
import { content } from "./content.ts";
import { decideBench } from "./decide.ts";
import { latency } from "./latency.ts";
import { log } from "./log.ts";
import { page } from "./page.ts";
import { replay } from "./replay.ts";
import { requests } from "./requests.ts";
import type { Bench, Row } from "./row.ts";
import { isOver, tableOf, toJson } from "./row.ts";
import { sequencer } from "./sequencer.ts";
import { start } from "./start.ts";
import { sweep } from "./sweep.ts";
import { verdict } from "./verdict.ts";

const BENCHES: readonly Bench[] = [
  decideBench,
  content,
  page,
  requests,
  sweep,
  sequencer,
  replay,
  log,
  accepted,
  latency,
  verdict,
  burst,
  start,
];

const { values, positionals } = parseArgs({ allowPositionals: true, options: { json: { type: "boolean" } } });
const unknown = positionals.filter((name) => !BENCHES.some((bench) => bench.name === name));
if (unknown.length > 0) {
  console.error(`There is no ${unknown.join(", ")}. There are: ${BENCHES.map(({ name }) => name).join(", ")}`);
  process.exit(2);
}

const chosen = positionals.length === 0 ? BENCHES : BENCHES.filter(({ name }) => positionals.includes(name));
const rows: Row[] = [];
for (const bench of chosen) {
  console.error(`${bench.name} … (load ${loadavg()[0]?.toFixed(1)})`);
  rows.push(...(await bench.run()));
}
console.log(values.json ? toJson(rows) : tableOf(rows));
// A floor is a matter of the machine, and a busy machine is nobody's fault: over budget is told and fails nothing.
const over = rows.filter(isOver).length;
if (!values.json) console.log(over === 0 ? "All within budget." : `${over} over budget.`);
