import { createHash } from "node:crypto";
import { Octokit } from "@octokit/rest";
import { beforeEach, describe, expect, it } from "vitest";
import type { GitHub } from "./github/server.ts";
import { useGitHub } from "./github/testing.ts";

const CALLBACK = "http://127.0.0.1:1/sign-in/callback";
const VERIFIER = "a-verifier-of-at-least-forty-three-characters-0123456789";
const PKCE = {
  code_challenge: createHash("sha256").update(VERIFIER).digest("base64url"),
  code_challenge_method: "S256",
};

describe("signing in as a person", () => {
  const sandbox = useGitHub();
  let github: GitHub;
  let now: number;

  beforeEach(async () => {
    now = Date.now();
    github = await sandbox.start({ clock: () => new Date(now) });
    github.connectApp("http://127.0.0.1:1");
  });

  const query = (more: Record<string, string> = {}) => ({
    client_id: github.app.clientId,
    redirect_uri: CALLBACK,
    state: "s1",
    ...more,
  });
  const visit = (more: Record<string, string> = {}, headers: Record<string, string> = {}) =>
    fetch(`${github.url}/login/oauth/authorize?${new URLSearchParams(query(more))}`, { redirect: "manual", headers });

  /** Presses a persona's button and answers where the browser is sent. */
  async function choose(login: string, more: Record<string, string> = {}): Promise<URL> {
    const body = new URLSearchParams({ ...query(more), login });
    const answer = await fetch(`${github.url}/login/oauth/authorize`, { method: "POST", body, redirect: "manual" });
    return new URL(answer.headers.get("location") ?? "");
  }

  async function exchange(more: Record<string, string>): Promise<Record<string, string>> {
    const { clientId: client_id, clientSecret: client_secret } = github.app;
    const answer = await fetch(`${github.url}/login/oauth/access_token`, {
      method: "POST",
      headers: { accept: "application/json", "content-type": "application/json" },
      body: JSON.stringify({ client_id, client_secret, ...more }),
    });
    expect(answer.status).toBe(200);
    return (await answer.json()) as Record<string, string>;
  }

  it("offers every persona as a button, the one asked for first, on a page without script", async () => {
    const page = await (await visit({ login: "noor" })).text();

    const logins = [...page.matchAll(/name="login" value="(\w+)"/g)].map(([, login]) => login);
    expect(logins).toHaveLength(7);
    expect(logins[0]).toBe("noor");
    expect(page).not.toContain("<script");
  });

  it("goes through PKCE to a token that reads the account and its addresses", async () => {
    const back = await choose("noor", PKCE);
    const { access_token } = await exchange({
      code: back.searchParams.get("code") ?? "",
      code_verifier: VERIFIER,
      redirect_uri: CALLBACK,
    });
    const noor = new Octokit({ auth: access_token, baseUrl: `${github.url}/api/v3` });

    const { data: user } = await noor.rest.users.getAuthenticated();
    const { data: emails } = await noor.rest.users.listEmailsForAuthenticatedUser();

    expect(back.searchParams.get("state")).toBe("s1");
    expect(access_token).toMatch(/^ghu_/);
    expect(user).toMatchObject({ login: "noor", type: "User" });
    expect(emails.map(({ email, verified }) => [email, verified])).toEqual([
      ["noor@contractor.example", true],
      ["noor@old.example", false],
    ]);
    expect(github.violations).toEqual([]);
  });

  it("gives a token for a code once", async () => {
    const code = (await choose("mira")).searchParams.get("code") ?? "";

    expect(await exchange({ code })).toHaveProperty("access_token");
    expect(await exchange({ code })).toMatchObject({ error: "bad_verification_code" });
  });

  it("forgets a code after ten minutes", async () => {
    const code = (await choose("mira")).searchParams.get("code") ?? "";
    now += 600_000;

    expect(await exchange({ code })).toMatchObject({ error: "bad_verification_code" });
  });

  it.each([
    ["the wrong client secret", { client_secret: "x" }, "incorrect_client_credentials"],
    ["the wrong verifier", { code_verifier: "x" }, "bad_verification_code"],
    [
      "another redirect_uri",
      { redirect_uri: "http://127.0.0.1:1/elsewhere", code_verifier: VERIFIER },
      "redirect_uri_mismatch",
    ],
  ])("refuses %s, with status 200 as GitHub does", async (_, more, error) => {
    const code = (await choose("mira", PKCE)).searchParams.get("code") ?? "";

    expect(await exchange({ code, ...(more as Record<string, string>) })).toMatchObject({ error });
  });

  it("sends a redirect_uri that is not registered back to the registered one, with the error", async () => {
    const answer = await visit({ redirect_uri: `${CALLBACK}/more` });

    expect(answer.headers.get("location")).toBe(`${CALLBACK}?error=redirect_uri_mismatch&state=s1`);
  });

  it("lets a person say no", async () => {
    const body = new URLSearchParams({ ...query(), deny: "yes" });

    const answer = await fetch(`${github.url}/login/oauth/authorize`, { method: "POST", body, redirect: "manual" });

    expect(answer.headers.get("location")).toBe(`${CALLBACK}?error=access_denied&state=s1`);
  });

  it("signs in at one click from the personas page, and asks again the next time", async () => {
    const link = await fetch(`${github.url}/sign-in-as/jo`, { redirect: "manual" });
    const cookie = (link.headers.get("set-cookie") ?? "").split(";", 1)[0] ?? "";

    const first = await visit({}, { cookie });

    expect(link.headers.get("location")).toBe("http://127.0.0.1:1/sign-in/github");
    expect(first.status).toBe(302);
    expect(first.headers.get("set-cookie")).toContain("Max-Age=0");
    expect((await visit()).status).toBe(200);
  });

  it("revokes a token for who knows the client secret", async () => {
    const { access_token = "" } = await exchange({ code: (await choose("mira")).searchParams.get("code") ?? "" });
    const basic = Buffer.from(`${github.app.clientId}:${github.app.clientSecret}`).toString("base64");
    const revoke = () =>
      fetch(`${github.url}/api/v3/applications/${github.app.clientId}/token`, {
        method: "DELETE",
        headers: { authorization: `Basic ${basic}` },
        body: JSON.stringify({ access_token }),
      });

    expect((await revoke()).status).toBe(204);
    expect((await revoke()).status).toBe(404);
  });
});
