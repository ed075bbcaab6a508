import { beforeAll, describe, expect, it } from "vitest";
import type { Preview } from "../../src/gate/preview.ts";
import type { PullRequest } from "../sandbox/github/state.ts";
import { runBeside } from "../support/flow-cli.ts";
import { runOn, train, useFlow } from "../support/use-flow.ts";

const FILE = ".github/app.yml";
const RULES = "layers: { developer: { courses: [owasp-top-10-2025], valid_for: 365d } }";

/** What comes first in one file is in force when the next is tried. Each is previewed, merged, and compared. */
const FILES: readonly (readonly [string, string])[] = [
  [
    "one repository blocks",
    `enforcement: { mode: flag, scopes: [{ repositories: [payments-api], mode: block }], ${RULES} }`,
  ],
  ["all of them block", `enforcement: { mode: block, ${RULES} }`],
  [
    "authors of commits are only shown",
    `enforcement: { mode: block, pull_requests: { commit_authors: show }, ${RULES} }`,
  ],
  [
    "only whoever opens a pull request is asked",
    `enforcement: { mode: block, require: [{ who: { opens: pull_request }, layers: [developer] }], ${RULES} }`,
  ],
  [
    "bots that are not listed hold up",
    `enforcement: { mode: block, pull_requests: { unknown_bots: block }, ${RULES} }`,
  ],
  [
    "what is touched requires a module",
    `enforcement: { mode: block, pull_requests: { paths: [{ touches: [db/**], module: owasp-in-depth/injection, require: true }] }, ${RULES} }`,
  ],
  ["everything is let go again", `enforcement: { mode: observe, ${RULES} }`],
  [
    "and blocks again, outside of one repository",
    `enforcement: { mode: block, boundary: { repositories: { exclude: [web] } }, ${RULES} }`,
  ],
];

interface Tree {
  readonly mode: string;
  readonly people: readonly { readonly login: string; readonly outcome: string }[];
  readonly modules?: readonly { readonly lacking: readonly { readonly login: string }[] }[];
}

