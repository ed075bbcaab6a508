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
    .filter(([, entry]) => !entry.integrity?.startsWith("sha512-"))
    .map(([path]) => path);
}
