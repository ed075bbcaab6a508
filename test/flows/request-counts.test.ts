import { describe, expect, it } from "vitest";
import { createLearner, type Learner } from "../sandbox/learner.ts";
import { BLOCK, type Flow } from "../support/flow.ts";
import { nextSecond, runOn, runsOn, useFlow } from "../support/use-flow.ts";

const repository = "acme/payments-api";

describe("GitHub is asked as little as can be", () => {
  const flow = useFlow();
  const open = (as: string, branch?: string) =>
    flow.github.actions.openPullRequest({ as, repository, ...(branch ? { branch } : { commits: [{}] }) });
  const opened = async (as: string) => {
    const pull = open(as);
    await flow.settled();
    return pull;
  };

  it("reads once and writes once for a pull request that was opened", async () => {
    await opened("mira");

    expect(await flow.requestsOf(() => open("mira"))).toEqual({ read: 1, write: 1, token: 0 });
  });

  it("reads once and writes once for commits that were pushed", async () => {
    const pull = await opened("mira");

    const asked = await flow.requestsOf(() =>
      flow.github.actions.push({ as: "mira", repository, branch: pull.headRef, commits: [{}, {}] }),
    );

    expect(asked).toEqual({ read: 1, write: 1, token: 0 });
    expect(runOn(flow, pull)?.conclusion).toBe("action_required");
  });

  it("writes once for a re-run, since the commits are known", async () => {
    const pull = await opened("mira");

    const asked = await flow.requestsOf(() =>
      flow.github.actions.rerequestCheckRun({ as: "mira", repository, number: pull.number }),
    );

    expect(asked).toEqual({ read: 0, write: 1, token: 0 });
    expect(runsOn(flow, pull)).toHaveLength(2);
  });

  it("writes once for a second pull request by somebody else with the same head and base", async () => {
    const first = await opened("mira");
    flow.github.actions.push({ as: "jo", repository, branch: "same-head", commits: [], forceFrom: first.headSha });
    await flow.settled();

    const asked = await flow.requestsOf(() => open("jo", "same-head"));

    expect(asked).toEqual({ read: 0, write: 1, token: 0 });
    expect(runOn(flow, first)?.output.title).toBe("2 of 2 people still need training");
  });

  it("writes once for each open pull request of somebody who finished the course, and reads nothing", async () => {
    const pulls = [open("ada"), open("ada"), open("ada")];
    await flow.settled();
    const ada = await aboutToSign(flow, "ada");

    const asked = await flow.requestsOf(() => ada.sign("Ada Okafor"));

    expect(asked).toEqual({ read: 0, write: pulls.length, token: 0 });
    expect(pulls.map((pull) => runOn(flow, pull)?.conclusion)).toEqual(["success", "success", "success"]);
  });

  it.each([
    ["is closed and opened again", ["closePullRequest", "reopenPullRequest"]],
    ["becomes a draft and ready again", ["convertToDraft", "markReady"]],
  ] as const)("asks nothing when a pull request %s", async (_, changes) => {
    const pull = await opened("mira");
    const given = { as: "mira", repository, number: pull.number };

    const asked = await flow.requestsOf(async () => {
      for (const change of changes) {
        await nextSecond();
        flow.github.actions[change](given);
      }
    });

    expect(asked).toEqual({ read: 0, write: 0, token: 0 });
    expect(runsOn(flow, pull)).toHaveLength(1);
  });

  it("asks nothing for a new title, a comment, or a delivery that comes twice", async () => {
    const pull = await opened("mira");
    const given = { as: "mira", repository, number: pull.number };

    const asked = await flow.requestsOf(() => {
      flow.github.actions.changeTitle({ ...given, title: "Another title" });
      flow.github.actions.comment({ ...given, body: "What do you think?" });
      for (const delivery of flow.github.deliveries.all().slice(-8)) flow.github.deliveries.redeliver(delivery);
    });

    expect(asked).toEqual({ read: 0, write: 0, token: 0 });
  });

  it("reads once more where two events of one second come in the wrong order, and writes nothing", async () => {
    const { actions, deliveries } = flow.github;
    const pull = await opened("mira");
    const given = { as: "mira", repository, number: pull.number };
    await nextSecond();

    const asked = await flow.requestsOf(async () => {
      deliveries.pause();
      actions.closePullRequest(given);
      actions.reopenPullRequest(given);
      await deliveries.resume((held) => held.toReversed());
    });

    expect(asked).toEqual({ read: 1, write: 0, token: 0 });
    const [row] = await flow.database.db.pullRequest.findMany({ where: { headSha: pull.headSha } });
    expect(row).toMatchObject({ state: "open", needsRead: false });
  });
});

describe("where the policy has rules about paths, GitHub is asked for files each time, in the same read", () => {
  const flow = useFlow({
    enforcement: `${BLOCK}  pull_requests: { paths: [{ touches: [docs/**], module: owasp-top-10-2025/injection }] }\n`,
  });
  const open = (as: string) =>
    flow.github.actions.openPullRequest({ as, repository, commits: [{ files: { "docs/a.md": as } }] });

  it("once with a pull request that was opened", async () => {
    open("mira");
    await flow.settled();

    expect(await flow.requestsOf(() => open("mira"))).toEqual({ read: 1, write: 1, token: 0 });
  });

  it("once with a re-run, though the commits are known", async () => {
    const pull = open("mira");
    await flow.settled();

    const asked = await flow.requestsOf(() =>
      flow.github.actions.rerequestCheckRun({ as: "mira", repository, number: pull.number }),
    );

    expect(asked).toEqual({ read: 1, write: 1, token: 0 });
  });

  it("once for each open pull request of somebody who finished the course", async () => {
    const pulls = [open("ada"), open("ada")];
    await flow.settled();

    const ada = await aboutToSign(flow, "ada");

    const asked = await flow.requestsOf(() => ada.sign("Ada Okafor"));

    expect(asked).toEqual({ read: pulls.length, write: pulls.length, token: 0 });
  });
});

/** Somebody who passed the quiz, and has only to sign. */
async function aboutToSign(flow: Flow, login: string): Promise<Learner> {
  const learner = await createLearner({ app: flow.app.url, github: flow.github.url }, login);
  await learner.signIn();
  await learner.start();
  await learner.answer("right");
  return learner;
}
