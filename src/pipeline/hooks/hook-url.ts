const LONGEST = 2_000;
const LOOPBACK = /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])$/;

export type HookUrl = { readonly ok: true; readonly url: string } | { readonly ok: false; readonly why: string };

/**
 * Where a hook may lead. An address of the own network is as good as any other: whoever runs this inside a company tells
 * systems inside of it. Only who may run commands here can name one, and what is answered there is shown to nobody.
 */
export function readHookUrl(given: string): HookUrl {
  const url = URL.canParse(given) && given.length <= LONGEST ? new URL(given) : null;
  if (!url) return { ok: false, why: "This is no address. It begins with https://" };
  if (url.username !== "" || url.password !== "")
    return { ok: false, why: "Leave the user and password out: what comes is known by its signature" };
  if (url.protocol !== "https:" && !(url.protocol === "http:" && LOOPBACK.test(url.hostname)))
    return { ok: false, why: "It has to begin with https://; http:// is for this machine alone" };
  url.hash = "";
  return { ok: true, url: url.href };
}

/** For people to read, and without what may be a secret of the receiver's. */
export function shownUrl(url: string): string {
  return url.split("?", 1)[0] ?? url;
}
