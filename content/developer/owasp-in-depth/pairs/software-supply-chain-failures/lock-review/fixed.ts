interface Entry {
  readonly name?: string;
  readonly version?: string;
  readonly resolved?: string;
  readonly integrity?: string;
}

/** For CI: the packages in package-lock.json that a person has to look at. */
export function needReview(lockText: string): string[] {
  const lock = JSON.parse(lockText) as { packages: Record<string, Entry> };
  return Object.entries(lock.packages)
    .filter(([path]) => path !== "")
    .filter(
      ([path, entry]) =>
        !entry.integrity?.startsWith("sha512-") || !isOwnTarball(path, entry),
    )
    .map(([path]) => path);
}

function isOwnTarball(path: string, { name, version, resolved }: Entry): boolean {
  if (name !== undefined) return false; // an alias: the folder has another name than the package
  // Without an address, npm asks the configured registry for this name and version.
  if (resolved === undefined) return true;
  const own = path.split("node_modules/").at(-1) ?? "";
  const file = `${own.split("/").at(-1)}-${version}.tgz`;
  return resolved === `https://registry.npmjs.org/${own}/-/${file}`;
}
