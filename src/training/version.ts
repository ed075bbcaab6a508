const FORM = /^(\d+)\.(\d+)\.(\d+)/;
/** More minors than any major version has. */
const MINORS = 1_000_000;

/** Of a course there are few versions, and every decision asks for all that everybody on a pull request has passed. */
const releases = new Map<string, number>();
const KEPT = 1_000;

/**
 * Major and minor as one number, which grows with them: two versions of the same release differ by a patch. Zero where
 * the version cannot be read, so that what cannot be shown to be current is not taken for it.
 */
export function releaseOf(version: string): number {
  const known = releases.get(version);
  if (known !== undefined) return known;
  const release = readRelease(version);
  if (releases.size >= KEPT) releases.clear();
  releases.set(version, release);
  return release;
}

function readRelease(version: string): number {
  const found = FORM.exec(version);
  return found ? Number(found[1]) * MINORS + Number(found[2]) : 0;
}

export function majorOfRelease(release: number): number {
  return Math.floor(release / MINORS);
}

/** Negative where `a` is the older one. */
export function compareVersions(a: string, b: string): number {
  return releaseOf(a) - releaseOf(b) || patchOf(a) - patchOf(b);
}

function patchOf(version: string): number {
  return Number(FORM.exec(version)?.[3] ?? 0);
}
