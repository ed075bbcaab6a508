import { createPublicKey, randomBytes, verify } from "node:crypto";
import { badCredentials, needsAuthentication, Refusal } from "./refusal.ts";
import type { App, Installation, Permissions, State, User } from "./state.ts";

export interface InstallationCaller {
  readonly kind: "installation";
  readonly installation: Installation;
  readonly permissions: Permissions;
  /** Null means every repository of the installation. */
  readonly repositories: ReadonlySet<number> | null;
}

export interface UserCaller {
  readonly kind: "user";
  readonly user: User;
  /** By a token that the person made, with all that they may do; else by one that the App was given at sign-in. */
  readonly personal?: true;
}

/** `client` is the App by its client id and secret (Basic), as for token revocation. */
export type Caller = { readonly kind: "anonymous" | "app" | "client" } | InstallationCaller | UserCaller;

interface Token {
  readonly caller: InstallationCaller | UserCaller;
  readonly expiresAt: Date;
}

export interface Credentials {
  /** Who sent this `Authorization` header; throws GitHub's 401 or 403 when it is not good. */
  identify(header: string | undefined): Caller;
  issueInstallationToken(caller: InstallationCaller): { readonly token: string; readonly expiresAt: Date };
  /** A classic token with every scope, as an owner makes one in their settings. */
  issuePersonalToken(user: User): { readonly token: string; readonly expiresAt: Date };
  issueUserToken(user: User): { readonly token: string; readonly expiresAt: Date };
  /** False if there was no such token. */
  revoke(token: string): boolean;
}

const HOUR_MS = 3_600_000;
const USER_TOKEN_MS = 8 * HOUR_MS;
const PERSONAL_TOKEN_MS = 30 * 24 * HOUR_MS;

export function createCredentials(state: State, app: App): Credentials {
  const tokens = new Map<string, Token>();
  const publicKey = createPublicKey(app.publicKey);

  const issue = (prefix: string, caller: Token["caller"], lifetimeMs: number) => {
    const token = `${prefix}_${randomBytes(18).toString("base64url").replace(/[-_]/g, "0")}`;
    const expiresAt = new Date(state.clock().getTime() + lifetimeMs);
    tokens.set(token, { caller, expiresAt });
    return { token, expiresAt };
  };

  return {
    identify(header) {
      if (header?.startsWith("Basic ")) return checkClient(header, app);
      const token = tokenIn(header);
      if (token === undefined) return { kind: "anonymous" };
      if (token.split(".").length === 3) {
        checkJwt(token, publicKey, app, state.clock());
        return { kind: "app" };
      }
      const known = tokens.get(token);
      if (!known || known.expiresAt <= state.clock()) throw badCredentials();
      checkInstallation(state, known.caller);
      return known.caller;
    },
    issueInstallationToken: (caller) => issue("ghs", caller, HOUR_MS),
    issuePersonalToken: (user) => issue("ghp", { kind: "user", user, personal: true }, PERSONAL_TOKEN_MS),
    issueUserToken: (user) => issue("ghu", { kind: "user", user }, USER_TOKEN_MS),
    revoke: (token) => tokens.delete(token),
  };
}

function checkClient(header: string, app: App): Caller {
  const given = Buffer.from(header.slice("Basic ".length), "base64").toString("utf8");
  if (given !== `${app.clientId}:${app.clientSecret}`) throw badCredentials();
  return { kind: "client" };
}

export function tokenIn(header: string | undefined): string | undefined {
  return /^(?:bearer|token)\s+(\S+)$/i.exec(header ?? "")?.[1];
}

function checkInstallation(state: State, caller: Token["caller"]): void {
  if (caller.kind !== "installation") return;
  if (!state.installations.has(caller.installation.id)) throw badCredentials();
  if (caller.installation.suspendedAt) throw new Refusal(403, "This installation has been suspended");
}

interface Claims {
  readonly iss?: unknown;
  readonly iat?: unknown;
  readonly exp?: unknown;
}

/** RS256 over the App's key, `iss` the App's id or client id, issued in the past, ending at most ten minutes ahead. */
function checkJwt(token: string, publicKey: ReturnType<typeof createPublicKey>, app: App, now: Date): void {
  const [head = "", body = "", signature = ""] = token.split(".");
  const good = verify("RSA-SHA256", Buffer.from(`${head}.${body}`), publicKey, Buffer.from(signature, "base64url"));
  if (!good || jsonIn<{ alg?: string }>(head).alg !== "RS256")
    throw new Refusal(401, "A JSON web token could not be decoded");

  const { iss, iat, exp } = jsonIn<Claims>(body);
  const seconds = now.getTime() / 1000;
  if (String(iss) !== String(app.id) && iss !== app.clientId) throw new Refusal(401, "Integration not found");
  if (typeof iat !== "number" || iat > seconds + 5)
    throw new Refusal(
      401,
      "'Issued at' claim ('iat') must be an Integer representing the time that the assertion was issued",
    );
  if (typeof exp !== "number" || exp <= seconds)
    throw new Refusal(
      401,
      "'Expiration time' claim ('exp') must be a numeric value representing the future time at which the assertion expires",
    );
  if (exp > seconds + 605) throw new Refusal(401, "'Expiration time' claim ('exp') is too far in the future");
}

function jsonIn<T extends object>(part: string): T {
  try {
    return JSON.parse(Buffer.from(part, "base64url").toString("utf8")) as T;
  } catch (cause) {
    throw new Refusal(401, "A JSON web token could not be decoded", {
      cause: cause instanceof Error ? cause.name : "unknown",
    });
  }
}

export function requireApp(caller: Caller): void {
  if (caller.kind === "app") return;
  if (caller.kind === "anonymous") throw needsAuthentication();
  throw new Refusal(401, "A JSON web token could not be decoded");
}
