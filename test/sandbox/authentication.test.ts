import { generateKeyPairSync } from "node:crypto";
import { describe, expect, it } from "vitest";
import { installationClient, probotOf, useGitHub } from "./github/testing.ts";

describe("signing in as the App", () => {
  const sandbox = useGitHub();

  it("answers the App's own key and no other", async () => {
    const github = await sandbox.start();
    const { privateKey } = generateKeyPairSync("rsa", {
      modulusLength: 2048,
      privateKeyEncoding: { type: "pkcs8", format: "pem" },
      publicKeyEncoding: { type: "spki", format: "pem" },
    });

    const own = await (await probotOf(github).auth()).rest.apps.getAuthenticated();
    const foreign = (await probotOf(github, privateKey).auth()).rest.apps.getAuthenticated();

    expect(own.data).toMatchObject({ id: github.app.id, slug: "training-gate" });
    await expect(foreign).rejects.toMatchObject({ status: 401 });
  });

  it("mints a token that shows what the installation may", async () => {
    const github = await sandbox.start();
    const app = await probotOf(github).auth();
    const { data: installation } = await app.rest.apps.getOrgInstallation({ org: "acme" });

    const { data: token } = await app.rest.apps.createInstallationAccessToken({ installation_id: installation.id });

    expect(token.token).toMatch(/^ghs_/);
    expect(token.permissions).toMatchObject({ checks: "write", members: "read" });
    expect(github.violations).toEqual([]);
  });

  it("refuses a token for an installation that is suspended, and for one that is gone", async () => {
    const github = await sandbox.start();
    const app = await probotOf(github).auth();
    const { data: installation } = await app.rest.apps.getOrgInstallation({ org: "acme" });
    const mint = () => app.rest.apps.createInstallationAccessToken({ installation_id: installation.id });

    github.actions.suspendApp({ as: "sam" });
    await expect(mint()).rejects.toMatchObject({ status: 403, message: expect.stringContaining("suspended") });

    github.actions.uninstallApp({ as: "sam" });
    await expect(mint()).rejects.toMatchObject({ status: 404 });
  });

  it("forgets a token after an hour", async () => {
    let now = Date.now();
    const github = await sandbox.start({ clock: () => new Date(now) });
    const app = await probotOf(github).auth();
    const { data: installation } = await app.rest.apps.getOrgInstallation({ org: "acme" });
    const { data: token } = await app.rest.apps.createInstallationAccessToken({ installation_id: installation.id });
    const status = async () =>
      (await fetch(`${github.url}/api/v3/orgs/acme`, { headers: { authorization: `Bearer ${token.token}` } })).status;

    expect(await status()).toBe(200);
    now += 3_600_000;

    expect(await status()).toBe(401);
  });

  it("refuses a JWT of another time, and lets a client that heeds the date header correct itself", async () => {
    const github = await sandbox.start({ clock: () => new Date(Date.now() + 86_400_000) });
    const app = await probotOf(github).auth();

    const { status } = await app.rest.apps.getAuthenticated();

    expect(status).toBe(200);
    expect(github.requests.all.map((request) => request.status)).toEqual([401, 200]);
  });

  it("keeps to the permissions that the owner has accepted", async () => {
    const github = await sandbox.start();
    github.actions.acceptPermissions({ as: "sam", permissions: { metadata: "read", checks: "read" } });
    const client = await installationClient(github);

    const listing = client.rest.orgs.listMembers({ org: "acme" });

    await expect(listing).rejects.toMatchObject({
      status: 403,
      message: expect.stringContaining("Resource not accessible by integration"),
    });
  });

  it("hides private repositories outside the installation, and lets public ones be read but not written", async () => {
    const github = await sandbox.start();
    github.actions.selectRepositories({ as: "sam", repositories: ["web"] });
    const client = await installationClient(github);
    const docs = { owner: "acme", repo: "docs" };
    const head_sha = github.state.repositoryNames.get("acme/docs")?.branches.get("main") ?? "";

    await expect(client.rest.repos.get({ owner: "acme", repo: "infra" })).rejects.toMatchObject({ status: 404 });
    await expect(client.rest.repos.get(docs)).resolves.toMatchObject({ status: 200 });
    await expect(client.rest.checks.create({ ...docs, name: "training-gate", head_sha })).rejects.toMatchObject({
      status: 403,
    });
  });

  it("narrows a token to the repositories asked for", async () => {
    const github = await sandbox.start();
    const app = await probotOf(github).auth();
    const { data: installation } = await app.rest.apps.getOrgInstallation({ org: "acme" });
    const { data } = await app.rest.apps.createInstallationAccessToken({
      installation_id: installation.id,
      repositories: ["web"],
    });
    const read = (name: string) =>
      fetch(`${github.url}/api/v3/repos/acme/${name}`, { headers: { authorization: `token ${data.token}` } });

    expect((await read("web")).status).toBe(200);
    expect((await read("infra")).status).toBe(404);
    await expect(
      app.rest.apps.createInstallationAccessToken({ installation_id: installation.id, repositories: ["nope"] }),
    ).rejects.toMatchObject({ status: 422 });
  });

  it("answers strangers 401, and what does not exist 404 in GitHub's JSON", async () => {
    const github = await sandbox.start();

    const stranger = await fetch(`${github.url}/api/v3/orgs/acme/members`);
    const nothing = await fetch(`${github.url}/api/v3/nothing/here`);

    expect(stranger.status).toBe(401);
    expect(nothing.status).toBe(404);
    expect(await nothing.json()).toEqual({
      message: "Not Found",
      documentation_url: "https://docs.github.com/rest",
      status: "404",
    });
  });
});
