import { beforeAll, describe, expect, it } from "vitest";
import type { Row } from "../../src/evidence/report.ts";
import { coverageReport } from "../../src/evidence/reports/20-coverage.ts";
import { mergesReport } from "../../src/evidence/reports/21-merges.ts";
import { requiredStatusChecks } from "../sandbox/github/actions/rules.ts";
import { landingsOf } from "../sandbox/github/activity.ts";
import type { PullRequest } from "../sandbox/github/state.ts";
import { MODES } from "../support/flow.ts";
import { runBeside } from "../support/flow-cli.ts";
import { reportOn } from "../support/report-rows.ts";
import { nextSecond, train, useFlow } from "../support/use-flow.ts";
import { APP } from "./rules/rules.ts";

const gated = "acme/payments-api";

describe("what comes onto gated branches", () => {
  const flow = useFlow({ enforcement: MODES, github: { app: APP } });

  const open = (repository: string, as: string) =>
    flow.github.actions.openPullRequest({ as, repository, commits: [{}] });
  const merge = (repository: string, { number }: PullRequest, bypass = false) =>
    flow.github.actions.mergePullRequest({ as: "sam", repository, number, bypass });
  const push = (repository: string, more = {}) =>
    flow.github.actions.push({ as: "sam", repository, branch: "main", commits: [{}], ...more });

  /** By hand, and owners are spared. */
  const requireByHand = () =>
    flow.github.actions.createRuleset({
      as: "sam",
      organization: "acme",
      name: "Ours",
      enforcement: "active",
      bypass_actors: [{ actor_type: "OrganizationAdmin", bypass_mode: "always" }],
      conditions: {
        ref_name: { include: ["~DEFAULT_BRANCH"], exclude: [] },
        repository_name: { include: ["payments-api"], exclude: [] },
      },
      rules: [requiredStatusChecks([{ context: "training-gate", integration_id: flow.github.app.id }])],
    });

  const told = ({ repository, kind, result, github_login, told_by }: Row) => [
    String(repository).replace("acme/", ""),
    kind,
    result,
    github_login,
    told_by,
  ];
  /** As GitHub counts what came onto the branches in the boundary, by its own list. */
  const countAtGitHub = () =>
    [...flow.github.state.repositories.values()].filter(({ name }) => !name.startsWith("sandbox-")).flatMap(landingsOf)
      .length;

  beforeAll(async () => {
    requireByHand();
    await flow.settled();
    await train(flow, "jo");
    const [bypassed, allowed, flagged, observed, lost] = [
      open(gated, "mira"),
      open(gated, "jo"),
      open("acme/web", "ada"),
      open("acme/legacy-crm", "mira"),
      open(gated, "ada"),
    ];
    const outside = open("acme/sandbox-play", "mira");
    await flow.settled();
    expect(() => merge(gated, bypassed)).toThrow("Required status check");

    merge(gated, bypassed, true);
    merge(gated, allowed);
    merge("acme/web", flagged);
    merge("acme/legacy-crm", observed);
    merge("acme/sandbox-play", outside);
    const { before } = push(gated);
    push(gated, { forceFrom: before });
    push("acme/web");
    push("acme/sandbox-play");
    await flow.settled();
    await flow.restart(async () => {
      flow.github.deliveries.faults.add({ count: 1_000, fault: { kind: "lose", listed: false } });
      await nextSecond();
      merge(gated, lost, true);
      push(gated);
      await flow.github.deliveries.idle();
      flow.github.deliveries.faults.clear();
    });
    await flow.settled();
    await flow.sweep();
  });

  it("stand in R-21, all of them, with a bypass, direct pushes and an outage; and GitHub counts as many", async () => {
    const { rows, reconciliations } = await reportOn(flow, mergesReport);

    expect(rows.map(told).sort()).toEqual(
      [
        ["payments-api", "pr_merge", "bypassed", "sam", "webhook"],
        ["payments-api", "pr_merge", "allowed", "sam", "webhook"],
        ["web", "pr_merge", "flagged", "sam", "webhook"],
        ["legacy-crm", "pr_merge", "observed", "sam", "webhook"],
        ["payments-api", "push", "bypassed", "sam", "reconcile"],
        ["payments-api", "force_push", "bypassed", "sam", "reconcile"],
        ["web", "push", "not-covered", "sam", "reconcile"],
        ["payments-api", "pr_merge", "bypassed", "sam", "reconcile"],
        ["payments-api", "push", "bypassed", "sam", "reconcile"],
      ].sort(),
    );
    expect(reconciliations[0]?.total.count).toBe(countAtGitHub());
    expect(reconciliations[0]?.total.count).toBe(9);
    expect(reconciliations.map(({ residual }) => residual)).toEqual(reconciliations.map(() => 0));
  });

  it("stand in branches of which R-20 says how they were guarded meanwhile", async () => {
    const { rows, reconciliations } = await reportOn(flow, (sources) =>
      coverageReport({ ...sources, asOf: new Date() }),
    );

    const last = (name: string) => rows.findLast(({ repository }) => repository === name);
    expect(last("payments-api")).toMatchObject({ status: "gap", causes: ["push"], required: true, pinned: true });
    expect(last("infra")).toMatchObject({ status: "gap", causes: ["not-required"], mode: "block" });
    expect(last("web")).toMatchObject({ status: "flagging", causes: [], mode: "flag" });
    expect(last("legacy-crm")).toMatchObject({ status: "observing", mode: "observe" });
    expect(rows.every(({ entry_sha256 }) => entry_sha256 !== null)).toBe(true);
    expect(reconciliations.map(({ residual }) => residual)).toEqual([0, 0]);
  });

  it("are read once: a second sweep asks nothing about a branch that did not move, and writes nothing", async () => {
    const before = await flow.database.db.logEntry.count();
    const since = flow.github.requests.all.length;

    await flow.sweep();

    const asked = flow.github.requests.all.slice(since).filter(({ route }) => route.endsWith("/activity"));
    expect(asked).toEqual([]);
    expect(await flow.database.db.logEntry.count()).toBe(before);
  });

  it("cost one request for each branch that moved", async () => {
    push(gated);
    push("acme/web");
    await flow.settled();
    const since = flow.github.requests.all.length;

    await flow.sweep();

    const asked = flow.github.requests.all.slice(since).filter(({ route }) => route.endsWith("/activity"));
    expect(asked).toHaveLength(2);
  });

  it("and whom GitHub's own audit log tells of is compared with what was told here", async () => {
    flow.github.actions.addToTeam({ as: "sam", team: "security", user: "ada" });
    await flow.settled();
    const common = { "@timestamp": Date.now() - 1_000, org: "acme", actor: "sam", team: "acme/security" };
    const file = JSON.stringify([
      { ...common, _document_id: "a", action: "team.add_member", user: "ada" },
      { ...common, _document_id: "b", action: "team.add_member", user: "jo", "@timestamp": Date.now() - 5_000 },
      { ...common, _document_id: "c", action: "repo.create", "@timestamp": Date.now() + 60_000 },
    ]);
    const reconcile = (text: string) =>
      runBeside(flow, ["evidence", "reconcile", "--github-audit-log", "audit.json"], { files: { "audit.json": text } });

    const { code, told: lines } = await reconcile(file);

    expect(code).toBe(1);
    expect(lines).toMatch(/team\.add_member +1 +1 +0/);
    expect(lines).toContain("1 repo.create: says nothing of access, rules or overrides");
    const bad = await reconcile("@timestamp,action\n1,org.add_member");
    expect(bad.code).toBe(2);
    expect(bad.complaints.join("\n")).toContain(
      'audit.json:1: "@" stands where an event should begin. GitHub exports it as JSON',
    );
  });
});
