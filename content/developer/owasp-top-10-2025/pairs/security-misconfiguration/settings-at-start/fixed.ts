export type Env = Readonly<Record<string, string | undefined>>;

export interface Settings {
  readonly sessionKey: string;
  readonly webOrigin: string;
}

const ORIGIN = /^https:\/\/[^/]+$/;

/** Called with process.env, before the server listens. */
export function readSettings(env: Env): Settings {
  const { SESSION_KEY: sessionKey = "", WEB_ORIGIN: webOrigin = "" } = env;
  if (sessionKey.length < 32) throw new Error("SESSION_KEY needs 32 characters");
  if (!ORIGIN.test(webOrigin)) throw new Error("WEB_ORIGIN must be https://host");
  return { sessionKey, webOrigin };
}

/** CORS: may a page of `origin` read answers made with its visitor's cookies? */
export function mayRead({ webOrigin }: Settings, origin: string): boolean {
  return origin === webOrigin;
}
