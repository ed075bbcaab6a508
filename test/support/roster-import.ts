import { spawn } from "node:child_process";
import { once } from "node:events";
import { createWriteStream } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { finished } from "node:stream/promises";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openExceptions } from "../../src/app.ts";
import { runCli } from "../../src/cli/main.ts";
import { DEFAULTS } from "../../src/policy/defaults.ts";
import { policyDigest } from "../../src/policy/digest.ts";
import { aCli } from "../cli/a-cli.ts";
import { anAccount, anInstallation, at, useStores } from "./stores.ts";

const MEGABYTE = 2 ** 20;
const ROOT = fileURLToPath(new URL("../..", import.meta.url));
/** What the program takes to start, and some more: not more for more people. */
const HEAP_MEGABYTES = 128;

interface Options {
  /** Also in a process of its own, with little memory. */
  readonly inProcess?: boolean;
}

/** One file of so many people, brought twice. What it takes of memory is printed. */
export function describeRosterOf(lines: number, options: Options = {}): void {
  describe(`a roster of ${lines} people`, () => importTwice(lines, options));
}

function importTwice(lines: number, { inProcess = false }: Options): void {
  const test = useStores();
  const { id, login } = anAccount();
  const org = anInstallation();
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

  async function write(name: string, roleOf: (index: number) => string, count = lines): Promise<void> {
    const file = createWriteStream(join(folder, name));
    file.write("key,name,email,role,department,start\n");
    for (let index = 0; index < count; index += 1) {
      const row = `E${index},Person ${index},person-${index}@acme.example,${roleOf(index)},Department ${index % 40},2024-01-01\n`;
      if (!file.write(row)) await once(file, "drain");
    }
    file.end();
    await finished(file);
  }

  /** The command, and the most of the heap that was in use meanwhile. */
  async function bring(name: string, ...more: readonly string[]) {
    const cli = aCli({ env: { DATABASE_URL: test.url }, app: { openExceptions }, folder });
    let peak = 0;
    const watch = setInterval(() => {
      peak = Math.max(peak, process.memoryUsage().heapUsed);
    }, 50);
    const code = await runCli(["roster", "import", name, "--source", "hris", "--by", login, ...more], cli);
    clearInterval(watch);
    return { code, told: cli.told, complaints: cli.complaints, peakMegabytes: Math.round(peak / MEGABYTE) };
  }

  it("comes in with a word now and then, and without being held whole", { timeout: 600_000 }, async () => {
    await write("hris.csv", (index) => (index % 3 === 0 ? "finance" : "engineer"));

    const { code, told, complaints, peakMegabytes } = await bring("hris.csv");

    expect(complaints).toEqual([]);
    expect(code).toBe(0);
    expect(told).toContain(`added: ${lines} · changed: 0 · ended: 0 · unchanged: 0 · rejected: 0`);
    expect(told.filter((line) => line.endsWith("lines read"))).toHaveLength(lines / 5_000);
    expect(told.filter((line) => line.endsWith("people written"))).toHaveLength(lines / 5_000);
    expect(await test.db.rosterMember.count({ where: { orgId: BigInt(org.orgId) } })).toBe(lines);
    console.log(`${lines} lines: ${peakMegabytes} MB of the heap at most`);
  });

  it("changes nothing when it comes again, and what one line says anew is all that is written", {
    timeout: 600_000,
  }, async () => {
    const versions = () => test.db.rosterVersion.count();
    const before = { versions: await versions(), inbox: await logged() };

    expect((await bring("hris.csv")).told.at(-1)).toBe("This file was imported before: nothing is new in it");
    expect({ versions: await versions(), inbox: await logged() }).toEqual(before);

    await write("hris.csv", (index) => (index === lines - 7 ? "engineer!" : index % 3 === 0 ? "finance" : "engineer"));
    expect((await bring("hris.csv")).told).toContain(
      `added: 0 · changed: 1 · ended: 0 · unchanged: ${lines - 1} · rejected: 0`,
    );
    expect(await versions()).toBe(before.versions + 1);
  });

  if (inProcess)
    it("comes in by a process whose heap may hold no more than a fraction of it", { timeout: 900_000 }, async () => {
      await write("hris.csv", (index) => `role ${index % 7}`);
      const program = ["--import", "tsx", "src/main.ts", "roster", "import", join(folder, "hris.csv")];

      const child = spawn(
        process.execPath,
        [`--max-old-space-size=${HEAP_MEGABYTES}`, ...program, "--source", "hris", "--by", login],
        { cwd: ROOT, env: { PATH: process.env.PATH, DATABASE_URL: test.url }, stdio: ["ignore", "ignore", "pipe"] },
      );
      let complaints = "";
      child.stderr.on("data", (text) => {
        complaints += text;
      });
      const [code] = await once(child, "exit");

      expect({ code, complaints }).toEqual({ code: 0, complaints: "" });
    });

  async function logged(): Promise<number> {
    return (await test.db.logInbox.count()) + (await test.db.logEntry.count());
  }
}
