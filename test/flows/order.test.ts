import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Delivery } from "../sandbox/github/deliveries.ts";
import type { PullRequest } from "../sandbox/github/state.ts";
import { wholeSeconds } from "../support/flow.ts";
import { runsOn, useFlow } from "../support/use-flow.ts";

const repository = "acme/payments-api";

describe("deliveries that come late, twice and in any order", () => {
  let ahead = 0;
  const flow = useFlow({ github: { clock: () => new Date(wholeSeconds().getTime() + ahead) } });

  /**
   * One pull request and its five events, held back by GitHub: opened, pushed to, based elsewhere, closed, reopened.
   * They happen in one second, and then nothing tells their order, or `apart`.
   */
  function heldStory(name: string, apart: boolean): PullRequest {
    const { actions, deliveries } = flow.github;
    const later = () => {
      if (apart) ahead += 1_000;
    };
    deliveries.pause();
    const pull = actions.openPullRequest({ as: "mira", repository, branch: `topic-${name}`, commits: [{}] });
    const given = { as: "mira", repository, number: pull.number };
    later();
    actions.push({ as: "jo", repository, branch: pull.headRef, commits: [{}] });
    later();
    actions.changeBase({ ...given, base: "release" });
    later();
    actions.closePullRequest(given);
    later();
    actions.reopenPullRequest(given);
    ahead = 0;
    return pull;
  }

  async function release(order: (about: readonly Delivery[]) => readonly Delivery[]): Promise<void> {
    await flow.github.deliveries.resume((held) => {
      const about = held.filter(({ event }) => event === "pull_request");
      expect(about.map(({ action }) => action)).toEqual(["opened", "synchronize", "edited", "closed", "reopened"]);
      return order(about);
    });
    await flow.settled();
  }

  /** What is left of it: the runs on its last head, the verdict, what we hold of it, and its entries in the log. */
  async function stateOf(pull: PullRequest) {
    const { db } = flow.database;
    const head = { repositoryId: BigInt(pull.repositoryId), headSha: pull.headSha };
    const verdict = await db.head.findUniqueOrThrow({ where: { repositoryId_headSha: head } });
    const [row] = await db.pullRequest.findMany({ where: { repositoryId: head.repositoryId, number: pull.number } });
    const people = await db.headPerson.findMany({ where: head, orderBy: { accountId: "asc" } });
    const decisions = await db.decision.findMany({ where: head });
    const entries = await db.logEntry.findMany({ where: { type: { in: ["gate.decided", "check.published"] } } });
    const bodies = entries.map(({ type, body }) => ({ type, body: JSON.parse(body) as { decision_id: string } }));
    return {
      runs: runsOn(flow, pull).map(({ conclusion, output }) => ({ conclusion, title: output.title })),
      verdict: { outcome: verdict.outcome, conclusion: verdict.conclusion, sha: verdict.verdictSha256 },
      waits: { rerun: verdict.rerunAt, creating: verdict.creatingAt },
      pull: { state: row?.state, base: row?.baseRef, sha: row?.headSha === pull.headSha, needsRead: row?.needsRead },
      people: people.map(({ accountId }) => Number(accountId)),
      entries: new Set(
        bodies.filter(({ body }) => decisions.some(({ id }) => id === body.decision_id)).map(({ type }) => type),
      ),
    };
  }

  it("end in the state in which they would have ended in order", async () => {
    flow.github.actions.push({ as: "mira", repository, branch: "release", commits: [{}] });
    await flow.settled();
    const expected = await stateInOrder();
    let run = 0;

    await fc.assert(
      fc.asyncProperty(
        fc.shuffledSubarray([0, 1, 2, 3, 4], { minLength: 5 }),
        fc.array(fc.nat(4), { maxLength: 4 }),
        fc.boolean(),
        async (order, again, apart) => {
          const pull = heldStory(String(run++), apart);

          await release((about) => [...order, ...again].map((index) => about[index] as Delivery));

          expect(withoutDigest(await stateOf(pull))).toEqual(withoutDigest(expected));
        },
      ),
      { numRuns: 60 },
    );
  }, 240_000);

  async function stateInOrder() {
    const pull = heldStory("in-order", true);
    await release((about) => about);
    const state = await stateOf(pull);
    expect(state).toMatchObject({
      runs: [{ conclusion: "action_required", title: "2 of 2 people still need training" }],
      pull: { state: "open", base: "release", sha: true, needsRead: false },
      waits: { rerun: null, creating: null },
      entries: new Set(["check.published", "gate.decided"]),
    });
    return state;
  }

  /** Commits are named in the digest, and each run has its own. */
  function withoutDigest<State extends { verdict: { sha: string | null } }>({ verdict, ...state }: State) {
    return { ...state, verdict: { ...verdict, sha: verdict.sha !== null } };
  }

  it("change nothing when the same one comes three times", async () => {
    const pull = flow.github.actions.openPullRequest({ as: "ada", repository, commits: [{}] });
    await flow.settled();
    const before = await stateOf(pull);
    const opened = flow.github.deliveries.all().findLast(({ action }) => action === "opened") as Delivery;

    flow.github.deliveries.redeliver(opened);
    flow.github.deliveries.redeliver(opened);
    await flow.settled();

    expect(await stateOf(pull)).toEqual(before);
    const stored = await flow.database.db.delivery.count({ where: { id: opened.guid } });
    expect(stored).toBe(1);
  });
});
