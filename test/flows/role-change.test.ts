import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { teamOf, userOf } from "../sandbox/github/find.ts";
import { GRANTING } from "../support/granting-github.ts";
import { runOn as runCliOn } from "../support/office.ts";
import { runOn, useFlow } from "../support/use-flow.ts";

/** Engineers need the developer layer wherever they may do anything; whoever is in finance does not. */
const BY_ROLE = `
  mode: block
  require:
    - { who: { access: any, role: [engineer] }, layers: [developer] }
  access:
    level: grant_on_completion
    teams: [{ team: payments }]
  roles: { admin: { teams: [platform] } }
`;

describe("somebody of finance who becomes an engineer", () => {
  const flow = useFlow({
    enforcement: BY_ROLE,
    github: { app: { permissions: GRANTING } },
  });
  let folder: string;
  const becomes = async (role: string) => {
    await writeFile(join(folder, "hris.csv"), `key,name,github_login,role\r\nE1,Nova Ray,nova,${role}\r\n`);
    await runCliOn(flow, ["roster", "import", "hris.csv", "--source", "hris", "--by", "sam"], folder);
    await flow.settled();
  };
  const isIn = (slug: string) => {
    const [acme] = flow.github.state.organizations.values();
    if (!acme) throw new Error("The world has no organisation");
    return teamOf(acme, slug).members.has(userOf(flow.github.state, "nova").id);
  };
  const opens = async (ref: string) => {
    const pull = flow.github.actions.openPullRequest({
      as: "nova",
      repository: "acme/payments-api",
      branch: ref,
      commits: [{}],
    });
    await flow.settled();
    return pull;
  };

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "training-gate-role-"));
    flow.github.actions.createAccount({ login: "nova" });
    flow.github.actions.addMember({ as: "sam", user: "nova" });
    flow.github.actions.setCollaborator({ as: "sam", repository: "acme/payments-api", user: "nova", role: "write" });
    await flow.settled();
    await becomes("finance");
  });
  afterAll(() => rm(folder, { recursive: true }));

  it("is asked for nothing before", async () => {
    expect(runOn(flow, await opens("before"))?.conclusion).toBe("success");
  });

  it("needs the developer layer from then on, on what is open too, and new access waits for it", async () => {
    const pull = await opens("open");
    await becomes("engineer");
    flow.github.actions.addToTeam({ as: "sam", team: "payments", user: "nova" });
    await flow.settled();

    expect(runOn(flow, pull)?.conclusion).toBe("action_required");
    expect(isIn("payments")).toBe(false);
    const [hold] = await flow.database.db.accessHold.findMany({ where: { endedAt: null } });
    expect(hold).toMatchObject({ cause: "new", missing: [expect.objectContaining({ layer: "developer" })] });
  });

  it("has it released where the role is another again", async () => {
    await becomes("finance");

    expect(isIn("payments")).toBe(true);
    expect(await flow.database.db.accessHold.count({ where: { endedAt: null } })).toBe(0);
  });
});
