import { spawn } from "node:child_process";
import { once } from "node:events";
import { createWriteStream } from "node:fs";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { finished } from "node:stream/promises";
import { fileURLToPath } from "node:url";
import { pino } from "pino";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { rosterFilesOn } from "../../src/app/roster-files.ts";
import { openExceptions } from "../../src/app.ts";
import { runCli } from "../../src/cli/main.ts";
import { readConfig } from "../../src/config.ts";
import type { Actor } from "../../src/pipeline/exceptions/port.ts";
import { bringRosterFile } from "../../src/pipeline/roster/files.ts";
import { DEFAULTS } from "../../src/policy/defaults.ts";
import { policyDigest } from "../../src/policy/digest.ts";
import { aCli } from "../cli/a-cli.ts";
import { useTransact } from "./learning-db.ts";

import { anAccount, anInstallation, at, useStores } from "./stores.ts";

const MEGABYTE = 2 ** 20;
const ROOT = fileURLToPath(new URL("../..", import.meta.url));
/** What the program takes to start, and some more: not more for more people. */
const HEAP_MEGABYTES = 128;
/** Of every fifty lines one says its first day in a way that could mean two. */
const BAD_EVERY = 50;
const BAD_DAY = "03/04/2026";
const HEADING = "key,name,email,role,department,start";
/** Says on its way out how much it needed at most. */
const TELL_PEAK = `data:text/javascript,process.once("exit",()=>console.error("peak",process.resourceUsage().maxRSS))`;

interface Options {
  /** Also in a process of its own, with little memory. */
  readonly inProcess?: boolean;
}

/** One file of so many people, of whom some cannot be read, brought twice, mended, and sent by a form. */
export function describeRosterOf(lines: number, options: Options = {}): void {
  describe(`a roster of ${lines} people`, { timeout: 900_000 }, () => importAll(lines, options));
}

