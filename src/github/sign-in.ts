import { z } from "zod";
import type { SignIn } from "../pipeline/learning/port.ts";

const TokenAnswer = z.union([
  z.object({ access_token: z.string() }),
  z.object({ error: z.string(), error_description: z.string().optional() }),
]);
const User = z.object({ id: z.number(), login: z.string(), type: z.string() });
const Emails = z.array(z.object({ email: z.string(), verified: z.boolean() }));

export interface SignInConfig {
  readonly clientId: string;
  readonly clientSecret: string;
  /** `https://github.com`, or the GHES origin. */
  readonly webUrl: string;
  readonly apiUrl: string;
}

/**
 * GitHub's web flow with PKCE. The user token is used for two reads and dropped; it is never stored.
 * https://docs.github.com/en/apps/creating-github-apps/authenticating-with-a-github-app/generating-a-user-access-token-for-a-github-app
 */
export function createSignIn(config: SignInConfig, deps: { fetch: typeof fetch; timeoutMs?: number }): SignIn {
  const call = (url: string, init: RequestInit) =>
    deps.fetch(url, { ...init, signal: AbortSignal.timeout(deps.timeoutMs ?? 10_000) });
  return {
    authorizeUrl({ state, codeChallenge, redirectUri }) {
      const query = new URLSearchParams({
        client_id: config.clientId,
        redirect_uri: redirectUri,
        state,
        code_challenge: codeChallenge,
        code_challenge_method: "S256",
        allow_signup: "false",
      });
      return `${config.webUrl}/login/oauth/authorize?${query}`;
    },

    async identify({ code, codeVerifier, redirectUri }) {
      const token = await exchange(call, config, { code, codeVerifier, redirectUri });
      if (!token.ok) return token;
      const headers = { authorization: `Bearer ${token.value}`, accept: "application/vnd.github+json" };
      const user = await call(`${config.apiUrl}/user`, { headers });
      if (!user.ok) return { ok: false, problem: "user_unreadable" };
      const { id, login, type } = User.parse(await user.json());
      // A user may keep their addresses from us, and then commits stay linked by GitHub alone.
      const emails = await call(`${config.apiUrl}/user/emails`, { headers });
      const verified = emails.ok ? Emails.parse(await emails.json()).filter((address) => address.verified) : [];
      return { ok: true, account: { id, login, type }, emails: verified.map(({ email }) => email.toLowerCase()) };
    },
  };
}

async function exchange(
  call: (url: string, init: RequestInit) => Promise<Response>,
  config: SignInConfig,
  request: { code: string; codeVerifier: string; redirectUri: string },
): Promise<{ ok: true; value: string } | { ok: false; problem: string }> {
  const response = await call(`${config.webUrl}/login/oauth/access_token`, {
    method: "POST",
    headers: { accept: "application/json", "content-type": "application/json" },
    body: JSON.stringify({
      client_id: config.clientId,
      client_secret: config.clientSecret,
      code: request.code,
      redirect_uri: request.redirectUri,
      code_verifier: request.codeVerifier,
    }),
  });
  if (!response.ok) return { ok: false, problem: "github_unavailable" };
  // GitHub answers 200 with `error` when it refuses the code.
  const answer = TokenAnswer.parse(await response.json());
  return "error" in answer ? { ok: false, problem: answer.error } : { ok: true, value: answer.access_token };
}
