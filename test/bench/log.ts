import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { PACKAGE_ROOT } from "../../src/config.ts";
import { openEmbedded } from "../../src/db/embedded.ts";
import { migrate } from "../../src/db/migrate.ts";
import { makeDataDir, quietLog, runSql } from "../support/scratch-postgres.ts";
import { fillLog } from "./log-entries.ts";
import type { Bench, Row } from "./row.ts";

const ENTRIES = 1_000_000;
/** An export is against `COPY … TO`, in the same run. */
const TIMES_COPY = 4;
const MOST_MEGABYTES = 300;

/** A long log is signed, exported and verified by the product's own commands, each in a process of its own. */
export const log: Bench = {
  name: "log",
  async run() {
    compile();
    const dataDir = await makeDataDir();
    const embedded = await openEmbedded({ dataDir, log: quietLog, role: "command" });
    const run = (...args: readonly string[]) => runCommand(args, { DATA_DIR: dataDir, LOG_LEVEL: "silent" });
    try {
      await migrate({ url: embedded.url, log: quietLog });
      await fillLog(embedded.url, ENTRIES);
      const signed = await run("log", "checkpoint");
      const out = join(dataDir, "export");
      const copied = await secondsToCopy(embedded.url);
      const exported = await run("log", "export", "--out", out);
      const verified = await run("log", "verify", out, "--key", join(out, "log.vkey"));
      return rowsOf({ signed, copied, exported, verified });
    } finally {
      await embedded.stop();
      await rm(dataDir, { recursive: true, force: true });
    }
  },
};

/** What is measured is what is installed: compiled, and not compiling. */
function compile(): void {
  const { status } = spawnSync(process.execPath, ["node_modules/typescript/bin/tsc", "-p", "."], { cwd: PACKAGE_ROOT });
  if (status !== 0) throw new Error("The sources do not compile: npx tsc -p . says why");
}

interface Ran {
  readonly seconds: number;
  /** At its peak, of the process that was started. */
  readonly megabytes: number;
}

async function runCommand(args: readonly string[], environment: Readonly<Record<string, string>>): Promise<Ran> {
  const told = join(await mkdtemp(join(tmpdir(), "training-gate-bench-")), "usage");
  const atExit = `import{writeFileSync}from"node:fs";process.on("exit",()=>writeFileSync(${JSON.stringify(told)},String(process.resourceUsage().maxRSS)))`;
  const startedAt = performance.now();
  const child = spawn(
    process.execPath,
    ["--import", `data:text/javascript,${encodeURIComponent(atExit)}`, join(PACKAGE_ROOT, "dist/main.js"), ...args],
    { env: { PATH: process.env.PATH ?? "", ...environment }, stdio: ["ignore", "ignore", "inherit"] },
  );
  const [code] = await once(child, "exit");
  if (code !== 0) throw new Error(`training-gate ${args.join(" ")} ended with ${code}`);
  const seconds = (performance.now() - startedAt) / 1000;
  const megabytes = Number(await readFile(told, "utf8")) / 1024;
  await rm(dirname(told), { recursive: true });
  return { seconds, megabytes };
}

/** The same bytes in the same order, to nobody. */
async function secondsToCopy(url: string): Promise<number> {
  const startedAt = performance.now();
  await runSql(url, "COPY (SELECT body FROM log_entry WHERE epoch = 1 ORDER BY seq) TO '/dev/null'");
  return (performance.now() - startedAt) / 1000;
}

interface Measured {
  readonly signed: Ran;
  readonly copied: number;
  readonly exported: Ran;
  readonly verified: Ran;
}

function rowsOf({ signed, copied, exported, verified }: Measured): readonly Row[] {
  const what = (doing: string) => `gate log of ${ENTRIES.toLocaleString("en-US")} entries, ${doing}`;
  const memory = (doing: string, { megabytes }: Ran): Row => ({
    what: what(`${doing}, peak memory`),
    measured: megabytes,
    unit: "MB",
    limit: { at: "most", value: MOST_MEGABYTES },
  });
  return [
    { what: what("signed for the first time"), measured: ENTRIES / signed.seconds, unit: "/s" },
    {
      what: what("exported, against COPY"),
      measured: exported.seconds,
      unit: "s",
      floor: copied,
      limit: { at: "most", value: TIMES_COPY * copied },
    },
    memory("exported", exported),
    {
      what: what("verified"),
      measured: ENTRIES / verified.seconds,
      unit: "/s",
      limit: { at: "least", value: 100_000 },
    },
  ];
}
