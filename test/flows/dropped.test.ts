import { describe, expect, it } from "vitest";
import type { PullRequest } from "../sandbox/github/state.ts";
import { runOn, runsOn, train, useFlow } from "../support/use-flow.ts";

const repository = "acme/payments-api";
const DROPPED = 200;
const PULLS = 18;
/** GitHub is written to 2.5 times a second. */
const PATIENCE_MS = 150_000;
const DAY_MS = 86_400_000;
const TERM_DAYS = 365;

const POLICY = `
  mode: block
  grace: { renewal: 0d }
  require:
    - { who: { opens: pull_request }, layers: [developer] }
`;

describe("a sweep after a bad night", () => {
  let shiftMs = 0;
  const flow = useFlow({ enforcement: POLICY, clock: () => new Date(Date.now() + shiftMs) });
  const open = (as: string) => flow.github.actions.openPullRequest({ as, repository, commits: [{}] });

  /** Somebody's training ends at the next midnight, and there will be no event then. */
  async function endsAtMidnight(login: string): Promise<number> {
    const { db } = flow.database;
    const { personId } = await db.account.findFirstOrThrow({ where: { login } });
    const midnight = (Math.floor(Date.now() / DAY_MS) + 1) * DAY_MS;
    const trainedAt = new Date(midnight - TERM_DAYS * DAY_MS);
    const person = { personId: personId ?? "" };
    await db.attestation.updateMany({ where: person, data: { signedAt: trainedAt } });
    await db.completion.updateMany({ where: person, data: { completedAt: trainedAt } });
    return midnight;
  }

  /** People work until GitHub has lost so many deliveries, half of them without listing them as failed. */
  async function workUnheard(): Promise<readonly PullRequest[]> {
    const { actions, deliveries } = flow.github;
    for (const listed of [false, true]) deliveries.faults.add({ count: DROPPED / 2, fault: { kind: "lose", listed } });
    const before = deliveries.all().length;
    const pulls: PullRequest[] = [];
    for (let step = 0; deliveries.all().length - before < DROPPED; step++) {
      await deliveries.idle();
      const pull = pulls[step % PULLS];
      if (!pull) pulls.push(open(["mira", "ada", "jo"][step % 3] ?? "mira"));
      else if (pull.state === "open" && step % 7 === 0 && step < 3 * PULLS)
        actions.closePullRequest({ as: "sam", repository, number: pull.number });
      else if (pull.state === "open")
        actions.push({ as: loginOf(pull), repository, branch: pull.headRef, commits: [{}] });
    }
    await deliveries.idle();
    deliveries.faults.clear();
    return pulls;
  }

  const loginOf = ({ authorId }: PullRequest) => flow.github.state.users.get(authorId)?.login ?? "";

  it(
    `has every head right: ${DROPPED} deliveries dropped, and one term that ended at midnight`,
    async () => {
      for (const login of ["ada", "jo"]) await train(flow, login);
      const midnight = await endsAtMidnight("jo");
      const quiet = open("jo");
      await flow.settled();
      expect(runOn(flow, quiet)?.conclusion).toBe("success");
      const sent = flow.github.deliveries.all().length;
      const pulls = await workUnheard();
      expect(flow.github.deliveries.all().length - sent).toBeGreaterThanOrEqual(DROPPED);

      shiftMs = midnight - Date.now();
      await flow.sweep();

      const stillOpen = [quiet, ...pulls].filter(({ state }) => state === "open");
      const shown = stillOpen.map((pull) => `${loginOf(pull)}: ${runOn(flow, pull)?.conclusion}`);
      const right = stillOpen.map(
        (pull) => `${loginOf(pull)}: ${loginOf(pull) === "ada" ? "success" : "action_required"}`,
      );
      expect(shown).toEqual(right);
      expect(stillOpen.map((pull) => runsOn(flow, pull).length)).toEqual(stillOpen.map(() => 1));
      const { db } = flow.database;
      const known = await db.pullRequest.findMany({ where: { state: "open" }, select: { number: true } });
      expect(known.map(({ number }) => number).sort()).toEqual(stillOpen.map(({ number }) => number).sort());
    },
    PATIENCE_MS,
  );
});
