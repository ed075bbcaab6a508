import { describe, expect, it } from "vitest";
import { describeSweep, seedRepositories } from "../support/many-repositories.ts";
import { useFlow } from "../support/use-flow.ts";

const REPOSITORIES = 110;
const HEADS = 80;

describe(`a sweep of ${REPOSITORIES} repositories with ${HEADS} open heads`, () => {
  const flow = useFlow({
    enforcement: " { mode: observe, require: [{ who: { opens: pull_request }, layers: [developer] }] }\n",
    github: {
      limits: true,
      installed: true,
      seed: (state) => seedRepositories(state, { repositories: REPOSITORIES, heads: HEADS }),
    },
  });

  it("asks by the hundred repositories, within GitHub's limits, and pages on where many are open", async () => {
    const since = flow.github.requests.all.length;

    await flow.sweep();

    const asked = describeSweep(flow.github.requests.all.slice(since));
    // Two pages of 100 repositories; and one for the few that have more than ten open.
    expect(asked).toMatchObject({ repositories: 2, openHeads: 3, perHead: 0 });
    expect(flow.github.limits.refusals).toEqual({ primary: 0, secondary: 0 });
    expect(await flow.database.db.head.count({ where: { evaluatedAt: { not: null } } })).toBe(HEADS);
  });
});
