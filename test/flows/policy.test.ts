import { beforeAll, describe, expect, it } from "vitest";
import type { PullRequest } from "../sandbox/github/state.ts";
import { runOn, runsOn, useFlow } from "../support/use-flow.ts";

const FILE = ".github/app.yml";

describe("the organisation's policy file", () => {
  const flow = useFlow();
  let pulls: readonly PullRequest[] = [];
  beforeAll(async () => {
    const open = (as: string, name: string) =>
      flow.github.actions.openPullRequest({ as, repository: `acme/${name}`, commits: [{}] });
    pulls = [open("mira", "payments-api"), open("jo", "payments-api"), open("jo", "web")];
    await flow.settled();
  });

  const conclusions = () => pulls.map((pull) => runOn(flow, pull)?.conclusion);
  const push = (content: string, path = FILE) =>
    flow.github.actions.commitFile({ as: "sam", repository: "acme/.github", path, content });
  async function entriesOf(type: string) {
    const rows = await flow.database.db.logEntry.findMany({ where: { type }, orderBy: { seq: "asc" } });
    return rows.map(({ body }) => JSON.parse(body) as { rule: { policy_sha256: string; previous_sha256?: string } });
  }

  it("is not needed: without one the deployment's own holds", async () => {
    expect(conclusions()).toEqual(["action_required", "action_required", "action_required"]);
    const [first, ...others] = await entriesOf("policy.activated");
    expect(first?.rule).not.toHaveProperty("previous_sha256");
    expect(others).toEqual([]);
  });

  it("has every open head looked at again when it comes, one write each", async () => {
    const asked = await flow.requestsOf(() => push("enforcement: { mode: flag }\n"));

    expect(conclusions()).toEqual(["neutral", "neutral", "neutral"]);
    expect(asked).toEqual({ read: 1, write: pulls.length, token: 0 });
    const [first, second] = await entriesOf("policy.activated");
    expect(second?.rule.previous_sha256).toBe(first?.rule.policy_sha256);
  });

  it("is read and changes nothing when another file of its repository changes", async () => {
    const asked = await flow.requestsOf(() => push("# Notes\n", "README.md"));

    expect(asked).toEqual({ read: 1, write: 0, token: 0 });
    expect(await entriesOf("policy.activated")).toHaveLength(2);
  });

  it("that does not parse keeps the last good one in force, and says so once in the log", async () => {
    const asked = await flow.requestsOf(() => push("enforcement: { mode: blokc }\n"));
    await flow.sweep();

    expect(asked).toEqual({ read: 1, write: 0, token: 0 });
    expect(conclusions()).toEqual(["neutral", "neutral", "neutral"]);
    expect(await entriesOf("policy.rejected")).toHaveLength(1);
    expect(await entriesOf("policy.activated")).toHaveLength(2);
  });

  it("that does not parse in another way is another entry", async () => {
    push("enforcement: { mood: block }\n");
    await flow.settled();

    const [first, second] = await entriesOf("policy.rejected");
    expect(second?.rule.policy_sha256).not.toBe(first?.rule.policy_sha256);
  });

  it("turns the runs that are there neutral when it only observes, and posts no new one", async () => {
    push("enforcement: { mode: observe }\n");
    await flow.settled();
    const later = flow.github.actions.openPullRequest({ as: "ada", repository: "acme/payments-api", commits: [{}] });
    await flow.settled();

    expect(conclusions()).toEqual(["neutral", "neutral", "neutral"]);
    expect(pulls.map((pull) => runOn(flow, pull)?.output.title)).toEqual(["Observing", "Observing", "Observing"]);
    expect(runOn(flow, later)).toBeUndefined();
  });

  it("blocks again where it says so, on the runs that are there", async () => {
    push("enforcement: { mode: block }\n");
    await flow.settled();

    expect(conclusions()).toEqual(["action_required", "action_required", "action_required"]);
    expect(pulls.map((pull) => runsOn(flow, pull).length)).toEqual([1, 1, 1]);
  });

  it("does not count on another branch than the default one", async () => {
    const asked = await flow.requestsOf(() =>
      flow.github.actions.push({
        as: "sam",
        repository: "acme/.github",
        branch: "draft",
        commits: [{ files: { [FILE]: "enforcement: { mode: observe }\n" } }],
      }),
    );

    expect(asked).toEqual({ read: 0, write: 0, token: 0 });
  });

  it("is read at start, if it changed while nobody listened", async () => {
    flow.github.deliveries.faults.add({ event: "push", count: 1, fault: { kind: "lose", listed: false } });
    push("enforcement: { mode: flag }\n");

    await flow.restart();
    await flow.settled();

    expect(conclusions()).toEqual(["neutral", "neutral", "neutral"]);
  });
});
