import { mkdtemp, readFile, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import type { PullRequest } from "../sandbox/github/state.ts";
import { createLearner } from "../sandbox/learner.ts";
import { dayIn, entriesOf, runOn as runCliOn, signedIn, TWO_PEOPLE } from "../support/office.ts";
import { runOn, useFlow } from "../support/use-flow.ts";

const COURSE = "owasp-top-10-2025";
const MAP = `
preset: knowbe4
courses:
  "Secure Coding 2026": { course: ${COURSE} }
`;
const HEADING = "Email,First Name,Content,Status,Completion Date";

describe("completions of another system", () => {
  const flow = useFlow({ enforcement: TWO_PEOPLE });
  let folder: string;
  let pull: PullRequest;
  const run = (...args: readonly string[]) => runCliOn(flow, args, folder);
  const bring = (file: string, ...more: readonly string[]) =>
    run("completions", "import", file, "--map", "map.yml", "--requested-by", "sam", ...more);
  const save = (name: string, rows: readonly string[]) =>
    writeFile(join(folder, name), `\ufeff${[HEADING, ...rows].join("\r\n")}\r\n`);
  const kept = () => flow.database.db.completion.count({ where: { method: "import" } });

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "training-gate-"));
    await writeFile(join(folder, "map.yml"), MAP);
    // An address is known once its owner has signed in.
    await signedIn(flow, "mira");
    pull = flow.github.actions.openPullRequest({ as: "mira", repository: "acme/payments-api", commits: [{}] });
    await flow.settled();
    await save("campaign.csv", [
      `MIRA@acme.example,"Mira, M.",Secure Coding 2026,Completed,${dayIn(-10)} 09:00:00 UTC`,
      `jo@acme.example,Jo,Secure Coding 2026,Completed,${dayIn(-10)}`,
      `mira@acme.example,Mira,Baking 2026,Completed,${dayIn(-10)}`,
      `mira@acme.example,Mira,Secure Coding 2026,In Progress,`,
    ]);
  });

  it("are looked at first, with what would not come in and why, and nothing is kept of it", async () => {
    const { code, told, complaints } = await run(
      "completions",
      "import",
      "campaign.csv",
      "--map",
      "map.yml",
      "--dry-run",
    );

    expect(code).toBe(1);
    expect(told).toContain("new: 1 (people: 1) · known already: 0 · not finished: 1 · rejected: 2");
    expect(told).toMatch(/2 {2}mira +Secure Coding 2026 +owasp-top-10-2025 \d+\.\d+\.\d+/);
    expect(complaints).toMatch(/line 3: nobody here has the address "jo@acme\.example"/);
    expect(complaints).toMatch(/line 4: "Baking 2026" is no course here/);
    expect(await flow.database.db.importBatch.count()).toBe(0);
  });

  it("wait for a second person, and what was rejected lies beside the file", async () => {
    const { code, told } = await bring("campaign.csv");

    expect(code).toBe(1);
    expect(told).toMatch(/Waits for a second person: import [0-9a-f-]{36}/);
    expect(await kept()).toBe(0);
    const rejected = await readFile(join(folder, "campaign.csv.rejected.csv"), "utf8");
    expect(rejected.split("\r\n")[0]).toBe(`line,reason,${HEADING}`);
    expect(rejected).toContain("jo@acme.example,Jo,Secure Coding 2026,Completed");
  });

  it("bring nothing the second time", async () => {
    const { code, complaints } = await bring("campaign.csv");

    expect(code).toBe(1);
    expect(complaints).toContain("There is nothing new in this file");
    expect(await flow.database.db.importBatch.count()).toBe(1);
  });

  it("are not approved by who brought them, nor by who is no admin", async () => {
    const { id } = await flow.database.db.importBatch.findFirstOrThrow();
    const approve = (login: string) => run("completions", "import", "--approve", id, "--approved-by", login);

    expect((await approve("sam")).complaints).toMatch(/Who asked cannot approve/);
    expect((await approve("ada")).complaints).toMatch(/ada does not hold the role/);
    expect(await kept()).toBe(0);
  });

  it("are recorded with a second person's word, and the check then asks for the signature alone", async () => {
    const { id } = await flow.database.db.importBatch.findFirstOrThrow();
    const leo = await signedIn(flow, "leo");
    const { html } = await leo.get(`${flow.app.url}/admin/imports/${id}`);
    expect(html).toContain("@mira");
    expect(html).toContain("Secure Coding 2026");

    const asked = await flow.requestsOf(() => leo.submit(`/admin/imports/${id}/approve`));

    expect(asked).toEqual({ read: 0, write: 1, token: 0 });
    expect(await flow.database.db.completion.findMany()).toMatchObject([{ method: "import", courseId: COURSE }]);
    expect(runOn(flow, pull)?.conclusion).toBe("action_required");
    expect(runOn(flow, pull)?.output.summary).toMatch(/signature.*sign, about 1 min/);
  });

  it("count once the person has signed, and everything says that they were imported", async () => {
    const mira = await createLearner({ app: flow.app.url, github: flow.github.url }, "mira");
    await mira.signIn();
    const { html } = await mira.browser.get(flow.app.url);
    expect(html).toContain("You have finished this in another system. One thing is left: your signature.");
    await mira.sign("Mira Novak");
    await flow.settled();

    expect(runOn(flow, pull)?.conclusion).toBe("success");
    const page = await mira.browser.get(runOn(flow, pull)?.detailsUrl ?? "");
    expect(page.html).toContain("imported from another learning system: ");
    const [completion] = await entriesOf(flow, "completion.recorded");
    const [accepted] = await entriesOf(flow, "import.accepted");
    expect(completion).toMatchObject({
      result: { method: "import" },
      import: { batch_id: accepted?.batch_id, approved_by: accepted?.approved_by },
    });
    expect(
      JSON.stringify(await entriesOf(flow, "completion.recorded", "import.requested", "import.accepted")),
    ).not.toMatch(/acme\.example|Mira|Secure Coding/);
  });

  it("can be brought again once they were declined", async () => {
    await signedIn(flow, "ada");
    await save("second.csv", [`ada@acme.example,Ada,Secure Coding 2026,Passed,${dayIn(-3)}`]);
    const { told } = await bring("second.csv", "--json");
    const { id } = JSON.parse(told) as { id: string };
    const leo = await signedIn(flow, "leo");
    await leo.get(`${flow.app.url}/admin/imports`);

    const page = await leo.submit(`/admin/imports/${id}/end`, { reason: "the wrong campaign" });

    expect(page.status).toBe(200);
    expect((await bring("second.csv")).code).toBe(0);
  });

  it.each([
    ["a column that is not there", "Email,Status\r\n", /has no column Content or.*It has: Email, Status/],
    ["no UTF-8", Buffer.from([0xff, 0xfe, 0x41]), /is not UTF-8/],
    [
      "a quote that is never closed",
      `${HEADING}\r\n"mira,x,y,z,1\r\n`,
      /broken\.csv is no CSV.*quotation mark is not closed in the row that begins at line 2/,
    ],
    ["nothing in it", "", /is empty/],
  ])("are refused whole where the file has %s", async (_, content, why) => {
    await writeFile(join(folder, "broken.csv"), content);
    const before = await flow.database.db.importBatch.count();

    const { code, complaints } = await bring("broken.csv");

    expect(code).toBe(2);
    expect(complaints).toMatch(why);
    expect(await flow.database.db.importBatch.count()).toBe(before);
  });
});

