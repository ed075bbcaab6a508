import { beforeAll, describe, expect, it } from "vitest";
import type { CheckRun, PullRequest } from "../sandbox/github/state.ts";
import { nextSecond, runOn, runsOn, useFlow } from "../support/use-flow.ts";

const FILE = ".github/app.yml";
const CHECK = "training-gate/policy";
const repository = "acme/.github";

describe("a pull request that changes the policy", () => {
  const flow = useFlow({ enforcement: "\n  mode: flag\n" });
  let others: readonly PullRequest[] = [];
  beforeAll(async () => {
    const open = (as: string, name: string) =>
      flow.github.actions.openPullRequest({ as, repository: `acme/${name}`, commits: [{}] });
    others = [open("mira", "payments-api"), open("jo", "web"), open("jo", "docs")];
    await flow.settled();
  });

  const proposal = (text: string, given: { fork?: boolean; as?: string } = {}) =>
    flow.github.actions.openPullRequest({ as: "sam", repository, commits: [{ files: { [FILE]: text } }], ...given });
  async function proposed(text: string, given: { fork?: boolean; as?: string } = {}) {
    const pull = proposal(text, given);
    await flow.settled();
    return pull;
  }
  const checks = (pull: PullRequest): readonly CheckRun[] => runsOn(flow, pull).filter(({ name }) => name === CHECK);
  const gate = (pull: PullRequest) => runsOn(flow, pull).filter(({ name }) => name === "training-gate");

  it("is told who and what it would block, beside the gate's own check", async () => {
    const pull = await proposed("enforcement: { mode: block }\n");

    const [check, ...more] = checks(pull);
    expect(more).toEqual([]);
    expect(check?.conclusion).toBe("neutral");
    expect(check?.output.title).toMatch(/^Would newly block \d of \d open pull requests$/);
    expect(check?.output.summary).toContain("| acme/payments-api | 1 | 0 | 0 |");
    expect(check?.output.summary).toMatch(/\| @mira \| blocked \| owasp-top-10-2025 \| acme\/payments-api\\#.1 \|/);
    expect(gate(pull)).toHaveLength(1);
    expect(gate(pull)[0]?.conclusion).toBe("neutral");
  });

  it("names nobody on account of a public repository, whose pull requests it counts all the same", async () => {
    const pull = await proposed("enforcement: { mode: block, grace: { renewal: 7d } }\n");

    expect(checks(pull)[0]?.output.summary).toContain("| acme/docs | 1 | 0 | 0 |");
    expect(checks(pull)[0]?.output.summary).toMatch(/\| @jo \| blocked \| owasp-top-10-2025 \| acme\/web\\#.1 \|/);
  });

  it("has failures on the lines that cannot be used", async () => {
    const pull = await proposed("enforcement:\n  mode: blokc\n  grace: { renewal: soon }\n");

    const [check] = checks(pull);
    expect(check?.conclusion).toBe("failure");
    expect(check?.output.title).toBe("The policy has 2 problems");
    expect(check?.output.annotations).toEqual([
      expect.objectContaining({ path: FILE, start_line: 2, end_line: 2, annotation_level: "failure" }),
      expect.objectContaining({ path: FILE, start_line: 3, title: "enforcement.grace.renewal" }),
    ]);
    expect(check?.output.annotations[0]?.message).toContain("did you mean block?");
  });

  it("has a failure also where it asks for a course that there is not", async () => {
    const layers = "{ developer: { courses: [owasp-top-10-2025@9], valid_for: 365d } }";
    const pull = await proposed(`enforcement:\n  layers: ${layers}\n`);

    expect(checks(pull)[0]?.output.annotations).toEqual([
      expect.objectContaining({ start_line: 2, message: expect.stringContaining("Write owasp-top-10-2025@1") }),
    ]);
  });

  it("passes where nothing newly blocks", async () => {
    const pull = await proposed("enforcement: { mode: flag, grace: { renewal: 21d } }\n");

    expect(checks(pull)[0]).toMatchObject({ conclusion: "success", output: { title: "Nothing would newly block" } });
  });

  it("costs one read and one write beside the gate's own", async () => {
    const asked = await flow.requestsOf(() => proposal("enforcement: { mode: flag, grace: { renewal: 22d } }\n"));

    expect(asked).toEqual({ read: 2, write: 2, token: 0 });
  });

  it("is not written again while it says the same", async () => {
    const pull = await proposed("enforcement: { mode: flag, grace: { renewal: 23d } }\n");

    const asked = await flow.requestsOf(() =>
      flow.github.actions.comment({ as: "sam", repository, number: pull.number, body: "/training recheck" }),
    );

    // The number's head, the file, and the reaction to the comment.
    expect(asked).toEqual({ read: 2, write: 1, token: 0 });
    expect(checks(pull)).toHaveLength(1);
  });

  it("is told anew when something else is open by then, on the same run", async () => {
    const pull = await proposed("enforcement: { mode: block, grace: { renewal: 24d } }\n");
    const before = checks(pull)[0]?.output.title;
    flow.github.actions.openPullRequest({ as: "mira", repository: "acme/payments-api", commits: [{}] });
    await flow.settled();

    flow.github.actions.comment({ as: "sam", repository, number: pull.number, body: "/training recheck" });
    await flow.settled();

    expect(checks(pull)).toHaveLength(1);
    expect(checks(pull)[0]?.output.title).not.toBe(before);
  });

  it("gets a new run where a re-run is asked for, and the gate's is left alone", async () => {
    const pull = await proposed("enforcement: { mode: flag, grace: { renewal: 25d } }\n");

    flow.github.actions.rerequestCheckRun({ as: "sam", repository, number: pull.number, name: CHECK });
    await flow.settled();

    expect([checks(pull).length, gate(pull).length]).toEqual([2, 1]);
  });

  it("from a fork is read where the fork's commits are: in the base repository", async () => {
    const pull = await proposed("enforcement: { mode: blokc }\n", { as: "leo", fork: true });

    expect(checks(pull)[0]?.conclusion).toBe("failure");
  });

  it("follows a push: the new head has a check of its own", async () => {
    const pull = await proposed("enforcement: { mode: blokc }\n");
    await nextSecond();

    flow.github.actions.push({
      as: "sam",
      repository,
      branch: pull.headRef,
      commits: [{ files: { [FILE]: "enforcement: { mode: flag, grace: { renewal: 26d } }\n" } }],
    });
    await flow.settled();

    expect(checks(pull)[0]?.conclusion).toBe("success");
  });

  it.each([
    ["changes another file", { repository, files: { "README.md": "# Notes\n" } }],
    ["changes such a file elsewhere", { repository: "acme/web", files: { [FILE]: "enforcement: { mode: blokc }\n" } }],
  ])("has no such check where it %s", async (_, { repository, files }) => {
    const as = repository === "acme/web" ? "jo" : "sam";
    const pull = flow.github.actions.openPullRequest({ as, repository, commits: [{ files }] });
    await flow.settled();

    expect(checks(pull)).toEqual([]);
    expect(gate(pull)).toHaveLength(1);
  });

  it("says beforehand that it would be held, and is, once merged", async () => {
    for (const _ of [1, 2, 3]) flow.github.actions.openPullRequest({ as: "jo", repository: "acme/web", commits: [{}] });
    await flow.settled();
    const pull = await proposed("enforcement: { mode: block }\n");

    expect(checks(pull)[0]?.conclusion).toBe("neutral");
    expect(checks(pull)[0]?.output.title).toMatch(/^Would be held: it newly blocks \d+ of \d+ open pull requests$/);

    flow.github.actions.mergePullRequest({ as: "sam", repository, number: pull.number });
    await flow.settled();

    const held = await flow.database.db.organisationPolicy.findFirst();
    expect(held?.heldDigest).not.toBeNull();
    expect(others.map((other) => runOn(flow, other)?.conclusion)).toEqual(["neutral", "neutral", "neutral"]);
  });
});

describe("a pull request that mends a policy of which none is in force", () => {
  const flow = useFlow({ enforcement: "\n  mode: flag\n" });

  it("is told what it would do, though nothing can be decided yet", async () => {
    // Before this instance ever read a policy: as if it were installed on an organisation whose file is broken.
    await flow.database.db.organisationPolicy.deleteMany();
    const as = "sam";
    flow.github.actions.commitFile({ as, repository, path: FILE, content: "enforcement: { mode: blokc }\n" });
    await flow.until("the broken file was read", async () => {
      const row = await flow.database.db.organisationPolicy.findFirst();
      return row?.problem ? true : undefined;
    });

    const files = { [FILE]: "enforcement: { mode: flag }\n" };
    const pull = flow.github.actions.openPullRequest({ as, repository, commits: [{ files }] });

    const check = await flow.until("the check", () => runsOn(flow, pull).find(({ name }) => name === CHECK));
    expect(check.conclusion).toBe("success");
    flow.github.actions.mergePullRequest({ as, repository, number: pull.number });
    await flow.until("a policy in force", async () => {
      const row = await flow.database.db.organisationPolicy.findFirst();
      return row?.digest ? true : undefined;
    });
    await flow.settled();
  });
});
