import { generateKeyPairSync } from "node:crypto";
import { describe, expect, it } from "vitest";
import { GitHubUnavailableError, InstallationUnusableError } from "../../src/domain/errors.ts";
import { graphql } from "../../src/github/graphql.ts";
import { createPolicyFileReader } from "../../src/github/policy-file.ts";
import { aClient, installation, useApiGitHub } from "../support/api-github.ts";

const at = (seconds: number) => new Date(Date.UTC(2026, 10, 23, 12, 0, seconds));

describe("the client of an installation", () => {
  const api = useApiGitHub();
  const ask = (client = aClient()) =>
    client.installation(installation.id).read((octokit) => octokit.rest.repos.get({ owner: "acme", repo: "web" }));

  it.each([500, 502, 503, 504, 408])("says that GitHub did not answer, for a %i", async (status) => {
    api.get("/repos/acme/web").reply(status, { message: "Server Error" });

    await expect(ask()).rejects.toBeInstanceOf(GitHubUnavailableError);
  });

  it("says that GitHub did not answer, for a connection that breaks", async () => {
    api.get("/repos/acme/web").replyWithError("socket hang up");

    await expect(ask()).rejects.toBeInstanceOf(GitHubUnavailableError);
  });

  it.each([
    [401, "Bad credentials"],
    [403, "Resource not accessible by integration"],
    [403, "Repository was archived so is read-only."],
  ])("says that only an owner can mend it, for a %i %s", async (status, message) => {
    api.get("/repos/acme/web").reply(status, { message });

    await expect(ask()).rejects.toBeInstanceOf(InstallationUnusableError);
  });

  it.each([404, 409, 422])("leaves a %i to who asked", async (status) => {
    api.get("/repos/acme/web").reply(status, { message: "No" });

    await expect(ask()).rejects.toMatchObject({ name: "HttpError", status });
  });

  const reset = String(at(30).getTime() / 1_000);
  it.each([
    ["a 403 with retry-after", 403, { "retry-after": "30" }, "secondary rate limit", 30],
    ["a 429 with retry-after", 429, { "retry-after": "7" }, "Too many", 7],
    [
      "a 403 without any requests left",
      403,
      { "x-ratelimit-remaining": "0", "x-ratelimit-reset": reset },
      "API rate",
      30,
    ],
    ["a 403 that speaks of the secondary limit alone", 403, {}, "You have exceeded a secondary rate limit", 60],
  ])("stays away from GitHub for as long as it asked: %s", async (_, status, headers, message, seconds) => {
    let now = at(0);
    const client = aClient({ clock: () => now });
    api.get("/repos/acme/web").reply(status, { message }, headers);
    await expect(ask(client)).rejects.toBeInstanceOf(GitHubUnavailableError);

    now = at(seconds - 1);
    await expect(ask(client)).rejects.toMatchObject({ detail: { pausedForMs: 1_000 } });
    now = at(seconds);
    api.get("/repos/acme/web").reply(200, {});
    await expect(ask(client)).resolves.toMatchObject({ status: 200 });
  });

  it("reads a 404 for its token as an installation that is gone, never as an organisation without a policy", async () => {
    const { privateKey } = generateKeyPairSync("rsa", {
      modulusLength: 2048,
      privateKeyEncoding: { type: "pkcs8", format: "pem" },
      publicKeyEncoding: { type: "spki", format: "pem" },
    });
    const auth = { auth: { appId: 1, privateKey, installationId: 7 } };
    api.post("/app/installations/7/access_tokens").reply(404, { message: "Not Found" });

    const read = createPolicyFileReader(aClient({ auth }), ".github").readPolicyFile(installation);

    await expect(read).rejects.toBeInstanceOf(InstallationUnusableError);
  });
});

describe("the organisation's policy file", () => {
  const api = useApiGitHub();
  const read = () => createPolicyFileReader(aClient(), ".github").readPolicyFile(installation);
  const path = "/repos/acme/.github/contents/.github%2Fapp.yml";

  it("is its text, as it stands on the default branch", async () => {
    const content = Buffer.from("enforcement: { mode: flag } # é\n").toString("base64");
    api.get(path).reply(200, { type: "file", encoding: "base64", content });

    expect(await read()).toEqual({ text: "enforcement: { mode: flag } # é\n" });
  });

  it("is none where there is no file, or something else in its place", async () => {
    api.get(path).reply(404, { message: "Not Found" });
    expect(await read()).toBeNull();

    api.get(path).reply(200, [{ type: "file" }]);
    expect(await read()).toBeNull();
  });

  it("is not known while GitHub does not answer", async () => {
    api.get(path).reply(502);

    await expect(read()).rejects.toBeInstanceOf(GitHubUnavailableError);
  });
});

describe("a GraphQL answer", () => {
  const api = useApiGitHub();
  const query = () => graphql(aClient().installation(installation.id), "query { viewer { login } }", {});

  it("is its data", async () => {
    api.post("/graphql").reply(200, { data: { viewer: { login: "x" } } });

    expect(await query()).toEqual({ viewer: { login: "x" } });
  });

  it("is its data where the only errors say that something does not exist", async () => {
    api.post("/graphql").reply(200, { data: { viewer: null }, errors: [{ type: "NOT_FOUND", message: "no" }] });

    expect(await query()).toEqual({ viewer: null });
  });

  it.each([
    ["a part that failed beside one that did not", [{ message: "Something went wrong" }]],
    ["a part that does not exist beside one that failed", [{ type: "NOT_FOUND", message: "a" }, { message: "b" }]],
    ["a query that ran out of time", [{ type: "MAX_NODE_LIMIT_EXCEEDED", message: "c" }]],
  ])("is none for %s, though data came with it", async (_, errors) => {
    api.post("/graphql").reply(200, { data: { viewer: { login: "x" } }, errors });

    await expect(query()).rejects.toBeInstanceOf(GitHubUnavailableError);
  });
});
