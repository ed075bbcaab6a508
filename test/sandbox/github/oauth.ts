import { createHash, randomBytes } from "node:crypto";
import type { Credentials } from "./auth.ts";
import { userById, userOf } from "./find.ts";
import type { User } from "./state.ts";
import type { World } from "./world.ts";

/** The query of `/login/oauth/authorize`. */
export interface AuthorizeQuery {
  readonly client_id?: string;
  readonly redirect_uri?: string;
  readonly state?: string;
  readonly login?: string;
  readonly code_challenge?: string;
  readonly code_challenge_method?: string;
}

export type Asked =
  | { readonly kind: "ask"; readonly redirectUri: string }
  | { readonly kind: "redirect"; readonly to: string }
  | { readonly kind: "refuse"; readonly reason: string };

export interface TokenQuery {
  readonly client_id?: string;
  readonly client_secret?: string;
  readonly code?: string;
  readonly redirect_uri?: string;
  readonly code_verifier?: string;
  readonly grant_type?: string;
  readonly refresh_token?: string;
}

export interface SignIn {
  /** May this App ask here, and where does the answer go? */
  ask(query: AuthorizeQuery): Asked;
  /** The person has agreed: the address to send the browser to. */
  approve(query: AuthorizeQuery, redirectUri: string, login: string): string;
  deny(query: AuthorizeQuery, redirectUri: string): string;
  /** Trades a code or a refresh token; what is wrong is in `error`, with HTTP 200, as GitHub has it. */
  exchange(query: TokenQuery): Readonly<Record<string, string | number>>;
}

interface Code {
  readonly userId: number;
  readonly redirectUri: string;
  readonly challenge: string | undefined;
  readonly expiresAt: number;
}

const CODE_MS = 10 * 60_000;
const TOKEN_SECONDS = 28_800;
const REFRESH_SECONDS = 15_811_200;

export function createSignIn(world: World, credentials: Credentials): SignIn {
  const { state, app } = world;
  const codes = new Map<string, Code>();
  const refreshTokens = new Map<string, User>();

  const issue = (user: User) => {
    const refresh = `ghr_${randomBytes(36).toString("hex")}`;
    refreshTokens.set(refresh, user);
    return {
      access_token: credentials.issueUserToken(user).token,
      expires_in: TOKEN_SECONDS,
      refresh_token: refresh,
      refresh_token_expires_in: REFRESH_SECONDS,
      scope: "",
      token_type: "bearer",
    };
  };

  const tradeCode = (query: TokenQuery) => {
    const code = codes.get(query.code ?? "");
    codes.delete(query.code ?? "");
    if (!code || code.expiresAt <= state.clock().getTime()) return failure("bad_verification_code");
    if (query.redirect_uri !== undefined && query.redirect_uri !== code.redirectUri)
      return failure("redirect_uri_mismatch");
    if (code.challenge !== undefined && code.challenge !== challengeOf(query.code_verifier))
      return failure("bad_verification_code");
    return issue(userById(state, code.userId));
  };

  const refresh = (query: TokenQuery) => {
    const user = refreshTokens.get(query.refresh_token ?? "");
    refreshTokens.delete(query.refresh_token ?? "");
    return user ? issue(user) : failure("bad_refresh_token");
  };

  return {
    ask(query) {
      if (query.client_id !== app.clientId) return { kind: "refuse", reason: "There is no App with this client id." };
      const redirectUri = query.redirect_uri ?? app.callbackUrls[0];
      if (redirectUri === undefined) return { kind: "refuse", reason: "The App has no callback URL." };
      if (!app.callbackUrls.includes(redirectUri)) return mismatch(app.callbackUrls[0], query.state);
      if (query.code_challenge !== undefined && query.code_challenge_method !== "S256")
        return { kind: "refuse", reason: "Only S256 is accepted as code_challenge_method." };
      return { kind: "ask", redirectUri };
    },
    approve(query, redirectUri, login) {
      const code = randomBytes(10).toString("hex");
      const expiresAt = state.clock().getTime() + CODE_MS;
      codes.set(code, { userId: userOf(state, login).id, redirectUri, challenge: query.code_challenge, expiresAt });
      return withQuery(redirectUri, { code, state: query.state });
    },
    deny: (query, redirectUri) => withQuery(redirectUri, { error: "access_denied", state: query.state }),
    exchange(query) {
      if (query.client_id !== app.clientId || query.client_secret !== app.clientSecret)
        return failure("incorrect_client_credentials");
      return query.grant_type === "refresh_token" ? refresh(query) : tradeCode(query);
    },
  };
}

/** GitHub sends a wrong `redirect_uri` to the registered address, with the error. */
function mismatch(registered: string | undefined, state: string | undefined): Asked {
  if (registered === undefined) return { kind: "refuse", reason: "The redirect_uri is not associated with this App." };
  return { kind: "redirect", to: withQuery(registered, { error: "redirect_uri_mismatch", state }) };
}

const DESCRIPTIONS = {
  bad_verification_code: "The code passed is incorrect or expired.",
  incorrect_client_credentials: "The client_id and/or client_secret passed are incorrect.",
  redirect_uri_mismatch: "The redirect_uri MUST match the registered callback URL for this application.",
  bad_refresh_token: "The refresh token passed is incorrect or expired.",
} as const;

function failure(error: keyof typeof DESCRIPTIONS) {
  return {
    error,
    error_description: DESCRIPTIONS[error],
    error_uri: "https://docs.github.com/apps/troubleshooting-authorization-request-errors",
  };
}

function challengeOf(verifier: string | undefined): string {
  return createHash("sha256")
    .update(verifier ?? "")
    .digest("base64url");
}

function withQuery(address: string, query: Readonly<Record<string, string | undefined>>): string {
  const url = new URL(address);
  for (const [key, value] of Object.entries(query)) if (value !== undefined) url.searchParams.set(key, value);
  return url.href;
}
