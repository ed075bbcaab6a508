// Any origin does: it is only there to see whether a browser would leave it.
const HERE = "https://here.invalid";

/**
 * Where to go back to after signing in: a path of ours, or `/` for anything that a browser would take elsewhere
 * (`//host`, `/\host`, other schemes, tabs and dots that make one of them), and for the sign-in itself.
 */
export function localPath(wanted: string | undefined): string {
  if (wanted === undefined || !wanted.startsWith("/") || !URL.canParse(wanted, HERE)) return "/";
  const { origin, pathname, search, hash } = new URL(wanted, HERE);
  // `/.//host` resolves to a path that is itself another host's address.
  if (origin !== HERE || pathname.startsWith("//") || /^\/sign-(?:in|out)(?:\/|$)/.test(pathname)) return "/";
  return `${pathname}${search}${hash}`;
}

/** The address that signs in and comes back to `path`. */
export function signInPath(path: string): string {
  return path === "/" ? "/sign-in" : `/sign-in?return_to=${encodeURIComponent(path)}`;
}
