import { createHash } from "node:crypto";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { runCli } from "../../src/cli/main.ts";
import { parseVkey } from "../../src/gatelog/note.ts";
import { leafHash } from "../../src/gatelog/place.ts";
import { parseProof } from "../../src/gatelog/proof.ts";
import { openCheckpoint } from "../../src/gatelog/signed-checkpoint.ts";
import { verifyInclusion } from "../../src/gatelog/tree.ts";
import { aCli } from "../cli/a-cli.ts";
import { signedIn } from "../support/office.ts";
import { unzip } from "../support/unzip.ts";
import { train, useFlow } from "../support/use-flow.ts";

const PAGES = [
  "",
  "/log",
  "/exceptions",
  "/coverage",
  "/merges",
  "/access",
  "/reports",
  "/reports/R-04",
  "/sample",
] as const;
const UNTIL = "2030-06-30";

/** Sam is an admin, Jo approves waivers, and Audrey, who is no member, audits until a day. */
const organisation = (audrey: number) => `
enforcement:
  mode: block
  require:
    - { who: { opens: pull_request }, layers: [developer] }
  roles:
    admin: { teams: [platform] }
    auditor: { accounts: [${audrey}], until: ${UNTIL} }
  waivers: { approvers: { teams: [frontend] } }
`;

