import { spawnSync } from "node:child_process";
import { randomUUID } from "node:crypto";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { toObservation } from "../../src/db/access/rows.ts";
import { inTransaction } from "../../src/db/client.ts";
import { createStores } from "../../src/db/stores.ts";
import { createEntries } from "../../src/pipeline/entries.ts";
import { recordAccess } from "../../src/pipeline/observed/record-access.ts";
import { runBeside } from "../support/flow-cli.ts";
import { dayIn } from "../support/office.ts";
import { useFlow } from "../support/use-flow.ts";

const SCRIPT = join(import.meta.dirname, "point-in-time.sh");
/** An export, a build and the tools of others. */
const TOOLS_MS = 120_000;
const R_05 = "R-05-point-in-time.jsonl";

interface Line {
  readonly github_login: string | null;
  readonly repository: string;
  readonly permission: string;
  readonly via: readonly string[];
}

describe("access at a point in time, in other people's hands", () => {
  const flow = useFlow();
  let home = "";
  /** Instants between which something changed. */
  const times: string[] = [];
  const now = () => new Date().toISOString();

  beforeAll(async () => {
    home = await mkdtemp(join(tmpdir(), "training-gate-point-"));
    const { actions } = flow.github;
    await flow.sweep();
    await flow.settled();
    times.push(now());
    actions.addMember({ as: "sam", user: "audrey", teams: ["payments"] });
    await flow.settled();
    times.push(now());
    actions.removeFromTeam({ as: "sam", user: "audrey", team: "payments" });
    actions.removeMember({ as: "sam", user: "mira" });
    await flow.settled();
    times.push(now());
  });
  afterAll(() => rm(home, { recursive: true }));

  async function taken(name: string, at: string, knownAt?: string): Promise<string> {
    const folder = join(home, name);
    const known = knownAt === undefined ? [] : ["--known-at", knownAt];
    const days = ["--from", dayIn(-1), "--to", dayIn(0), "--at", at, ...known];
    const args = ["evidence", "export", ...days, "--report", "R-05", "--out", folder];
    const { code, complaints } = await runBeside(flow, args);
    expect(code, complaints.join("\n")).toBe(0);
    return folder;
  }

  function check(folder: string): { readonly status: number | null; readonly out: string } {
    const { status, stdout, stderr } = spawnSync("sh", [SCRIPT, folder, join(folder, "log/log.vkey")], {
      encoding: "utf8",
      timeout: 120_000,
    });
    return { status, out: `${stdout}${stderr}` };
  }

  async function linesOf(folder: string, login: string): Promise<readonly Line[]> {
    const text = await readFile(join(folder, R_05), "utf8");
    const lines = text
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line) as Line);
    return lines.filter((line) => line.github_login === login);
  }

  /** Audrey has this one by that team alone. */
  const isOnPayments = (lines: readonly Line[]) => lines.some(({ repository }) => repository === "acme/payments-api");

  it.each([
    ["before anything changed", 0, { audrey: false, mira: true }],
    ["after somebody came", 1, { audrey: true, mira: true }],
    ["after two had left", 2, { audrey: false, mira: false }],
  ] as const)(
    "is rebuilt from the entries by jq as it was %s",
    async (_, index, expected) => {
      const folder = await taken(`then-${index}`, times[index] ?? "");

      const { status, out } = check(folder);

      expect(status, out).toBe(0);
      expect(out).toMatch(/: \d\d+ lines agree/);
      const audrey = isOnPayments(await linesOf(folder, "audrey"));
      expect({ audrey, mira: (await linesOf(folder, "mira")).length > 0 }).toEqual(expected);
    },
    TOOLS_MS,
  );

  it(
    "is found out where a row was changed",
    async () => {
      const folder = await taken("changed", times[1] ?? "");
      const text = await readFile(join(folder, R_05), "utf8");
      await writeFile(join(folder, R_05), text.replace('"permission":"write"', '"permission":"admin"'));

      expect(check(folder).status).toBe(1);
    },
    TOOLS_MS,
  );

  it(
    "is as it was known then after a correction that was recorded later, and another as known now",
    async () => {
      const [, at = ""] = times;
      const known = now();
      const before = await taken("before", at, known);
      await correct(at);

      const asKnownThen = await taken("as-known-then", at, known);
      const asKnownNow = await taken("as-known-now", at);

      expect(await readFile(join(asKnownThen, R_05), "utf8")).toBe(await readFile(join(before, R_05), "utf8"));
      expect(isOnPayments(await linesOf(asKnownThen, "audrey"))).toBe(true);
      expect(isOnPayments(await linesOf(asKnownNow, "audrey"))).toBe(false);
      for (const folder of [asKnownThen, asKnownNow]) expect(check(folder)).toMatchObject({ status: 0 });
    },
    TOOLS_MS,
  );

  /** It turns out that Audrey had left the team already when that time came. */
  async function correct(at: string): Promise<void> {
    const { db } = flow.database;
    const audrey = flow.github.state.logins.get("audrey")?.id ?? 0;
    const row = await db.accessObservation.findFirstOrThrow({
      where: { kind: "team-member", accountId: BigInt(audrey), present: true },
      orderBy: { id: "desc" },
    });
    const entries = createEntries({ id: randomUUID(), version: "0.0.0" });
    await inTransaction(db, (tx) =>
      recordAccess(
        createStores(tx) as Parameters<typeof recordAccess>[0],
        [
          {
            ...toObservation(row),
            ...{ present: false, source: "audit-log", deliveryId: null, notBefore: null },
            ...{ observedAt: new Date(Date.parse(at) - 1), recordedAt: new Date() },
          },
        ],
        entries,
      ),
    );
  }
});