function importAll(lines: number, { inProcess = false }: Options): void {
  const test = useStores();
  const jobs = useTransact(test);
  const { id, login } = anAccount();
  const org = anInstallation();
  const bad = lines / BAD_EVERY;
  let folder: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "training-gate-roster-"));
    await test.stores.installations.save(org, at(0));
    await test.stores.people.ensure([{ id, login, type: "User" }], at(0));
    const policy = { ...DEFAULTS, roles: { admin: { accounts: [id] } } };
    const digest = policyDigest(policy);
    await test.stores.policies.save({ digest, policy, sources: {} }, at(0));
    await test.stores.policies.putInForce(org.orgId, { digest, text: null, problem: null, readAt: at(0) });
  });
  afterAll(() => rm(folder, { recursive: true }));

  /** Keys and addresses begin with `whose`: people of two sources with one address would be taken for the same. */
  async function write(name: string, roleOf: (index: number) => string, whose = "E"): Promise<void> {
    const file = createWriteStream(join(folder, name));
    file.write(`${HEADING}\n`);
    for (let index = 0; index < lines; index += 1) {
      const start = index % BAD_EVERY === BAD_EVERY - 1 ? BAD_DAY : "2024-01-01";
      const row = `${whose}${index},Person ${index},${whose}-${index}@acme.example,${roleOf(index)},Department ${index % 40},${start}\n`;
      if (!file.write(row)) await once(file, "drain");
    }
    file.end();
    await finished(file);
  }

  /** The command, the most of the heap that was in use meanwhile, and how long it took. */
  async function bring(name: string, ...more: readonly string[]) {
    const cli = aCli({ env: { DATABASE_URL: test.url }, app: { openExceptions }, folder });
    const measured = watchHeap();
    const code = await runCli(["roster", "import", name, "--source", "hris", "--by", login, ...more], cli);
    return { code, told: cli.told, complaints: cli.complaints, measured: measured() };
  }
  const says = (what: string, { measured }: { readonly measured: string }) =>
    console.log(`${lines} lines, ${what}: ${measured}`);
  const current = (source = "hris") =>
    test.db.rosterMember.count({ where: { orgId: BigInt(org.orgId), source, endedAt: null } });
  const written = async () => ({ versions: await test.db.rosterVersion.count(), logged: await logged() });
  const roleOf = (index: number) => (index % 3 === 0 ? "finance" : "engineer");

  it("comes in with a word now and then, without being held whole, but for the lines that cannot be used", async () => {
    await write("hris.csv", roleOf);

    const first = await bring("hris.csv");

    const { code, told, complaints } = first;
    expect(code).toBe(1);
    expect(complaints).toContain(`${bad} lines were rejected: see hris.csv.rejected.csv beside the file`);
    expect(told).toContain(`added: ${lines - bad} · changed: 0 · ended: 0 · unchanged: 0 · rejected: ${bad}`);
    expect(told.filter((line) => line.endsWith("lines read"))).toHaveLength(Math.floor(lines / 5_000));
    expect(told.filter((line) => line.endsWith("people written"))).toHaveLength(Math.floor((lines - bad) / 5_000));
    expect(await current()).toBe(lines - bad);
    says("the first time", first);
  });

  it("changes nothing when it comes again, and what one line says anew is all that is written", async () => {
    const before = await written();

    const again = await bring("hris.csv");

    expect(again.told.at(-1)).toBe("This file was imported before: nothing is new in it");
    expect(await written()).toEqual(before);
    says("the second time", again);

    await write("hris.csv", (index) => (index === lines - 7 ? "engineer!" : roleOf(index)));
    expect((await bring("hris.csv")).told).toContain(
      `added: 0 · changed: 1 · ended: 0 · unchanged: ${lines - bad - 1} · rejected: ${bad}`,
    );
    expect((await written()).versions).toBe(before.versions + 1);
  });

  it("leaves a file of the lines that cannot be used, which are mended and come in by themselves", async () => {
    const rejected = await readFile(join(folder, "hris.csv.rejected.csv"), "utf8");
    expect(rejected.trimEnd().split("\r\n")).toHaveLength(1 + bad);
    await writeFile(join(folder, "mended.csv"), rejected.replaceAll(`,${BAD_DAY}\r\n`, ",2026-04-03\r\n"));

    const mended = await bring("mended.csv");

    expect(mended.code).toBe(0);
    expect(mended.told).toContain(`added: ${bad} · changed: 0 · ended: 0 · unchanged: 0 · rejected: 0`);
    expect(await current()).toBe(lines);
    const before = await written();
    expect((await bring("mended.csv")).told).toContain("This file was imported before: nothing is new in it");
    expect(await written()).toEqual(before);
  });

  it("comes in by the form and its job, which says how far it is", async () => {
    const config = readConfig({ DATABASE_URL: test.url }, ["database"]);
    const desk = await openExceptions(config, { log: pino({ level: "silent" }), version: "0.0.0" });
    const { roster: rosters, roles, stores } = desk;
    const files = rosterFilesOn({ stores, transact: jobs.transact, roles, rosters });
    const by = await adminOf(test.stores, id, login);
    await write("contractors.csv", roleOf, "C");
    const bytes = await readFile(join(folder, "contractors.csv"));
    const file = { org: org.orgId, source: "contractor", name: "contractors.csv", bytes, map: null } as const;
    const measured = watchHeap();

    const taken = await files.take(by, { ...file, dateFormat: "", partial: false });
    if (!taken.ok) throw new Error(taken.why);
    await files.start(by, org.orgId, { id: taken.id, confirmShrink: false });
    const subject = jobs.filed.at(-1)?.subject;
    if (subject?.kind !== "roster-file") throw new Error("No job was filed");
    const seen = new Set<number>();
    const job = bringRosterFile(subject, { rosters, stores });
    for (let isDone = false; !isDone; ) {
      isDone = await Promise.race([
        job.then(() => true),
        new Promise<false>((resolve) => setTimeout(resolve, 100, false)),
      ]);
      seen.add((await files.read(org.orgId, taken.id))?.written ?? 0);
    }

    says("by the form", { measured: measured() });
    await desk.close();
    expect(await current("contractor")).toBe(lines - bad);
    expect(Math.max(...seen)).toBe(lines - bad);
    expect([...seen].some((count) => count > 0 && count < lines - bad)).toBe(true);
  });

  if (inProcess)
    it("comes in by a process whose heap may hold no more than a fraction of it", async () => {
      await write("hris.csv", (index) => `role ${index % 7}`);
      const program = ["--import", TELL_PEAK, "--import", "tsx", "src/main.ts", "roster", "import"];
      const limit = `--max-old-space-size=${HEAP_MEGABYTES}`;
      const asked = [join(folder, "hris.csv"), "--source", "hris", "--by", login];

      const child = spawn(process.execPath, [limit, ...program, ...asked], {
        cwd: ROOT,
        env: { PATH: process.env.PATH, DATABASE_URL: test.url },
        stdio: ["ignore", "ignore", "pipe"],
      });
      let complaints = "";
      child.stderr.on("data", (text) => {
        complaints += text;
      });
      const [code] = await once(child, "exit");

      expect({ code, complaints }).toMatchObject({ code: 1, complaints: expect.stringContaining(`${bad} lines`) });
      const peak = Number(/peak (\d+)/.exec(complaints)?.[1]) / 1024;
      console.log(
        `${lines} lines, in a process with a heap of ${HEAP_MEGABYTES} MB: ${Math.round(peak)} MB resident at most`,
      );
    });

  async function logged(): Promise<number> {
    return (await test.db.logInbox.count()) + (await test.db.logEntry.count());
  }
}

/** Begins to watch; answers what was seen until it is asked. */
function watchHeap(): () => string {
  const startedAt = performance.now();
  let peak = 0;
  const watch = setInterval(() => {
    peak = Math.max(peak, process.memoryUsage().heapUsed);
  }, 50);
  return () => {
    clearInterval(watch);
    const seconds = (performance.now() - startedAt) / 1000;
    return `${seconds.toFixed(1)} s, ${Math.round(peak / MEGABYTE)} MB of the heap at most`;
  };
}

async function adminOf(
  { people }: ReturnType<typeof useStores>["stores"],
  account: Actor["account"],
  login: string,
): Promise<Actor> {
  const [known] = await people.findAccounts([account]);
  if (!known?.person) throw new Error(`${login} is nobody`);
  return { person: known.person, account, login, via: "ui" };
}
