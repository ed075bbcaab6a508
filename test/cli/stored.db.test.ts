import { randomUUID } from "node:crypto";
import { beforeAll, describe, expect, it } from "vitest";
import { runCli } from "../../src/cli/main.ts";
import { decisionId } from "../../src/domain/ids.ts";
import type { PullRequest } from "../../src/domain/pull-request.ts";
import { decide } from "../../src/gate/decide.ts";
import { aPerson, aPolicy, aScope, someFacts } from "../support/facts.ts";
import { anAccount, aSha, at, saveOpenPullRequest, useStores } from "../support/stores.ts";
import { aCli, appWith } from "./a-cli.ts";

const test = useStores();

async function run(...args: string[]) {
  const { app, closed } = appWith(test.stores);
  const cli = aCli({ app });
  const code = await runCli(args, cli);
  return { code, told: cli.told, complaints: cli.complaints, closed: closed() };
}

describe("explain", () => {
  const author = anAccount({ login: "Mira" });
  const other = anAccount({ login: "jo" });
  let pull: PullRequest;
  let place: string;

  beforeAll(async () => {
    await test.stores.people.ensure([author, other, anAccount({ login: "idle" })], at(0));
    pull = await saveOpenPullRequest(test.stores, { author, number: 12 });
    await saveDecision(pull);
    const repository = await test.stores.repositories.find(pull.repositoryId);
    place = `${repository?.owner}/${repository?.name}`;
  });

  async function saveDecision(head: Pick<PullRequest, "repositoryId" | "headSha">) {
    const people = [
      aPerson({ account: author.id, login: "Mira", parts: [{ kind: "author", number: 12 }] }),
      aPerson({ account: other.id, login: "jo", parts: [{ kind: "pusher" }] }),
    ];
    const facts = someFacts({ people, headSha: head.headSha });
    const tree = decide(facts, aPolicy(), { scope: aScope(), policyDigest: "d".repeat(64) });
    const id = decisionId(randomUUID());
    const { outcome, mode, policyDigest } = tree;
    const made = { id, outcome, mode, policyDigest, factsSha256: "f".repeat(64), facts, tree, decidedAt: at(5) };
    await test.stores.verdicts.saveDecision({ ...head, ...made });
    await test.stores.verdicts.save(head, { decisionId: id, outcome, evaluatedAt: at(5) });
    await test.stores.verdicts.savePeople(head, [author.id, other.id]);
  }

  it.each([
    ["by number", () => ["--repo", `${place}#12`]],
    ["by commit", () => ["--repo", `${place}@${pull.headSha.toUpperCase()}`]],
    ["by repository, in any case", () => ["--repo", place.toUpperCase()]],
    ["by nothing but the person", () => []],
  ])("finds the newest decision %s", async (_, args) => {
    const { code, told, closed } = await run("explain", "--person", "@mira", ...args());

    expect(code).toBe(0);
    expect(told[0]).toMatch(/: withhold \(mode block\), decided 2026-07-01T09:00:05\.000Z$/);
    expect(told.join("\n")).toContain("2 of 2 people still need training");
    expect(closed).toBe(1);
  });

  it("tells whom it is asked about first and with every reason, and the others with their next step", async () => {
    const { told } = await run("explain", "--person", "jo", "--repo", `${place}#12`);

    const people = told.filter((line) => line.startsWith("  @"));
    expect(people).toEqual([
      expect.stringMatching(/^ {2}@jo \(pusher\): OWASP Top 10:2025 → start, .*\(\/courses\/owasp-top-10-2025\)$/),
      expect.stringMatching(/^ {2}@Mira \(author\): OWASP/),
    ]);
    expect(told.filter((line) => line.includes("because: "))).not.toEqual([]);
    expect(told.findIndex((line) => line.includes("because: "))).toBeLessThan(told.indexOf(people[1] ?? ""));
  });

  it("prints the tree as JSON, without the facts", async () => {
    const { told } = await run("explain", "--person", "mira", "--repo", `${place}#12`, "--json");

    const [decision] = JSON.parse(told.join(""));
    expect(decision).toMatchObject({ place: `${place}#12`, outcome: "withhold", tree: { outcome: "withhold" } });
    expect(decision).not.toHaveProperty("facts");
  });

  it("says so where what it said has been erased", async () => {
    const erased = await saveOpenPullRequest(test.stores, { author, number: 13, headSha: aSha() });
    await saveDecision(erased);
    await test.db.decision.updateMany({ where: { headSha: erased.headSha }, data: { tree: null as never } });
    const repository = await test.stores.repositories.find(erased.repositoryId);

    const { code, told } = await run("explain", "--person", "mira", "--repo", `acme/${repository?.name}#13`);

    expect(code).toBe(0);
    expect(told.at(-1)).toMatch(/has been erased/);
  });

  it("tells what stood at a time that is over, of the pull request as it was then", async () => {
    const past = await saveOpenPullRequest(test.stores, { author, number: 14, headSha: aSha() });
    await saveDecision(past);
    const { headSha: _, ...later } = past;
    await saveDecision({ ...later, headSha: aSha() });
    const decidedAt = new Date("2026-07-01T09:30:00.000Z");
    await test.db.decision.updateMany({ where: { headSha: { not: past.headSha } }, data: { decidedAt } });
    const explain = (...args: readonly string[]) => run("explain", "--person", "mira", ...args);
    const name = (await test.stores.repositories.find(past.repositoryId))?.name;

    const then = await explain("--repo", `acme/${name}`, "--at", "2026-07-01T09:10:00Z");
    const after = await explain("--repo", `acme/${name}`, "--at", "2026-07-01");
    const before = await explain("--repo", `acme/${name}`, "--at", "2026-06-30");

    expect(then.told[0]).toContain(
      `at ${past.headSha.slice(0, 7)}: withhold (mode block), decided 2026-07-01T09:00:05`,
    );
    expect(after.told[0]).toContain("decided 2026-07-01T09:30:00");
    expect(before).toMatchObject({ code: 1, complaints: [expect.stringMatching(/until 2026-06-30T23:59:59/)] });
    expect(await explain("--at", "last week")).toMatchObject({ code: 2 });
  });

  it.each([
    ["a login that nobody has", () => ["--person", "nobody-at-all"], /not known here/],
    ["a repository that is not installed", () => ["--person", "mira", "--repo", "acme/none#1"], /not among/],
    ["a pull request that is not there", () => ["--person", "mira", "--repo", `${place}#99`], /no pull request 99/],
    ["somebody without an open pull request", () => ["--person", "idle"], /on no open pull request/],
    ["a commit that nobody looked at", () => ["--person", "mira", "--repo", `${place}@${aSha()}`], /Nothing has been/],
  ])("answers no to %s, and says why", async (_, args, why) => {
    const { code, told, complaints, closed } = await run("explain", ...args());

    expect(code).toBe(1);
    expect(told).toEqual([]);
    expect(complaints).toEqual([expect.stringMatching(why)]);
    expect(closed).toBe(1);
  });
});

