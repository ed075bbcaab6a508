import { spawnSync } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { DEFAULT_PERMISSIONS } from "../sandbox/github/app.ts";
import { runBeside } from "../support/flow-cli.ts";
import { dayIn } from "../support/office.ts";
import { train, useFlow } from "../support/use-flow.ts";

const SCRIPT = join(import.meta.dirname, "first-access.sh");
/** Seats in `payments` wait for training; `frontend` works in repositories where only merging does. */
const POLICY = `
  mode: block
  require:
    - { who: { access: any }, layers: [developer] }
  access:
    level: grant_on_completion
    teams: [{ team: payments }]
  scopes:
    - { repositories: [web, infra, docs], mode: block, access: merge_gate }
`;

type Line = Readonly<Record<string, unknown>>;

describe("training before first access, in other people's hands", () => {
  const flow = useFlow({
    enforcement: POLICY,
    github: {
      app: {
        permissions: {
          ...DEFAULT_PERMISSIONS,
          members: "write",
          administration: "write",
          organization_administration: "read",
        },
      },
    },
  });
  let home = "";
  let folder = "";

  beforeAll(async () => {
    home = await mkdtemp(join(tmpdir(), "training-gate-first-"));
    const { actions } = flow.github;
    actions.setBasePermission({ as: "sam", role: "none" });
    await flow.sweep();
    await flow.settled();
    const newcomers = ["waits", "waited", "ready", "unheld"];
    for (const login of newcomers) actions.createAccount({ login });
    for (const user of newcomers) actions.addMember({ as: "sam", user });
    await flow.settled();
    await train(flow, "ready");
    for (const user of ["waits", "waited", "ready"]) actions.addToTeam({ as: "sam", team: "payments", user });
    actions.addToTeam({ as: "sam", team: "frontend", user: "unheld" });
    await flow.settled();
    await train(flow, "waited");
    await flow.settled();
    actions.removeMember({ as: "sam", user: "unheld" });
    await flow.settled();
    folder = join(home, "taken");
    const days = ["--from", dayIn(-1), "--to", dayIn(0)];
    const { code, complaints } = await runBeside(flow, ["evidence", "export", ...days, "--out", folder]);
    expect(code, complaints.join("\n")).toBe(0);
  });
  afterAll(() => rm(home, { recursive: true }));

  async function linesOf(report: string): Promise<readonly Line[]> {
    const text = await readFile(join(folder, `${report}.jsonl`), "utf8");
    return text
      .split("\n")
      .filter((line) => line !== "")
      .map((line) => JSON.parse(line) as Line);
  }

  function check(): { readonly status: number | null; readonly out: string } {
    const args = [SCRIPT, folder, join(folder, "log/log.vkey")];
    const { status, stdout, stderr } = spawnSync("sh", args, { encoding: "utf8", timeout: 120_000 });
    return { status, out: `${stdout}${stderr}` };
  }

  it("says of everybody how it was, line by line", async () => {
    const lines = await linesOf("R-03-first-access");

    const of = (login: string) => lines.find(({ github_login }) => github_login === login);
    expect(of("ready")).toMatchObject({ result: "PASS", first_access_from: "event", access_seconds: 0 });
    expect(of("waited")).toMatchObject({ result: "WITHDRAWN", required: ["developer"], first_access_via: ["team"] });
    expect(of("waited")?.first_grant_at).not.toBeNull();
    expect(of("waits")).toMatchObject({ result: "WITHDRAWN", first_grant_at: null, last_required_completion: null });
    expect(of("unheld")).toMatchObject({ result: "FAIL", hold_opened_at: null, withdrawn_at: null });
    expect(of("mira")).toMatchObject({ result: "PRE_EXISTING", first_access_earliest: null });
  });

  it("is recomputed from the raw entries by a query of SQL, and differs in no row", () => {
    const { status, out } = check();

    expect(status, out).toBe(0);
    expect(out.trim().split("\n")).toEqual(["FAIL|1", "PASS|1", "WITHDRAWN|2"]);
  });

  it("tells that somebody left GitHub whom no roster named, and that all of their access went with it", async () => {
    const lines = await linesOf("R-07-leavers");

    expect(lines).toEqual([
      expect.objectContaining({ github_login: "unheld", told_by: "github", result: "in-time", still_has: [] }),
    ]);
  });

  it("agrees with what is kept beside the log", async () => {
    const manifest = JSON.parse(await readFile(join(folder, "manifest.json"), "utf8")) as {
      readonly reports: readonly { readonly id: string; readonly reconciliations: readonly { residual: number }[] }[];
    };

    const residuals = manifest.reports
      .filter(({ id }) => ["R-03", "R-04", "R-05", "R-07"].includes(id))
      .map(({ id, reconciliations }) => [id, [...new Set(reconciliations.map(({ residual }) => residual))]]);
    expect(residuals).toEqual([
      ["R-03", [0]],
      ["R-04", [0]],
      ["R-05", [0]],
      ["R-07", [0]],
    ]);
  });

  it("is found out where a result was changed", async () => {
    const path = join(folder, "R-03-first-access.csv");
    const text = await readFile(path, "utf8");
    await writeFile(path, text.replace(",FAIL,", ",PASS,"));

    expect(check()).toMatchObject({ status: 1, out: expect.stringContaining("in R-03 alone") });
  });
});
