import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { teamOf, userOf } from "../sandbox/github/find.ts";
import { type Flow, startFlow } from "../support/flow.ts";
import { runBeside } from "../support/flow-cli.ts";
import { GRANTING } from "../support/granting-github.ts";
import { train } from "../support/use-flow.ts";

const DAY_MS = 86_400_000;

const POLICY = `
  mode: block
  require:
    - { who: { access: any }, layers: [developer] }
  access:
    level: grant_on_completion
    teams: [{ team: payments, on_lapse: to_reading_team, reading_team: payments-readers }, { team: writers }]
  scopes:
    - { repositories: [web, infra, docs], mode: block, access: merge_gate }
  cap: { removals_per_run: 1 }
`;

describe("access that waits for training", () => {
  let flow: Flow;
  let ahead = 0;

  beforeAll(async () => {
    flow = await startFlow({
      enforcement: POLICY,
      clock: () => new Date(Date.now() + ahead),
      github: { app: { permissions: GRANTING } },
    });
    await flow.settled();
    const { actions } = flow.github;
    actions.createTeam({ as: "sam", team: "writers" });
    actions.giveTeamRepository({ as: "sam", team: "writers", repository: "acme/docs", role: "write" });
    actions.createTeam({ as: "sam", team: "payments-readers" });
    for (const { name } of reachedBy("payments"))
      actions.giveTeamRepository({ as: "sam", team: "payments-readers", repository: `acme/${name}`, role: "read" });
    await flow.settled();
  });
  afterAll(() => flow?.close());

  const acme = () => {
    const [organization] = flow.github.state.organizations.values();
    if (!organization) throw new Error("The world has no organisation");
    return organization;
  };
  const reachedBy = (slug: string) => {
    const { repositories } = teamOf(acme(), slug);
    return [...flow.github.state.repositories.values()].filter(({ id }) => repositories.has(id));
  };
  const isIn = (login: string, slug: string) => teamOf(acme(), slug).members.has(userOf(flow.github.state, login).id);
  async function entries(type: string) {
    const rows = await flow.database.db.logEntry.findMany({ where: { type }, orderBy: { seq: "asc" } });
    return rows.map(({ body }) => JSON.parse(body) as Record<string, unknown>);
  }
  const newcomer = (login: string) => {
    flow.github.actions.createAccount({ login });
    flow.github.actions.addMember({ as: "sam", user: login });
  };

  it("asks GitHub nothing when nothing gated is touched", async () => {
    const requests = await flow.requestsOf(() => newcomer("nova"));

    expect(requests).toMatchObject({ read: 0, write: 0 });
  });

  it("takes a new seat of somebody untrained with four requests, and remembers what was intended", async () => {
    const requests = await flow.requestsOf(() =>
      flow.github.actions.addToTeam({ as: "sam", team: "payments", user: "nova" }),
    );

    expect(isIn("nova", "payments")).toBe(false);
    // One look of two, one write, one look at what came of it.
    expect(requests).toMatchObject({ read: 3, write: 1 });
    const [hold] = await flow.database.db.accessHold.findMany({ where: { endedAt: null } });
    expect(hold).toMatchObject({ cause: "new", target: { kind: "team", role: "member" } });
    expect(hold?.withdrawnAt).not.toBeNull();
    expect((await entries("hold.opened")).map(({ cause }) => cause)).toEqual(["new"]);
    expect((await entries("access.revoked")).map(({ cause, before }) => [cause, before])).toEqual([["new", "member"]]);
  });

  it("gives it as soon as the training is done, and says by which completion", async () => {
    await train(flow, "nova");

    expect(isIn("nova", "payments")).toBe(true);
    const [granted] = await entries("access.granted");
    const [completion] = await flow.database.db.completion.findMany();
    expect(granted).toMatchObject({ role: "member", satisfied: [{ completion_id: completion?.id }] });
    expect((await entries("hold.ended")).map(({ how }) => how)).toEqual(["granted"]);
    expect(await flow.database.db.accessEffect.count({ where: { doneAt: null } })).toBe(0);
  });

  it("moves whose training lapsed to the reading team after the grace, and back on renewal", async () => {
    ahead += 380 * DAY_MS;
    await flow.sweep();

    expect([isIn("nova", "payments"), isIn("nova", "payments-readers")]).toEqual([false, true]);
    const lapsed = await flow.database.db.accessHold.findFirst({ where: { cause: "lapse", endedAt: null } });
    expect(lapsed?.instead).toMatchObject({ kind: "reading-team" });

    await train(flow, "nova");

    expect([isIn("nova", "payments"), isIn("nova", "payments-readers")]).toEqual([true, false]);
  });

  it("takes a seat that comes back once more, and then leaves it and proposes managed_by", async () => {
    newcomer("iris");
    const terraform = () => {
      if (!isIn("iris", "payments")) flow.github.actions.addToTeam({ as: "sam", team: "payments", user: "iris" });
    };
    const afterEach = [];
    for (let apply = 0; apply < 4; apply++) {
      terraform();
      await flow.settled();
      afterEach.push(isIn("iris", "payments"));
    }

    expect(afterEach).toEqual([false, false, true, true]);
    expect((await entries("access.conflict")).map(({ times }) => times)).toEqual([2]);
  });

  it("gives a member what an admin asked for, once they are trained, and at once what an admin releases", async () => {
    for (const login of ["dan", "eve"]) newcomer(login);
    await flow.settled();
    for (const login of ["dan", "eve"])
      await runBeside(flow, ["hold", "add", "--login", login, "--team", "payments", "--by", "sam"]);
    await flow.settled();
    expect([isIn("dan", "payments"), isIn("eve", "payments")]).toEqual([false, false]);

    await train(flow, "dan");
    const waiting = JSON.parse((await runBeside(flow, ["hold", "list", "--json"])).told) as {
      holds: { id: string; login: string }[];
    };
    const id = waiting.holds.find(({ login }) => login === "eve")?.id ?? "";
    const explained = await runBeside(flow, ["explain", "--person", "eve"]);
    expect(explained.told).toMatch(/^Waits since .+ \(asked\): member of team \d+, until training is done\.$/m);
    await runBeside(flow, ["hold", "release", id, "--by", "sam", "--reason", "on call tonight"]);
    await flow.settled();

    expect([isIn("dan", "payments"), isIn("eve", "payments")]).toEqual([true, true]);
    expect((await entries("hold.ended")).map(({ how }) => how).slice(-2)).toEqual(["granted", "released"]);
  });

  it("forgets what an admin drops, though the training is done afterwards", async () => {
    newcomer("kit");
    flow.github.actions.addToTeam({ as: "sam", team: "payments", user: "kit" });
    await flow.settled();
    const waiting = JSON.parse((await runBeside(flow, ["hold", "list", "--json"])).told) as {
      holds: { id: string; login: string }[];
    };
    const id = waiting.holds.find(({ login }) => login === "kit")?.id ?? "";
    const dropped = await runBeside(flow, ["hold", "drop", id, "--by", "sam", "--reason", "wrong team"]);
    const again = await runBeside(flow, ["hold", "drop", id, "--by", "sam", "--reason", "wrong team"]);
    await train(flow, "kit");

    expect([dropped.code, again.code]).toEqual([0, 1]);
    expect(isIn("kit", "payments")).toBe(false);
    const ended = (await entries("hold.ended")).at(-1);
    expect(ended).toMatchObject({ hold_id: id, how: "dropped", reason_sha256: expect.any(String) });
    expect(ended?.dropped_by).toBeDefined();
  });

  it("is decided again from what was kept, and each decision of it agrees with the log", async () => {
    const decided = await entries("access.decided");
    expect(decided.length).toBeGreaterThan(4);

    const { code, told } = await runBeside(flow, ["replay", "--all"]);

    expect(told).toBe(`${decided.length} decisions in the log: ${decided.length} agree, 0 were erased, 0 differ`);
    expect(code).toBe(0);
  });

  it("lets nothing go where more would go than one run may take, until an admin says so", async () => {
    const those = () => ["nova", "dan"].map((login) => [isIn(login, "payments"), isIn(login, "payments-readers")]);

    ahead += 380 * DAY_MS;
    await flow.sweep();

    expect(those()).toEqual([
      [true, false],
      [true, false],
    ]);
    const [capped] = await entries("access.capped");
    expect(capped).toMatchObject({ kind: "removals", counts: { asked: 2, taken: 0, cap: 1 } });
    const listed = JSON.parse((await runBeside(flow, ["hold", "list", "--json"])).told) as { runs: { id: string }[] };

    const plan = JSON.parse((await runBeside(flow, ["sweep", "--dry-run", "--json"])).told) as { asks: string }[];
    expect(plan.map(({ asks }) => asks)).toEqual([]);

    const by = ["--by", "sam", "--reason", "they were told"];
    const released = await runBeside(flow, ["hold", "release-run", listed.runs[0]?.id ?? "", ...by]);
    await flow.settled();

    expect(released.code).toBe(0);
    expect(those()).toEqual([
      [false, true],
      [false, true],
    ]);
  });

  it("gives a member the role on a repository that an admin asked for, and asks it for nobody from outside", async () => {
    newcomer("ola");
    flow.github.actions.createAccount({ login: "out" });
    await flow.settled();
    const [api] = reachedBy("payments");
    const add = (login: string) =>
      runBeside(flow, [
        "hold",
        "add",
        "--login",
        login,
        "--repository",
        `acme/${api?.name}`,
        "--role",
        "maintain",
        "--by",
        "sam",
      ]);

    const [added, refused] = [await add("ola"), await add("out")];
    const waiting = await runBeside(flow, ["hold", "list"]);
    await train(flow, "ola");

    expect([added.code, refused.code]).toEqual([0, 1]);
    expect(waiting.told).toContain(`repository acme/${api?.name} (maintain)`);
    expect(api?.collaborators.get(userOf(flow.github.state, "ola").id)).toBe("maintain");
  });

  it("gives in the end the role that somebody gave last, and says since when it is that one", async () => {
    newcomer("uma");
    flow.github.actions.addToTeam({ as: "sam", team: "payments", user: "uma" });
    await flow.settled();
    flow.github.actions.addToTeam({ as: "sam", team: "payments", user: "uma", role: "maintainer" });
    await flow.settled();
    const taken = !isIn("uma", "payments");
    const listed = await runBeside(flow, ["hold", "list"]);
    await train(flow, "uma");

    expect(taken).toBe(true);
    expect(listed.told).toContain("team payments (maintainer)");
    expect((await entries("hold.changed")).map(({ before, role }) => [before, role])).toEqual([
      ["member", "maintainer"],
    ]);
    expect(teamOf(acme(), "payments").members.get(userOf(flow.github.state, "uma").id)).toBe("maintainer");
  });

  it("withdraws an invitation by hand into a team that asks for training first, and sends it when that is done", async () => {
    const { actions } = flow.github;
    const inviting =
      "[web, infra], mode: block, access: merge_gate }\n    - { repositories: [docs], mode: block, access: invite_on_completion }";
    const content = `enforcement:${POLICY.replace("[web, infra, docs], mode: block, access: merge_gate }", inviting)}`;
    actions.commitFile({ as: "sam", repository: "acme/.github", path: ".github/app.yml", content });
    await flow.settled();
    actions.createAccount({ login: "nia" });
    actions.inviteMember({ as: "sam", user: "nia", teams: ["writers"] });
    await flow.settled();
    const { id } = userOf(flow.github.state, "nia");
    const invited = () => [...acme().invitations.values()].filter(({ userId }) => userId === id).length;
    const listed = await runBeside(flow, ["hold", "list"]);
    expect(invited()).toBe(0);
    expect(listed.told).toContain("invitation to writers");

    await train(flow, "nia");
    expect(invited()).toBe(1);
    actions.acceptInvitation({ as: "nia" });
    await flow.settled();

    expect(isIn("nia", "writers")).toBe(true);
  });

  it("forgets what waited for who leaves the organisation, and in a team that is deleted", async () => {
    for (const login of ["vic", "wes"]) {
      newcomer(login);
      flow.github.actions.addToTeam({ as: "sam", team: "payments", user: login });
    }
    await flow.settled();
    flow.github.actions.removeMember({ as: "sam", user: "wes" });
    await flow.settled();
    const waiting = async () => {
      const { told } = await runBeside(flow, ["hold", "list", "--json"]);
      return (JSON.parse(told) as { holds: { login: string }[] }).holds.map(({ login }) => login);
    };
    expect(await waiting()).toContain("vic");
    expect(await waiting()).not.toContain("wes");

    flow.github.actions.deleteTeam({ as: "sam", team: "payments" });
    await flow.sweep();

    expect(await waiting()).toEqual([]);
    expect((await entries("hold.ended")).at(-1)).toMatchObject({ how: "dropped" });
  });
});
