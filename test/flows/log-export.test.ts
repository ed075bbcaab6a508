import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { parseProof } from "../../src/gatelog/proof.ts";
import { entriesInBundle } from "../../src/gatelog/tiles.ts";
import { runBeside } from "../support/flow-cli.ts";
import { aMorning, anAfternoon, exportLog } from "../support/log-story.ts";
import { useFlow } from "../support/use-flow.ts";

describe("the log of a working day, handed over", () => {
  const flow = useFlow();
  let home = "";
  let folder = "";

  beforeAll(async () => {
    home = await mkdtemp(join(tmpdir(), "training-gate-export-"));
    await aMorning(flow);
    await exportLog(flow, join(home, "noon"));
    await anAfternoon(flow);
    folder = join(home, "evening");
    await exportLog(flow, folder);
  });
  afterAll(() => rm(home, { recursive: true }));

  const log = (...args: readonly string[]) => runBeside(flow, ["log", ...args]);
  const verify = (...args: readonly string[]) => log("verify", ...args, "--key", join(folder, "log.vkey"));

  it("is sound, and goes on from the checkpoint that was kept at noon", async () => {
    const { code, told } = await verify(folder, "--old", join(home, "noon/checkpoint"));

    expect(told).toContain("it goes on from your checkpoint of");
    expect(code).toBe(0);
  });

  it("has every entry as it lies in the database, and no file beside what the layout names", async () => {
    const kept = await flow.database.db.logEntry.findMany({ orderBy: { seq: "asc" } });
    const names = await readdir(join(folder, "tile/entries"), { recursive: true, withFileTypes: true });
    const bundles = names.filter((name) => name.isFile()).map(({ parentPath, name }) => join(parentPath, name));
    const exported = await Promise.all(bundles.sort().map(async (path) => entriesInBundle(await readFile(path)) ?? []));

    const bodies = exported.flat().map((entry) => Buffer.from(entry).toString("utf8"));
    const size = Number((await readFile(join(folder, "checkpoint"), "utf8")).split("\n")[1]);
    expect(bodies).toHaveLength(size);
    expect(bodies).toEqual(kept.slice(0, bodies.length).map(({ body }) => body));
    expect((await readdir(folder)).sort()).toEqual([
      "README.txt",
      "checkpoint",
      "identities.jsonl",
      "log.vkey",
      "tile",
    ]);
  });

  it("is printed by whoever has no database as it is by whoever has one", async () => {
    const size = Number((await readFile(join(folder, "checkpoint"), "utf8")).split("\n")[1]);
    const here = await log("show", "--limit", String(size));
    const there = await log("show", "--in", folder);
    const some = await log("show", "--in", folder, "--from", "7", "--limit", "3");

    expect(there.told).toBe(here.told);
    expect(some.told.split("\n")).toEqual(here.told.split("\n").slice(7, 10));
  });

  it("proves each of its entries by itself, and no other bytes", async () => {
    const size = Number((await readFile(join(folder, "checkpoint"), "utf8")).split("\n")[1]);
    const [proof, other] = [join(home, "proof"), join(home, "other")];
    for (const seq of [0, 1, Math.floor(size / 2), size - 1]) {
      expect((await log("prove", String(seq), "--out", proof)).code).toBe(0);
      expect(parseProof(await readFile(proof, "utf8"))?.index).toBe(seq);
      const entry = await readFile(`${proof}.entry`, "utf8");
      await writeFile(other, entry.replace('"v":1', '"v":2'));

      expect((await verify("--proof", proof, "--entry", `${proof}.entry`)).code).toBe(0);
      expect((await verify("--proof", proof, "--entry", other)).told).toContain(`entry ${seq}: edited`);
    }
  });

  it("has no proof of an entry that is not there", async () => {
    const { code, complaints } = await log("prove", "1000000");

    expect(code).toBe(2);
    expect(complaints).toEqual([expect.stringMatching(/There is no entry 1000000: \d+ are signed/)]);
  });

  it("prints the newest checkpoint, and says where nothing is new", async () => {
    await log("checkpoint");
    const { code, told, complaints } = await log("checkpoint");
    const vkey = await log("checkpoint", "--vkey");

    expect(code).toBe(0);
    expect(told).toMatch(/^127\.0\.0\.1:\d+\/log\/1\n\d+\n[A-Za-z0-9+/]{43}=\n\n— 127\.0\.0\.1:\d+\/log\/1 \S+$/);
    expect(complaints).toEqual(["Nothing is new since this checkpoint was signed."]);
    expect(`${vkey.told}\n`).toBe(await readFile(join(folder, "log.vkey"), "utf8"));
  });

  it("is not written over anything", async () => {
    const { code, complaints } = await log("export", "--out", folder);

    expect(code).toBe(2);
    expect(complaints).toEqual([expect.stringContaining("is not empty")]);
  });
});
