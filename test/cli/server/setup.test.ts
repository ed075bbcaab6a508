import { chmod, mkdtemp, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { startSetup } from "../../../src/app/setup.ts";
import { runCli } from "../../../src/cli/main.ts";
import { readConfig, readEnvironment } from "../../../src/config.ts";
import { useGitHub } from "../../sandbox/github/testing.ts";
import { aCli, type TestCli } from "../a-cli.ts";

const BASE_URL = "https://training.example.org";

describe("setup", () => {
  const stand = useGitHub();
  let folder = "";
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "training-gate-setup-"));
  });
  afterEach(() => rm(folder, { recursive: true }));

  async function begun(args: readonly string[] = [], given: { readonly env?: Record<string, string> } = {}) {
    const github = await stand.start({ installed: false });
    const { GHE_HOST = "", GHE_PROTOCOL = "" } = github.environment();
    const env = { GHE_HOST, GHE_PROTOCOL, BASE_URL, DATA_DIR: join(folder, "data"), ...given.env };
    const cli = aCli({ folder, env, app: { startSetup } });
    const code = runCli(["setup", "--org", "acme", ...args], cli);
    const url = await vi.waitFor(() => urlIn(cli), { timeout: 10_000 });
    return { github, cli, code, url };
  }
  const urlIn = ({ told, complaints }: TestCli) => {
    const found = /http:\/\/127\.0\.0\.1:\d+\/\?token=\S+/.exec(told.join("\n"))?.[0];
    if (!found) throw new Error(`No address is told: ${complaints.join("\n")}`);
    return found;
  };

  /** What a browser does with the page: the form goes to GitHub as it stands there. */
  async function press(url: string, as: string): Promise<Response> {
    const page = await (await fetch(url)).text();
    const action = unescaped(/<form method="post" action="([^"]+)"/.exec(page)?.[1]);
    const manifest = unescaped(/name="manifest" value="([^"]+)"/.exec(page)?.[1]);
    const headers = { cookie: `stand_in_actor=${as}` };
    return fetch(action, { method: "POST", headers, body: new URLSearchParams({ manifest }), redirect: "manual" });
  }
  const backFrom = async (url: string) => (await press(url, "sam")).headers.get("location") ?? "";

  it("registers the App as app.yml says, keeps its secrets for the owner alone, and says what comes next", async () => {
    const { github, cli, code, url } = await begun();

    const page = await fetch(await backFrom(url));

    expect(await code).toBe(0);
    expect(await page.text()).toContain(`${github.url}/apps/training-gate/installations/new`);
    expect(cli.told.join("\n")).toMatch(/training-gate policy explain.*training-gate start.*doctor --org acme/s);
    const file = join(folder, ".env");
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    const config = readConfig({ ...readEnvironment(folder), BASE_URL }, ["github", "sign-in"]);
    expect(config.github).toMatchObject({ appId: github.app.id, webhookSecrets: [github.app.webhookSecret] });
    expect(config.github.privateKey.trim()).toBe(github.app.privateKey.trim());
    expect(github.app.webhookUrl).toBe(`${BASE_URL}/api/github/webhooks`);
    expect(github.app.callbackUrls).toEqual([`${BASE_URL}/sign-in/callback`]);
    expect(github.app.permissions).toMatchObject({ checks: "write", members: "read" });
    expect(github.app.permissions).not.toHaveProperty("administration");
    expect(github.violations).toEqual([]);
  });

  it("asks for more only where it is told to, and says why", async () => {
    const { github, cli, code, url } = await begun(["--with", "access,rulesets,notices"]);

    await fetch(await backFrom(url));

    expect(await code).toBe(0);
    const more = { statuses: "write", organization_administration: "write", administration: "write" };
    expect(github.app.permissions).toMatchObject({ ...more, members: "write", issues: "write" });
    expect(github.app.events).toEqual(expect.arrayContaining(["repository_ruleset", "branch_protection_rule", "push"]));
    expect(cli.told.filter((line) => line.startsWith("Beside what app.yml asks for"))).toHaveLength(8);
  });

  it("opens its page once, and to nobody who has not read the terminal", async () => {
    const { cli, code, url } = await begun();

    const guessed = await fetch(url.replace(/token=.*/, `token=${"x".repeat(32)}`));
    const first = await fetch(url);
    const second = await fetch(url);

    expect([guessed.status, first.status, second.status]).toEqual([403, 200, 403]);
    expect(first.headers.get("content-security-policy")).toContain("default-src 'none'");
    cli.stop();
    expect(await code).toBe(1);
  });

  it("takes no code that does not come with its own state", async () => {
    const { cli, code, url } = await begun();
    const back = new URL(await backFrom(url));
    const given = back.searchParams.get("state") ?? "";

    back.searchParams.set(
      "state",
      given.replace(/.$/, (last) => (last === "A" ? "B" : "A")),
    );
    const answer = await fetch(back);

    expect(answer.status).toBe(403);
    await expect(stat(join(folder, ".env"))).rejects.toMatchObject({ code: "ENOENT" });
    cli.stop();
    expect(await code).toBe(1);
  });

  it("says where GitHub does not give the secrets", async () => {
    const { cli, code, url } = await begun();
    const back = new URL(await backFrom(url));

    back.searchParams.set("code", "another");
    const answer = await fetch(back);

    expect(answer.status).toBe(500);
    expect(await code).toBe(2);
    expect(cli.complaints.join("\n")).toContain("Delete the App on GitHub, and run setup again");
  });

  it("never overwrites: where an App is in use it does not begin", async () => {
    const cli = aCli({ folder, env: { BASE_URL, APP_ID: "7" } });

    expect(await runCli(["setup", "--org", "acme"], cli)).toBe(2);
    expect(cli.complaints.join("\n")).toContain("APP_ID set already");
  });

  it("adds to a file that is there, keeps what stands in it, and closes it to others", async () => {
    const file = join(folder, ".env");
    await writeFile(file, "LOG_LEVEL=warn");
    await chmod(file, 0o644);
    const { code, url } = await begun();

    await fetch(await backFrom(url));

    expect(await code).toBe(0);
    expect(await readFile(file, "utf8")).toMatch(/^LOG_LEVEL=warn\nAPP_ID=\d+\n/);
    expect((await stat(file)).mode & 0o777).toBe(0o600);
  });

  it("does not know a feature that there is not", async () => {
    const cli = aCli({ folder, env: { BASE_URL } });

    expect(await runCli(["setup", "--org", "acme", "--with", "coffee"], cli)).toBe(2);
    expect(cli.complaints.join("\n")).toContain(
      "--with does not know coffee. It takes rulesets, access, properties, notices",
    );
  });

  it("finds out from GitHub that it is not reachable, or that somebody is no owner", async () => {
    const local = await begun([], { env: { BASE_URL: "http://127.0.0.1:3000" } });
    const stranger = await begun();

    const refused = await press(local.url, "sam");
    const unknown = await press(stranger.url, "mira");

    expect(refused.status).toBe(400);
    expect(await refused.text()).toContain("reachable over the public Internet");
    expect(unknown.status).toBe(404);
    for (const { cli, code } of [local, stranger]) {
      cli.stop();
      expect(await code).toBe(1);
    }
  });
});

function unescaped(html = ""): string {
  return html
    .replaceAll("&quot;", '"')
    .replaceAll("&#39;", "'")
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&amp;", "&");
}
