import { beforeAll, describe, expect, it } from "vitest";
import { runOn, useFlow } from "../../support/use-flow.ts";
import { APP } from "./rules.ts";

const ENFORCEMENT = `
  mode: observe
  require:
    - { who: { access: any }, layers: [developer] }
  scopes:
    - { property: { soc2: in-scope }, mode: block }
`;

describe("a scope by custom property", () => {
  const flow = useFlow({ enforcement: ENFORCEMENT, github: { app: APP } });
  beforeAll(async () => {
    flow.github.actions.defineProperty({ as: "sam", name: "soc2", standard: "out-of-scope" });
    flow.github.actions.acceptPermissions({ as: "sam", permissions: flow.github.app.permissions });
    await flow.settled();
  });
  const open = async (repository: string) => {
    const pull = flow.github.actions.openPullRequest({ as: "jo", repository, commits: [{}] });
    await flow.settled();
    return pull;
  };
  const set = async (repository: string, value: string) => {
    flow.github.actions.setProperty({ as: "sam", repository, name: "soc2", value });
    await flow.settled();
  };

  it("follows the value as it is set, and open pull requests with it", async () => {
    const pull = await open("acme/payments-api");
    expect(runOn(flow, pull)).toBeUndefined();

    await set("payments-api", "in-scope");
    expect(runOn(flow, pull)?.conclusion).toBe("action_required");

    await set("payments-api", "out-of-scope");
    expect(runOn(flow, pull)?.conclusion).toBe("neutral");
  });

  it("costs one request for all repositories when a value changes, and one for the policy", async () => {
    const asked = await flow.requestsOf(() => set("web", "in-scope"));

    expect(asked).toMatchObject({ read: 2, write: 0 });
  });

  it("takes the strictest that may hold as soon as the permission is gone", async () => {
    const pull = await open("acme/sandbox-play");
    expect(runOn(flow, pull)).toBeUndefined();

    const { organization_custom_properties: _, ...rest } = flow.github.app.permissions;
    flow.github.actions.acceptPermissions({ as: "sam", permissions: rest });
    await flow.settled();

    expect(runOn(flow, pull)?.conclusion).toBe("action_required");
  });
});

describe("a repository that is only observed and in which a rule asks for the check", () => {
  const flow = useFlow({ enforcement: ENFORCEMENT, github: { app: APP } });

  it("is answered neutral, so that nobody waits for ever; before and after GitHub tells of the rule", async () => {
    flow.github.actions.defineProperty({ as: "sam", name: "soc2", standard: "out-of-scope" });
    flow.github.actions.acceptPermissions({ as: "sam", permissions: flow.github.app.permissions });
    await flow.settled();
    const early = flow.github.actions.openPullRequest({ as: "jo", repository: "acme/web", commits: [{}] });
    await flow.settled();
    expect(runOn(flow, early)).toBeUndefined();

    flow.github.actions.requireCheck({ as: "sam", repository: "web" });
    await flow.settled();
    const late = flow.github.actions.openPullRequest({ as: "jo", repository: "acme/web", commits: [{}] });
    await flow.settled();

    expect(runOn(flow, early)?.conclusion).toBe("neutral");
    expect(runOn(flow, late)?.conclusion).toBe("neutral");
    flow.github.actions.mergePullRequest({ as: "jo", repository: "acme/web", number: late.number });
    expect(late.mergedAt).not.toBeNull();
  });
});
