import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { writePack } from "../../../src/cli/evidence/write-pack.ts";
import type { Pack } from "../../../src/evidence/pack.ts";
import { textFile } from "../../../src/evidence/text-file.ts";

describe("a pack that is written", () => {
  let home = "";
  beforeAll(async () => {
    home = await mkdtemp(join(tmpdir(), "training-gate-pack-"));
  });
  afterAll(() => rm(home, { recursive: true }));

  async function* some(): Pack {
    yield textFile("a.txt", "one");
    yield { path: "b/c/d.txt", bytes: chunks() };
  }

  async function* chunks() {
    yield Buffer.from("two, ");
    yield Buffer.from("three");
  }

  it("is in a folder that is made for it, or is there and empty", async () => {
    await mkdir(join(home, "empty"));
    for (const folder of [join(home, "new/deep"), join(home, "empty")]) {
      expect(await writePack(folder, some())).toBe(2);
      expect(await readFile(join(folder, "a.txt"), "utf8")).toBe("one");
      expect(await readFile(join(folder, "b/c/d.txt"), "utf8")).toBe("two, three");
      expect((await readdir(folder)).sort()).toEqual(["a.txt", "b"]);
    }
  });

  it("leaves a folder alone in which something lies", async () => {
    const folder = join(home, "full");
    await mkdir(folder);
    await writeFile(join(folder, "mine"), "");

    await expect(writePack(folder, some())).rejects.toThrow(/full is not empty: it has mine. Name a new folder/);
    expect(await readdir(folder)).toEqual(["mine"]);
  });

  it("leaves nothing where it breaks off", async () => {
    const folder = join(home, "broken");
    async function* broken(): Pack {
      yield* some();
      throw new Error("the database went away");
    }

    await expect(writePack(folder, broken())).rejects.toThrow("the database went away");
    expect(await readdir(folder)).toEqual([]);
  });
});
