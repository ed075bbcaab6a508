import { describe, expect, it } from "vitest";
import { runCli } from "../../src/cli/main.ts";
import { readVersion } from "../../src/config.ts";
import { GitHubUnavailableError } from "../../src/domain/errors.ts";
import { aCli } from "./a-cli.ts";

const serving = {
  APP_ID: "1",
  WEBHOOK_SECRET: "of-ours",
  BASE_URL: "http://localhost:3000",
};

describe("the command line", () => {
  it.each([[["--help"]], [["policy", "--help"]], [["help", "start"]]])("%j helps and is fine", async (args) => {
    const cli = aCli();

    expect(await runCli(args, cli)).toBe(0);
    expect(cli.told.join("\n")).toContain("Usage: training-gate");
  });

  it("tells its version", async () => {
    const cli = aCli();

    expect(await runCli(["--version"], cli)).toBe(0);
    expect(cli.told).toEqual([readVersion()]);
  });

  it.each([
    [[], "Usage:"],
    [["strat"], "Did you mean start?"],
    [["policy"], "Usage:"],
    [["policy", "check", "app.yml", "other.yml"], "too many arguments"],
    [["explain"], "--person"],
    [["log", "show", "--from", "-1"], "whole number from 0"],
    [["log", "show", "--limit", "0"], "whole number from 1"],
    [["sweep", "--dry"], "unknown option"],
    [["explain", "--person", "mira", "--repo", "payments"], "OWNER/REPO#NUMBER"],
    [["doctor", "--send-test"], "add --to, a login or a mail address"],
    [["doctor", "--to", "mira"], "add --send-test"],
    [["doctor", "--send-test", "--to", "mira", "--print", "json"], "leave out one"],
    [["replay"], "Name one decision by its id, or --all"],
    [["policy", "check", "gone.yml"], "gone.yml cannot be read: there is no such file. Name another file"],
    [["policy", "check", "src"], "src cannot be read: it is a folder. Name another file"],
  ])("%j is wrong usage, and says what is right", async (args, hint) => {
    const cli = aCli();

    expect(await runCli(args, cli)).toBe(2);
    expect(cli.told).toEqual([]);
    expect(cli.complaints.join("\n")).toContain(hint);
  });

  it("tells each problem of the environment on a line of its own", async () => {
    const cli = aCli();

    expect(await runCli(["start"], cli)).toBe(2);
    expect(cli.complaints).toHaveLength(6);
    expect(cli.complaints.every((line) => /^[A-Z_]+ \S.*\.$/.test(line))).toBe(true);
  });

  it("refuses to start without a webhook secret", async () => {
    const cli = aCli({ env: { ...serving, WEBHOOK_SECRET: "" } });

    expect(await runCli(["start"], cli)).toBe(2);
    expect(cli.complaints).toContainEqual(expect.stringMatching(/^WEBHOOK_SECRET is not set\. /));
  });

  it("tells a failure that was foreseen in one line, without a stack", async () => {
    const cli = aCli({ app: { openStorage: () => Promise.reject(new GitHubUnavailableError({ status: 502 })) } });

    expect(await runCli(["log", "show"], cli)).toBe(2);
    expect(cli.complaints).toEqual(["GitHub did not answer: status 502"]);
  });

  it("shows the stack of a bug", async () => {
    const cli = aCli({ app: { openStorage: () => Promise.reject(new TypeError("x is not a function")) } });

    expect(await runCli(["log", "show"], cli)).toBe(2);
    expect(cli.complaints).toContainEqual(expect.stringMatching(/^ {4}at /));
  });
});
