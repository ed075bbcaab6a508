import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { runBeside } from "../support/flow-cli.ts";
import { aMorning } from "../support/log-story.ts";
import { dayIn, entriesOf } from "../support/office.ts";
import { useFlow } from "../support/use-flow.ts";

const SCRIPT = join(import.meta.dirname, "verify-evidence.sh");
const R_04 = "R-04-gate-log.csv";

describe("evidence, in other people's hands", () => {
  const flow = useFlow();
  let home = "";
  let folder = "";
  let enforced: readonly string[] = [];

  beforeAll(async () => {
    home = await mkdtemp(join(tmpdir(), "training-gate-tools-"));
    await aMorning(flow);
    const decided = (await entriesOf(flow, "gate.decided")) as unknown as Decided[];
    enforced = decided.filter((one) => one.enforced).map(({ decision }) => decision.outcome);
    const days = ["--from", dayIn(-1), "--to", dayIn(0)];
    const { code, complaints } = await runBeside(flow, ["evidence", "export", ...days, "--out", join(home, "taken")]);
    expect(code, complaints.join("\n")).toBe(0);
  });
  beforeEach(async () => {
    folder = await mkdtemp(join(home, "copy-"));
    await cp(join(home, "taken"), folder, { recursive: true });
  });
  afterAll(() => rm(home, { recursive: true }));

  function check(): { readonly status: number | null; readonly out: string } {
    const args = [SCRIPT, folder, join(home, "taken/log/log.vkey")];
    const { status, stdout, stderr } = spawnSync("sh", args, { encoding: "utf8", timeout: 120_000 });
    return { status, out: `${stdout}${stderr}` };
  }

  /** As somebody would who also mends the sum. */
  async function edit(path: string, change: (text: string) => string, { mendSum = true } = {}): Promise<void> {
    const before = await readFile(join(folder, path), "utf8");
    const after = change(before);
    expect(after).not.toBe(before);
    await writeFile(join(folder, path), after);
    if (!mendSum) return;
    const sums = await readFile(join(folder, "SHA256SUMS"), "utf8");
    const [old, now] = [before, after].map((text) => createHash("sha256").update(text).digest("hex"));
    await writeFile(join(folder, "SHA256SUMS"), sums.replace(String(old), String(now)));
  }

  it("has right sums, a whole log, and in R-04 the decisions that the entries tell", () => {
    const { status, out } = check();

    expect(status, out).toBe(0);
    expect(out).toContain("R-04 says what the entries say");
    const counts = out.split("\n").filter((line) => /^\w+\|\d+$/.test(line));
    const outcomes = [...new Set(enforced)].sort();
    expect(counts).toEqual(outcomes.map((outcome) => `${outcome}|${enforced.filter((one) => one === outcome).length}`));
    expect(outcomes.length).toBeGreaterThan(1);
  });

  it("is refused where a file was edited", async () => {
    await edit(R_04, (text) => text.replace("withhold", "allow"), { mendSum: false });

    expect(check()).toMatchObject({ status: 1, out: expect.stringContaining(`${R_04}: FAILED`) });
  });

  it.each([
    [
      "a decision was turned",
      (text: string) => text.replace("withhold", "allow"),
      /^in the log alone\|\d+\|withhold\|1$/m,
    ],
    [
      "a decision is not called enforced",
      (text: string) => text.replace(",block,true,", ",block,false,"),
      /\|\w+\|0$/m,
    ],
    [
      "a decision was left out",
      (text: string) => text.replace(/\r\n[^\r]*gate\.decided[^\r]*/, ""),
      /^in the log alone/m,
    ],
    [
      "a row names another leaf",
      (text: string) => text.replace(/[0-9a-f]{64}\r\n$/, `${"0".repeat(64)}\r\n`),
      /names another leaf/,
    ],
  ])("is refused where %s in R-04, though its sum was mended", async (_, change, why) => {
    await edit(R_04, change);

    const { status, out } = check();

    expect(out).toMatch(why);
    expect(status).toBe(1);
  });
});

interface Decided {
  readonly enforced: boolean;
  readonly decision: { readonly outcome: string };
}