describe("the pages of auditors", () => {
  let ahead = 0;
  const flow = useFlow({ clock: () => new Date(Date.now() + ahead) });
  const goTo = (instant: string) => {
    ahead = Date.parse(instant) - Date.now();
  };
  const look = async (login: string, path: string) => (await signedIn(flow, login)).get(`${flow.app.url}${path}`);
  const audit = async (path: string) => (await look("audrey", path)).html;

  beforeAll(async () => {
    const audrey = [...flow.github.state.users.values()].find(({ login }) => login === "audrey")?.id ?? 0;
    const { actions } = flow.github;
    actions.commitFile({
      ...{ as: "sam", repository: "acme/.github", path: ".github/app.yml", content: organisation(audrey) },
    });
    await flow.settled();
    await train(flow, "jo");
    const repository = "acme/payments-api";
    actions.openPullRequest({ as: "mira", repository, commits: [{}] });
    const { number } = actions.openPullRequest({ as: "jo", repository, commits: [{}] });
    await flow.settled();
    actions.mergePullRequest({ as: "jo", repository, number });
    await flow.settled();
    // A server signs what is there when it starts.
    await flow.restart();
    await flow.until("a checkpoint over the decision", async () => {
      const newest = await flow.database.db.logCheckpoint.findFirst({ orderBy: { size: "desc" } });
      const decided = await flow.database.db.logEntry.findFirst({
        where: { type: "gate.decided" },
        orderBy: { seq: "desc" },
      });
      return newest && decided && newest.size > decided.seq ? true : undefined;
    });
  });

  it.each([
    ["audrey, who is no member", "audrey", 200],
    ["sam, an admin", "sam", 200],
    ["jo, who only approves", "jo", 404],
    ["mira, who has no role", "mira", 404],
  ] as const)("are there for %s", async (_, login, status) => {
    const browser = await signedIn(flow, login);

    for (const page of PAGES) {
      const path = `/auditor${page}`;
      expect({ path, status: (await browser.get(`${flow.app.url}${path}`)).status }).toEqual({ path, status });
    }
  });

  it("find a decision by its outcome, person and repository", async () => {
    const html = await audit("/auditor/log?type=gate.decided&outcome=withhold&login=mira&repository=payments-api");

    expect(html).toContain("Withheld, enforced");
    expect(html).toContain("@mira");
    expect(html).toContain("acme/payments-api");
    expect(await audit("/auditor/log?outcome=withhold&login=jo")).toContain("No entry is found with that");
  });

  it("give with each entry its bytes and a proof that holds under the key", async () => {
    const browser = await signedIn(flow, "audrey");
    const get = async (path: string) => (await browser.get(`${flow.app.url}${path}`)).html;
    const vkey = (await get("/log/vkey")).split("\n")[0] ?? "";
    const key = parseVkey(vkey);
    const html = await get("/auditor/log?type=gate.decided");
    const [, seq] = /\/auditor\/log\/1\/(\d+)\?/.exec(html) ?? [];

    const body = await get(`/auditor/log/1/${seq}/entry`);
    const proof = parseProof(await get(`/auditor/log/1/${seq}/proof`));

    const opened = openCheckpoint(proof?.checkpoint ?? "", key ? [key] : []);
    if (!opened.ok || !proof) throw new Error("The checkpoint in the proof does not open");
    const { size, root } = opened.checkpoint;
    expect(verifyInclusion(leafHash(Buffer.from(body)), Number(seq), size, proof.hashes, root)).toBe(true);
    expect(verifyInclusion(leafHash(Buffer.from(`${body} `)), Number(seq), size, proof.hashes, root)).toBe(false);
    expect(JSON.parse(body)).toMatchObject({ type: "gate.decided", seq: Number(seq) });
  });

  it("show what was merged, as the gate saw it", async () => {
    const html = await audit("/auditor/merges");

    expect(html).toContain("1 row in this period: Allowed 1.");
    expect(html).toMatch(/<rect fill="url\(#merges-wide-fill-0\)" height="(?!0")/);
    expect(html).toContain("acme/payments-api");
  });

  it("hand over everything as one file that verifies, and write nothing by it", async () => {
    const entries = await flow.database.db.logEntry.count();
    const browser = await signedIn(flow, "audrey");
    const vkey = (await browser.get(`${flow.app.url}/log/vkey`)).html.split("\n")[0] ?? "";
    const bytes = await browser.download(`${flow.app.url}/auditor/pack.zip`);

    const files = unzip(bytes);

    const sums = (files.get("SHA256SUMS")?.toString("utf8") ?? "").trimEnd().split("\n");
    expect(sums.map((line) => line.slice(66)).toSorted()).toEqual(
      [...files.keys()].filter((path) => path !== "SHA256SUMS").toSorted(),
    );
    for (const line of sums) {
      const path = line.slice(66);
      const sha256 = createHash("sha256")
        .update(files.get(path) ?? "")
        .digest("hex");
      expect({ path, sha256 }).toEqual({ path, sha256: line.slice(0, 64) });
    }
    const folder = await mkdtemp(join(tmpdir(), "training-gate-pack-"));
    for (const [path, content] of files) {
      await mkdir(dirname(join(folder, path)), { recursive: true });
      await writeFile(join(folder, path), content);
    }
    const cli = aCli({ folder });
    expect({ code: await runCli(["log", "verify", "log", "--key", vkey], cli), told: cli.complaints }).toEqual({
      code: 0,
      told: [],
    });
    const manifest = JSON.parse(files.get("manifest.json")?.toString("utf8") ?? "{}");
    expect(manifest.generated_by).toMatchObject({ github_login: "audrey" });
    expect(files.get("R-04-gate-log.jsonl")?.toString("utf8")).toContain('"decision":"withhold"');
    expect(await flow.database.db.logEntry.count()).toBe(entries);
    expect(await flow.database.db.logInbox.count()).toBe(0);
    await rm(folder, { recursive: true });
  });

  it("give the population of a sample as the file that its digest is of", async () => {
    const browser = await signedIn(flow, "audrey");
    const { html } = await browser.get(`${flow.app.url}/auditor/sample?report=R-04&n=2&seed=dice`);

    const bytes = await browser.download(`${flow.app.url}/auditor/reports/R-04.jsonl`);

    expect(html).toContain(createHash("sha256").update(bytes).digest("hex"));
    expect(html.match(/and its proof"/g)).toHaveLength(2);
  });

  it("hand over a sample with the proofs of its rows, and no other report than there is", async () => {
    const browser = await signedIn(flow, "audrey");
    const files = unzip(await browser.download(`${flow.app.url}/auditor/sample.zip?report=R-04&n=2&seed=dice`));
    const rows = (files.get("R-19-sample.jsonl")?.toString("utf8") ?? "").trimEnd().split("\n");

    expect(rows).toHaveLength(2);
    for (const row of rows) {
      const { log_epoch: epoch, log_seq: seq } = JSON.parse(row) as { log_epoch: number; log_seq: number };
      expect([...files.keys()]).toContain(`proofs/${epoch}-${seq}.tlog-proof`);
    }
    expect((await browser.get(`${flow.app.url}/auditor/sample.zip?report=R-99&n=2&seed=dice`)).status).toBe(404);
  });

  it("are gone the day after the auditor's last one", async () => {
    goTo(`${UNTIL}T23:59:00Z`);
    expect((await look("audrey", "/auditor")).status).toBe(200);

    goTo("2030-07-01T00:00:00Z");

    expect((await look("audrey", "/auditor")).status).toBe(404);
    expect((await look("audrey", "/auditor/reports/R-04.csv")).status).toBe(404);
  });
});