describe("a list of who was in the room", () => {
  const flow = useFlow({ enforcement: TWO_PEOPLE });
  let folder: string;
  const run = (...args: readonly string[]) => runCliOn(flow, args, folder);

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "training-gate-"));
    const people = ["E1,Mira Novak,mira", "E4,Fin Laurent,"];
    await writeFile(join(folder, "hris.csv"), `key,name,github_login\r\n${people.join("\r\n")}\r\n`);
    await run("roster", "import", "hris.csv", "--source", "hris", "--by", "sam");
    const rows = [
      `E1,Mira Novak,${COURSE},${dayIn(-3)},${dayIn(-3)}`,
      `E4,Fin Laurent,${COURSE},${dayIn(-3)},${dayIn(-3)}`,
      `E4,Fin Laurent,security-awareness,${dayIn(-3)},`,
      `E9,Nobody,${COURSE},${dayIn(-3)},${dayIn(-3)}`,
    ];
    await writeFile(join(folder, "list.csv"), `key,name,course,date,signed\r\n${rows.join("\r\n")}\r\n`);
  });

  it("names people by the roster, whether or not they have an account, and takes nobody who has not signed", async () => {
    const { told, complaints } = await run(
      ...["completions", "import", "list.csv", "--map", "classroom", "--requested-by", "sam"],
    );

    expect(told).toMatch(/new: 2 \(people: 2\)/);
    expect(told).toMatch(/no account/);
    expect(complaints).toContain("line 4: has not signed the list");
    expect(complaints).toContain('line 5: the roster (hris) has nobody by the key "E9": import it first');
  });

  it("counts once a second person approves it, since everybody on it has signed", async () => {
    const { id } = await flow.database.db.importBatch.findFirstOrThrow();
    const approved = await run("completions", "import", "--approve", id, "--approved-by", "leo");
    expect(approved).toMatchObject({ code: 0, complaints: "" });
    await flow.settled();

    const completions = await flow.database.db.completion.findMany({ include: { attestation: true } });
    expect(completions.map(({ method, attestation }) => [method, attestation?.typedName]).sort()).toEqual([
      ["classroom", "Fin Laurent"],
      ["classroom", "Mira Novak"],
    ]);
    const signed = await entriesOf(flow, "attestation.signed");
    const { fileSha256 } = await flow.database.db.importBatch.findFirstOrThrow();
    expect(signed.map(({ attestation }) => attestation)).toEqual([
      expect.objectContaining({ sheet_sha256: fileSha256 }),
      expect.objectContaining({ sheet_sha256: fileSha256 }),
    ]);
  });

  it("opens the gate for who has an account", async () => {
    const pull = flow.github.actions.openPullRequest({ as: "mira", repository: "acme/payments-api", commits: [{}] });
    await flow.settled();

    expect(runOn(flow, pull)?.conclusion).toBe("success");
  });
});