describe("a preview of a policy", () => {
  const flow = useFlow({ enforcement: "\n  mode: flag\n  cap: { newly_blocked: 100% }\n" });
  let pulls: readonly PullRequest[] = [];
  beforeAll(async () => {
    await train(flow, "ada");
    const open = (as: string, name: string, author = as) =>
      flow.github.actions.openPullRequest({
        as,
        repository: `acme/${name}`,
        commits: [{ author, files: { [`db/by-${author}.sql`]: "SELECT 1" } }],
      });
    pulls = [
      open("mira", "payments-api"),
      open("ada", "payments-api"),
      open("ada", "payments-api", "jo"),
      open("jo", "web"),
      open("ada", "web", "mira"),
      open("noor", "web"),
      open("renovate[bot]", "infra"),
      open("jo", "docs"),
    ];
    await flow.settled();
  });

  const nameOf = (pull: PullRequest) =>
    `acme/${flow.github.state.repositories.get(pull.repositoryId)?.name}#${pull.number}`;
  const blocked = () =>
    pulls.filter((pull) => ["action_required", "failure"].includes(runOn(flow, pull)?.conclusion ?? "")).map(nameOf);
  const named = (list: Preview["newlyBlocked"]) => list.map(({ repository, number }) => `${repository}#${number}`);
  const write = (content: string) =>
    flow.github.actions.commitFile({ as: "sam", repository: "acme/.github", path: FILE, content });
  async function preview(text: string, ...more: string[]) {
    return runBeside(flow, ["policy", "preview", "next.yml", ...more], { files: { "next.yml": text } });
  }
  async function previewed(text: string): Promise<Preview> {
    const { told } = await preview(text, "--json");
    return JSON.parse(told)[0].preview;
  }
  /** Who stands as withheld on a blocked pull request, by the newest decision on it. */
  async function withheld(): Promise<readonly string[]> {
    const logins = new Set<string>();
    for (const { repositoryId, headSha } of pulls) {
      const head = { repositoryId: BigInt(repositoryId), headSha };
      const row = await flow.database.db.head.findUnique({ where: { repositoryId_headSha: head } });
      const decision = await flow.database.db.decision.findUnique({ where: { id: row?.decisionId ?? "" } });
      const tree = decision?.tree as Tree | undefined;
      if (tree?.mode !== "block") continue;
      for (const { login, outcome } of tree.people) if (outcome === "withhold") logins.add(login);
      for (const { login } of tree.modules?.flatMap(({ lacking }) => lacking) ?? []) logins.add(login);
    }
    return [...logins].sort();
  }

  it.each(FILES)("tells exactly what is blocked once it is merged: %s", async (_, text) => {
    const [before, peopleBefore] = [blocked(), await withheld()];
    const expected = await previewed(text);

    write(`${text}\n`);
    await flow.settled();

    const after = blocked();
    expect(named(expected.newlyBlocked)).toEqual(after.filter((name) => !before.includes(name)).sort());
    expect(named(expected.newlyOpen)).toEqual(before.filter((name) => !after.includes(name)).sort());
    const newly = (await withheld()).filter((login) => !peopleBefore.includes(login));
    const told = expected.people.filter((person) => person.newly === "withheld").map(({ login }) => login);
    expect(told).toEqual(expect.arrayContaining(newly));
    expect(expected.open).toBe(pulls.length);
  });

  it("changes nothing, here or at GitHub", async () => {
    const entries = await flow.database.db.logEntry.count();
    const decisions = await flow.database.db.decision.count();

    const asked = await flow.requestsOf(() => preview(`enforcement: { mode: block, ${RULES} }`));

    expect(asked).toEqual({ read: 0, write: 0, token: 0 });
    expect(await flow.database.db.logEntry.count()).toBe(entries);
    expect(await flow.database.db.decision.count()).toBe(decisions);
  });

  it("ends in one sentence, and answers no where something newly blocks", async () => {
    const { code, told } = await preview(`enforcement: { mode: block, ${RULES} }`);

    expect(code).toBe(1);
    expect(told).toMatch(/@noor +.* acme\/web#\d+|acme\/web +\d/);
    expect(told.split("\n").at(-1)).toMatch(/^\d of 8 open pull requests would newly block, for \d people\.$/);
  });

  it("answers yes where nothing does", async () => {
    const { code, told } = await preview(`enforcement: { mode: observe, ${RULES} }`);

    expect(code).toBe(0);
    expect(told).toContain("0 of 8 open pull requests would newly block");
  });

  it("takes a deployment's file for what it is: the organisation's stays over it", async () => {
    const text =
      "name: training-gate\nurl: https://x.example\nhook_attributes: { url: https://x.example/api/github/webhooks }\nenforcement: { mode: observe }\n";
    const { code, told } = await preview(text);

    expect([code, told]).toEqual([0, expect.stringContaining("0 of 8 open pull requests would newly block")]);
  });

  it("of a file that is no policy is none: its problems are told with their lines", async () => {
    const { code, told, complaints } = await preview("enforcement: { mode: blokc }\n");

    expect([code, told]).toEqual([2, ""]);
    expect(complaints).toEqual([expect.stringMatching(/^next\.yml:1:22 enforcement\.mode/)]);
  });

  it.each([
    [["--org", "elsewhere"], "--org: elsewhere is not among the organisations that are known here: acme"],
    [[], "gone.yml cannot be read: there is no such file. Name the file that you mean to merge"],
  ])("of what is not there says so: %j", async (args, message) => {
    const files = args.length > 0 ? { "gone.yml": "enforcement: {}\n" } : {};
    const { code, complaints } = await runBeside(flow, ["policy", "preview", "gone.yml", ...args], { files });

    expect([code, complaints[0]]).toEqual([2, expect.stringContaining(message)]);
  });
});

describe("a wrong policy that would block 40 %", () => {
  const flow = useFlow({ enforcement: "\n  mode: flag\n" });
  let pulls: readonly PullRequest[] = [];
  beforeAll(async () => {
    await train(flow, "ada");
    const open = (as: string, name: string) =>
      flow.github.actions.openPullRequest({ as, repository: `acme/${name}`, commits: [{}] });
    const trained = Array.from({ length: 9 }, () => open("ada", "payments-api"));
    pulls = [...trained, ...Array.from({ length: 6 }, () => open("mira", "payments-api"))];
    await flow.settled();
  });

  const conclusions = () => [...new Set(pulls.map((pull) => runOn(flow, pull)?.conclusion))].sort();
  const write = (content: string) =>
    flow.github.actions.commitFile({ as: "sam", repository: "acme/.github", path: FILE, content });
  async function entriesOf(type: string) {
    const rows = await flow.database.db.logEntry.findMany({ where: { type }, orderBy: { seq: "asc" } });
    return rows.map(({ body }) => JSON.parse(body));
  }

  it("is held: nothing turns red, and nothing is written to GitHub", async () => {
    const asked = await flow.requestsOf(() => write("enforcement: { mode: block }\n"));
    await flow.sweep();

    expect(conclusions()).toEqual(["neutral", "success"]);
    expect(asked).toEqual({ read: 1, write: 0, token: 0 });
    const held = await entriesOf("policy.held");
    expect(held).toMatchObject([{ counts: { newly_blocked: 6, open: 15, cap_percent: 10 } }]);
    expect(await entriesOf("policy.activated")).toHaveLength(1);
  });

  it("is told of by explain", async () => {
    const { code, told } = await runBeside(flow, ["policy", "explain", "--org", "acme"]);

    expect(code).toBe(1);
    expect(told).toMatch(
      /^Waiting\n {2}Policy [0-9a-f]{8} is held since .*would newly block 6 of 15 open pull requests/,
    );
    expect(told).toContain("In all of them the mode is flag");
    expect((await runBeside(flow, ["policy", "explain", "app.yml", "--org", "acme"])).code).toBe(2);
  });

  it("comes into force when an admin says why, in whose name the log has it", async () => {
    const { code, told } = await runBeside(flow, ["policy", "release", "--by", "sam", "--reason", "SEC-9, announced"]);
    await flow.settled();

    expect([code, told]).toEqual([0, expect.stringMatching(/^acme: policy [0-9a-f]{8} is in force/)]);
    expect(conclusions()).toEqual(["action_required", "success"]);
    const [released] = await entriesOf("policy.released");
    const sam = await flow.database.db.account.findFirst({ where: { login: "sam" } });
    expect(released).toMatchObject({ actor: { kind: "admin", id: sam?.personId } });
    expect(await entriesOf("policy.activated")).toHaveLength(2);
  });

  it("stays in force at the next look, and nothing is left to release", async () => {
    await flow.sweep();

    expect(conclusions()).toEqual(["action_required", "success"]);
    expect((await runBeside(flow, ["policy", "explain", "--org", "acme"])).code).toBe(0);
    expect(await runBeside(flow, ["policy", "release", "--by", "sam", "--reason", "again"])).toMatchObject({
      code: 1,
      told: "No policy is held.",
    });
  });

  it("may be loosened at once, however many it opens", async () => {
    write("enforcement: { mode: flag }\n");
    await flow.settled();

    expect(conclusions()).toEqual(["neutral", "success"]);
  });
});
