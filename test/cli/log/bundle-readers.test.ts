import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readHere, startBundleReaders } from "../../../src/cli/log/bundle-readers.ts";
import { bundleEntries } from "../../../src/gatelog/tiles.ts";
import { aLog } from "../../support/a-log.ts";

describe("processes that read bundles", () => {
  const sizes = [3, 200, 256];
  let folder = "";

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "training-gate-bundles-"));
    for (const size of sizes) {
      const { entries } = aLog({ size });
      await writeFile(join(folder, String(size)), bundleEntries(entries.map(({ body }) => Buffer.from(body, "utf8"))));
    }
  });
  afterAll(() => rm(folder, { recursive: true }));

  it("tell what this one would, each of its own bundle, and of a file that is not there", async () => {
    const readers = startBundleReaders(2, ["--import", "tsx"]);
    const paths = [...sizes, "none"].map((name) => join(folder, String(name)));
    const told = await Promise.all(paths.map((path) => readers.read(path, { index: 0, epoch: 1 })));
    readers.stop();

    expect(told).toEqual(await Promise.all(paths.map((path) => readHere(path, { index: 0, epoch: 1 }))));
    expect(told.map((reading) => reading && reading.hashes.length / 32)).toEqual([...sizes, null]);
  });

  it("fail whoever waits for one that ended", async () => {
    const readers = startBundleReaders(1, ["--import", "data:text/javascript,process.exit(3)"]);

    await expect(readers.read(join(folder, "3"), { index: 0, epoch: 1 })).rejects.toThrow("ended with 3");
    readers.stop();
  });
});
