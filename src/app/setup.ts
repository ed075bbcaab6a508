import { randomBytes } from "node:crypto";
import { createServer } from "node:http";
import type { GitHubHost } from "../config.ts";
import { GateError } from "../domain/errors.ts";
import { exchangeManifestCode, type MadeApp } from "../github/manifest-code.ts";
import { closeServer, listenOn } from "../http.ts";
import type { Manifest } from "../policy/manifest.ts";
import { type Asked, type Feature, registrationOf } from "../policy/registration.ts";
import { createAssets } from "../web/assets.ts";
import { createListener } from "../web/listener.ts";
import { createSetup } from "../web/setup.tsx";

export interface SetupGiven {
  readonly gitHubHost: GitHubHost;
  readonly baseUrl: string;
  readonly org: string;
  readonly manifest: Manifest;
  readonly features: readonly Feature[];
  readonly port: number;
  /** Keeps the secrets; only what it has kept is a success. */
  readonly keep: (app: MadeApp) => Promise<void>;
}

export interface Setup {
  /** To be opened in a browser on this machine. It holds the token. */
  readonly url: string;
  readonly added: readonly Asked[];
  /** Settles when the App is registered and its secrets are kept; fails if either does. */
  readonly registered: Promise<MadeApp>;
  close(): Promise<void>;
}

/** GitHub registered the App for somebody else than was meant. */
class WrongOwnerError extends GateError {
  override readonly name = "WrongOwnerError";
  override readonly remedy = "operator";

  constructor(owner: string, org: string) {
    super("The App belongs to another account", { owner, remedy: `delete it there, and run setup again for ${org}` });
  }
}

const LOOPBACK = "127.0.0.1";
const secret = () => randomBytes(24).toString("base64url");

/** Serves the two pages of `setup`, on loopback alone, until it is closed. */
export async function startSetup(given: SetupGiven): Promise<Setup> {
  const { gitHubHost, org } = given;
  const { promise, resolve, reject } = withResolvers<MadeApp>();
  const server = createServer();
  const port = await listenOn(server, { host: LOOPBACK, port: given.port });
  const address = `http://${LOOPBACK}:${port}`;
  const { manifest, added } = registrationOf(given.manifest, { ...given, redirectUrl: `${address}/callback` });
  const token = secret();
  const register = async (code: string) => {
    try {
      const app = await exchangeManifestCode(gitHubHost.apiUrl, code);
      if (app.owner.toLowerCase() !== org.toLowerCase()) throw new WrongOwnerError(app.owner, org);
      await given.keep(app);
      resolve(app);
      return { installUrl: installUrlOf(app) };
    } catch (error) {
      reject(error);
      throw error;
    }
  };
  const web = createSetup({
    assets: createAssets(),
    githubUrl: gitHubHost.webUrl,
    registerUrl: `${gitHubHost.webUrl}/organizations/${encodeURIComponent(org)}/settings/apps/new`,
    token,
    state: secret(),
    manifest,
    asked: askedBy(manifest, added),
    register,
  });
  const listener = createListener(web);
  server.on("request", (request, response) => void listener(request, response));
  return { url: `${address}/?token=${token}`, added, registered: promise, close: () => closeServer(server) };
}

export function installUrlOf({ url }: Pick<MadeApp, "url">): string {
  return `${url}/installations/new`;
}

function askedBy({ default_permissions = {} }: Manifest, added: readonly Asked[]) {
  return Object.entries(default_permissions).map(([permission, level]) => ({
    permission,
    level,
    reason: added.find((one) => one.permission === permission)?.reason ?? null,
  }));
}

function withResolvers<T>() {
  let resolve: (value: T) => void = () => undefined;
  let reject: (error: unknown) => void = () => undefined;
  const promise = new Promise<T>((yes, no) => {
    resolve = yes;
    reject = no;
  });
  return { promise, resolve, reject };
}
