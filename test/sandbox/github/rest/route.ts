import type { Caller, Credentials, InstallationCaller } from "../auth.ts";
import type { Deliveries } from "../deliveries.ts";
import type { Manifests } from "../manifests.ts";
import type { Need } from "../permissions.ts";
import { needsAuthentication, notAccessible, notFound } from "../refusal.ts";
import type { Organization, Repository } from "../state.ts";
import type { Emit } from "../webhooks/emit.ts";
import type { World } from "../world.ts";

/** What handlers may use besides the state. */
export interface Services {
  readonly world: World;
  readonly credentials: Credentials;
  readonly deliveries: Deliveries;
  readonly emit: Emit;
  readonly manifests: Manifests;
}

export interface Call extends Services {
  readonly caller: Caller;
  readonly authorization: string | undefined;
  readonly params: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, string>>;
  /** The JSON body; it has passed GitHub's schema when a handler sees it. */
  readonly body: unknown;
  /** The request's path and query, for Link headers. */
  readonly url: string;
  /** Set for every route under /repos/{owner}/{repo}, access already checked. */
  readonly repository: Repository | undefined;
}

export interface Reply {
  readonly status: number;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

export type Method = "GET" | "POST" | "PATCH" | "PUT" | "DELETE";

export interface Route {
  readonly method: Method;
  /** GitHub's own template, as it stands in the OpenAPI description. */
  readonly path: string;
  /**
   * Whose credentials GitHub accepts here; `any` includes none, `administrator` is an installation, or the personal
   * token of an owner of the organisation or of somebody with admin on the repository.
   */
  readonly as: "administrator" | "app" | "client" | "installation" | "user" | "any";
  /** Any one of these App permissions is enough. */
  readonly needs: readonly Need[];
  /** Counts against GitHub's limit on creating content. */
  readonly creates: boolean;
  readonly handle: (call: Call) => Reply;
}

type Options = Pick<Route, "as"> & Partial<Pick<Route, "needs" | "creates">>;

export function route(operation: `${Method} /${string}`, options: Options, handle: Route["handle"]): Route {
  const [method, path] = operation.split(" ") as [Method, string];
  return { method, path, needs: [], creates: false, ...options, handle };
}

export const ok = (body: unknown): Reply => ({ status: 200, body });
export const created = (body: unknown): Reply => ({ status: 201, body });

export function repositoryIn(call: Call): Repository {
  if (!call.repository) throw notFound();
  return call.repository;
}

export function installationIn(call: Call): InstallationCaller {
  if (call.caller.kind === "installation") return call.caller;
  throw call.caller.kind === "anonymous" ? needsAuthentication() : notAccessible();
}

/** The organisation of the path, if the caller's installation is on it. */
export function organizationIn(call: Call): Organization {
  const owner = call.world.state.logins.get((call.params.org ?? "").toLowerCase());
  if (owner?.type !== "Organization") throw notFound();
  if (call.caller.kind === "installation" && call.caller.installation.accountId !== owner.id) throw notAccessible();
  return owner;
}

/** The account in whose name the caller acts: its own, or the App's bot. */
export function actorIn({ caller, world }: Call): number {
  return caller.kind === "user" ? caller.user.id : world.app.botId;
}

export function numberIn(call: Call, name: string): number {
  return Number(call.params[name]);
}
