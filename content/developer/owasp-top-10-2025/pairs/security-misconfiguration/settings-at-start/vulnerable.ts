export type Env = Readonly<Record<string, string | undefined>>;

export interface Settings {
  readonly sessionKey: string;
  readonly webOrigin: string;
}

/** Called with process.env, before the server listens. */
export function readSettings(env: Env): Settings {
  return {
    sessionKey: env.SESSION_KEY ?? "dev-secret",
    webOrigin: env.WEB_ORIGIN ?? "*",
  };
}

/** CORS: may a page of `origin` read answers made with its visitor's cookies? */
export function mayRead({ webOrigin }: Settings, origin: string): boolean {
  return webOrigin === "*" || origin === webOrigin;
}
