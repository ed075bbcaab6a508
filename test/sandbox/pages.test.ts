import { beforeEach, describe, expect, it } from "vitest";
import type { GitHub } from "./github/server.ts";
import { installationClient, useGitHub } from "./github/testing.ts";

describe("the stand-in's pages", () => {
  const sandbox = useGitHub();
  let github: GitHub;

  beforeEach(async () => {
    github = await sandbox.start();
    github.connectApp("http://127.0.0.1:1");
  });

  const see = async (path: string) => (await fetch(`${github.url}${path}`)).text();
  const press = (action: string, fields: Record<string, string>, as = "mira") =>
    fetch(`${github.url}/do/${action}`, {
      method: "POST",
      body: new URLSearchParams({ repository: "acme/payments-api", ...fields }),
      headers: { cookie: `stand_in_actor=${as}` },
      redirect: "manual",
    });

  it("show the personas, each with a way into the App, and work without script", async () => {
    const page = await see("/");

    expect(page).toMatch(/^<!doctype html>/);
    for (const login of ["mira", "jo", "ada", "noor", "sam", "leo", "audrey"])
      expect(page).toContain(`/sign-in-as/${login}`);
    expect(page).not.toContain("<script");
  });

  it("open a pull request at the press of a button, and show it", async () => {
    const answer = await press("open", {});

    expect(answer.status).toBe(303);
    expect(await see(answer.headers.get("location") ?? "")).toContain("A change by mira");
    expect(await see("/")).toContain("no check");
  });

  it("show a check as GitHub would: its Markdown rendered, its HTML not", async () => {
    const pull = github.actions.openPullRequest({ as: "mira", repository: "payments-api" });
    const client = await installationClient(github);
    await client.rest.checks.create({
      owner: "acme",
      repo: "payments-api",
      name: "training-gate",
      head_sha: pull.headSha,
      conclusion: "action_required",
      details_url: "http://127.0.0.1:1/decisions/x",
      output: { title: "One person needs training", summary: "| who |\n|---|\n| @mira |\n\n<script>alert(1)</script>" },
      actions: [{ label: "Re-check", description: "Look again", identifier: "recheck" }],
    });

    const page = await see(`/acme/payments-api/pull/${pull.number}`);

    expect(page).toContain("<td>@mira</td>");
    expect(page).not.toContain("<script>");
    expect(page).toContain("One person needs training");
    expect(page).toContain('href="http://127.0.0.1:1/decisions/x"');
    expect(page).toContain("Re-check");
    expect(await see("/")).toContain("action_required: One person needs training");
  });

  it("say why GitHub refuses to merge", async () => {
    github.actions.requireCheck({ as: "sam", repository: "payments-api" });
    const { number } = github.actions.openPullRequest({ as: "mira", repository: "payments-api" });

    const answer = await press("merge", { number: String(number) });

    expect(answer.headers.get("location")).toContain(
      encodeURIComponent('Required status check "training-gate" is expected.'),
    );
    expect(await see(`/acme/payments-api/pull/${number}`)).toMatch(/<button[^>]*disabled[^>]*>\s*Merge pull request/);
  });

  it("do as the chosen persona what that persona may", async () => {
    const { number } = github.actions.openPullRequest({ as: "mira", repository: "payments-api" });

    const refused = await press("merge", { number: String(number) }, "audrey");
    await press("merge", { number: String(number) }, "ada");

    expect(decodeURIComponent(refused.headers.get("location") ?? "")).toContain("audrey has none on acme/payments-api");
    expect(github.state.repositoryNames.get("acme/payments-api")?.pulls.get(number)?.mergedAt).not.toBeNull();
  });

  it("have no say over time on their own", async () => {
    expect(await see("/")).not.toContain("Let time pass");
    expect((await letPass(github, "30")).status).toBe(404);
  });

  it("let the time of the App pass, if it lets them, and say what day it is", async () => {
    const passed: number[] = [];
    const now = () => new Date(Date.UTC(2026, 10, 23 + passed.reduce((sum, days) => sum + days, 0)));
    const pass = async (days: number) => void passed.push(days);
    const movable = await sandbox.start({ calendar: { now, pass } });
    const home = async (path: string) => (await fetch(`${movable.url}${path}`)).text();

    expect(await home("/")).toContain("it is <strong>2026-11-23</strong>");
    const answer = await letPass(movable, "30");

    expect(passed).toEqual([30]);
    expect(answer.status).toBe(303);
    const page = await home(answer.headers.get("location") ?? "");
    expect(page).toContain("30 days went by. It is 2026-12-23 now");
    expect(page).toContain('name="days" value="365"');
  });

  it.each(["", "-30", "31", "1e3"])("let no other time pass than the buttons offer: %j", async (days) => {
    const pass = () => Promise.reject(new Error("Time passed"));
    const movable = await sandbox.start({ calendar: { now: () => new Date(), pass } });

    expect((await letPass(movable, days)).status).toBe(400);
  });

  it("send nobody off to another site", async () => {
    const answer = await fetch(`${github.url}/act-as`, {
      method: "POST",
      body: new URLSearchParams({ login: "jo", back: "//evil.example" }),
      redirect: "manual",
    });

    expect(answer.headers.get("location")).toBe("/");
  });
});

function letPass({ url }: GitHub, days: string): Promise<Response> {
  return fetch(`${url}/time`, { method: "POST", body: new URLSearchParams({ days }), redirect: "manual" });
}
