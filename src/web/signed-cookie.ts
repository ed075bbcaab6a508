import type { Context } from "hono";
import { deleteCookie, getSignedCookie, setSignedCookie } from "hono/cookie";

export interface SignedCookie {
  /** Undefined where there is none, or where its signature is not ours. */
  read(c: Context): Promise<string | undefined>;
  write(c: Context, value: string): Promise<void>;
  clear(c: Context): void;
}

/** `Secure` ones take the prefix `__Host-`, so that no other host of the domain can set them. */
export function createSignedCookie(cookie: {
  readonly name: string;
  readonly key: string;
  readonly secure: boolean;
  readonly maxAgeSeconds: number;
}): SignedCookie {
  const { name, key, secure, maxAgeSeconds } = cookie;
  const prefix = secure ? ("host" as const) : undefined;
  const attributes = { httpOnly: true, sameSite: "Lax", path: "/", secure } as const;
  const options = prefix ? ({ ...attributes, prefix, secure: true } as const) : attributes;
  return {
    read: async (c) => (await getSignedCookie(c, key, name, prefix)) || undefined,
    write: (c, value) => setSignedCookie(c, name, value, key, { ...options, maxAge: maxAgeSeconds }),
    clear: (c) => void deleteCookie(c, name, options),
  };
}
