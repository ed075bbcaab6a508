import { beforeAll, describe, expect, it } from "vitest";
import type { PullRequest } from "../sandbox/github/state.ts";
import { runOn, train, useFlow } from "../support/use-flow.ts";

const DAY_MS = 86_400_000;
const TERM_DAYS = 365;
const GRACE_DAYS = 14;
/** Midnight UTC, so many days ahead. */
const midnightIn = (days: number) => new Date((Math.floor(Date.now() / DAY_MS) + days) * DAY_MS);
const dayIn = (days: number) => midnightIn(days).toISOString().slice(0, 10);

const POLICY = `
  mode: block
  grace: { renewal: ${GRACE_DAYS}d }
  require:
    - { who: { access: any }, layers: [developer] }
    - { who: { opens: pull_request }, layers: [developer] }
  scopes:
    - { repositories: [web], mode: flag, until: ${dayIn(20)}, reason: SEC-1 }
    - { repositories: [infra], mode: block, from: ${dayIn(10)} }
    - { repositories: [infra], mode: observe, until: ${dayIn(30)}, reason: SEC-2 }
`;

describe("a verdict that time will change", () => {
  const flow = useFlow({ enforcement: POLICY });
  beforeAll(async () => {
    for (const login of ["ada", "jo"]) await train(flow, login);
  });

  /** Somebody's training is so many days old, to the millisecond. */
  async function trainedAgo(login: string, days: number): Promise<Date> {
    const { db } = flow.database;
    const { personId } = await db.account.findFirstOrThrow({ where: { login } });
    const person = { personId: personId ?? "" };
    const completedAt = new Date(Date.now() - days * DAY_MS);
    await db.attestation.updateMany({ where: person, data: { signedAt: completedAt } });
    await db.completion.updateMany({ where: person, data: { completedAt } });
    return completedAt;
  }

  async function opened(as: string, name = "payments-api"): Promise<PullRequest> {
    const pull = flow.github.actions.openPullRequest({ as, repository: `acme/${name}`, commits: [{}] });
    await flow.settled();
    return pull;
  }

  /** When the head is looked at again without any event. */
  async function looksAt({ repositoryId, headSha }: PullRequest): Promise<readonly Date[]> {
    const rows = await flow.database.db.$queryRaw<{ at: Date }[]>`
      SELECT start_after AS at FROM pgboss.job
      WHERE name = 'timed' AND state = 'created' AND singleton_key LIKE ${`${repositoryId}:${headSha}@%`}`;
    return rows.map(({ at }) => at);
  }

  it.each([
    ["the end of a term", 100, TERM_DAYS],
    ["the end of the grace after it", TERM_DAYS + 1, TERM_DAYS + GRACE_DAYS],
  ])("is looked at again at %s", async (_, daysAgo, holdsDays) => {
    const completedAt = await trainedAgo("ada", daysAgo);

    const pull = await opened("ada");

    expect(await looksAt(pull)).toEqual([new Date(completedAt.getTime() + holdsDays * DAY_MS)]);
  });

  it.each([
    ["the last day of a scope has passed", "web", "jo", 21],
    ["a scope begins", "infra", "sam", 10],
  ])("is looked at again when %s", async (_, name, as, days) => {
    const pull = await opened(as, name);

    expect(await looksAt(pull)).toEqual([midnightIn(days)]);
  });

  it("is another when its time has come, without any event", async () => {
    await trainedAgo("jo", TERM_DAYS + GRACE_DAYS - 1);
    const pull = await opened("jo");
    expect(runOn(flow, pull)?.conclusion).toBe("neutral");
    await trainedAgo("jo", TERM_DAYS + GRACE_DAYS + 1);

    await flow.database.db.$executeRaw`
      UPDATE pgboss.job SET start_after = now() - interval '1 second'
      WHERE name = 'timed' AND singleton_key LIKE ${`${pull.repositoryId}:${pull.headSha}@%`}`;

    await flow.until("the check to follow", () =>
      runOn(flow, pull)?.conclusion === "action_required" ? true : undefined,
    );
  });
});
