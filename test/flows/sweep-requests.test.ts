import { describe, expect, it } from "vitest";
import { ALL_SHOWN, describeSweep, seedRepositories } from "../support/many-repositories.ts";
import { useFlow } from "../support/use-flow.ts";

const REPOSITORIES = 110;
const HEADS = 80;

const PEOPLE = 120;
const TEAMS = 21;

describe(`a sweep of ${PEOPLE} people, ${TEAMS} teams and ${REPOSITORIES} repositories with ${HEADS} open heads`, () => {
  const flow = useFlow({
    enforcement: " { mode: observe, require: [{ who: { opens: pull_request }, layers: [developer] }] }\n",
    github: {
      limits: true,
      installed: true,
      app: { permissions: ALL_SHOWN },
      seed: (state) =>
        seedRepositories(state, { repositories: REPOSITORIES, heads: HEADS, people: PEOPLE, teams: TEAMS }),
    },
  });

  it("asks by the hundred repositories, within GitHub's limits, and pages on where many are open", async () => {
    await flow.database.db.installation.updateMany({ data: { baselineAt: new Date(Date.now() - 3_600_000) } });
    const before = await flow.database.db.accessObservation.count();
    const since = flow.github.requests.all.length;

    await flow.sweep();

    const asked = describeSweep(flow.github.requests.all.slice(since));
    // Two pages of 100 repositories; and one for the few that have more than ten open.
    expect(asked).toMatchObject({ repositories: 2, openHeads: 3, perHead: 0 });
    // Members 2, invited 2, teams 2, whose teams they are 1, base permission 1, eight organisation roles 17, Apps 1,
    // repositories 3.
    expect(asked.access).toBe(29);
    expect(await flow.database.db.accessObservation.count()).toBe(before);
    expect(flow.github.limits.refusals).toEqual({ primary: 0, secondary: 0 });
    expect(await flow.database.db.head.count({ where: { evaluatedAt: { not: null } } })).toBe(HEADS);
  });
});