describe("log show", () => {
  const SIZE = 1_203;

  beforeAll(async () => {
    await test.db.logEntry.createMany({
      data: Array.from({ length: SIZE }, (_, seq) => ({
        seq: BigInt(seq),
        type: "installation.changed",
        subject: null,
        body: `{"seq":${seq}}`,
        leafHash: new Uint8Array(32),
        recordedAt: at(0),
      })),
    });
  });

  it("prints every entry once, in order, as it was hashed", async () => {
    const { code, told, closed } = await run("log", "show");

    expect(code).toBe(0);
    expect(told).toEqual(Array.from({ length: SIZE }, (_, seq) => `{"seq":${seq}}`));
    expect(closed).toBe(1);
  });

  it("ends when its reader has enough, and leaves the database in order", async () => {
    const { app, closed } = appWith(test.stores);
    const cli = aCli({ app, reads: 10 });

    expect(await runCli(["log", "show"], cli)).toBe(0);
    expect(cli.told).toHaveLength(10);
    expect(closed()).toBe(1);
  });

  it.each([
    [["--from", "1200"], 1_200, 3],
    [["--from", "499", "--limit", "3"], 499, 3],
    [["--limit", "501"], 0, 501],
    [["--from", "5000"], 0, 0],
  ])("%j begins and ends where it is told to", async (args, first, count) => {
    const { told } = await run("log", "show", ...args);

    expect(told).toEqual(Array.from({ length: count }, (_, index) => `{"seq":${first + index}}`));
  });
});
