import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { dayIn, entriesOf, runOn as runCliOn, signedIn, TWO_PEOPLE } from "../support/office.ts";
import { useFlow } from "../support/use-flow.ts";

const HEADING = "key,name,email,github_login,role,department,manager,start,end";
const MIRA = "E1,Mira Novak,mira@acme.example,mira,engineer,Payments,E3,2024-03-01,";
const JO = "E2,Jo Adeyemi,JO@acme.example,,engineer,Payments,E3,2025-01-15,";
const SAM = "E3,Sam Okafor,sam@acme.example,@sam,lead,Platform,,2021-06-01,";
/** Nobody at GitHub. */
const FIN = "E4,Fin Laurent,fin@acme.example,,finance,Accounts,E3,2022-02-01,";

describe("a roster", () => {
  const flow = useFlow({ enforcement: TWO_PEOPLE });
  let folder: string;
  const save = (name: string, rows: readonly string[], heading = HEADING) =>
    writeFile(join(folder, name), `\ufeff${[heading, ...rows].join("\r\n")}\r\n`);
  const run = (...args: readonly string[]) => runCliOn(flow, args, folder);
  const bring = (file: string, ...more: readonly string[]) =>
    run("roster", "import", file, "--source", "hris", "--by", "sam", ...more);
  const members = () => flow.database.db.rosterMember.findMany({ orderBy: [{ source: "asc" }, { key: "asc" }] });
  const personOf = async (login: string) =>
    (await flow.database.db.account.findFirstOrThrow({ where: { login } })).personId;
  const logged = () => entriesOf(flow, "roster.imported", "person.added", "person.changed", "person.ended");

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "training-gate-roster-"));
    await save("hris.csv", [MIRA, JO, SAM, FIN]);
  });
  afterAll(() => rm(folder, { recursive: true }));

  it("is looked at first, and nothing is kept of it", async () => {
    await save("bad.csv", [
      MIRA,
      "E5,,eve@acme.example,,engineer,,,2024-01-01,",
      "E6,Ian,ian@acme.example,,engineer,,,03/04/2026,",
      ",Nobody,x@acme.example,,,,,,",
      "E7,Kim,kim,,,,,,",
      "E8,Lu,lu@acme.example,,,,,2025-01-01,2024-01-01",
      "E9,Max,max@acme.example",
      "E10,Ann,ann@acme.example,,,,,,",
      "E10,Ann,ann@acme.example,,lead,,,,",
    ]);

    const { code, told, complaints } = await bring("bad.csv", "--dry-run");

    expect(code).toBe(1);
    expect(told).toContain("added: 1 · changed: 0 · ended: 0 · unchanged: 0 · rejected: 8");
    expect(complaints.split("\n").filter((line) => line.startsWith("line"))).toEqual([
      "line 3: says no name",
      'line 4: "03/04/2026" is not a day written as YYYY-MM-DD: say how days are written (--date-format)',
      "line 5: says no key: nobody knows whom it is about",
      'line 6: "kim" is no e-mail address',
      "line 7: ends on 2024-01-01, before it begins on 2025-01-01",
      "line 8: has 3 columns, and the heading 9",
      "line 9: the same key stands on lines 9, 10",
      "line 10: the same key stands on lines 9, 10",
    ]);
    expect(await flow.database.db.rosterSnapshot.count()).toBe(0);
    expect(await flow.database.db.rosterLine.count()).toBe(0);
  });

  it("is brought by an administrator alone", async () => {
    const { code, complaints } = await run("roster", "import", "hris.csv", "--source", "hris", "--by", "ada");

    expect(code).toBe(1);
    expect(complaints).toContain("ada does not hold the role");
    expect(await members()).toEqual([]);
  });

  it("makes people of its lines, and joins those whose account it names with the people that are known by it", async () => {
    const mira = await personOf("mira");

    const { code, told } = await bring("hris.csv");
    await flow.settled();

    expect(code).toBe(0);
    expect(told).toContain("added: 4");
    expect(await members()).toMatchObject([
      { key: "E1", personId: mira, linkedBy: "login" },
      { key: "E2", linkedBy: null },
      { key: "E3", personId: await personOf("sam"), linkedBy: "login" },
      { key: "E4", linkedBy: null },
    ]);
    const linked = await entriesOf(flow, "identity.linked");
    expect(linked).toMatchObject([
      { subject: mira, linked_by: "login" },
      { subject: await personOf("sam"), linked_by: "login" },
    ]);
    // Whom the log had called by another id until then.
    const added = (await logged()).filter(({ type }) => type === "person.added");
    expect(added.map(({ subject }) => subject)).toContain(
      (linked[0] as { merged: { subject: string } }).merged.subject,
    );
  });

  it("says nothing in the log that names anybody", async () => {
    const text = JSON.stringify([...(await logged()), ...(await entriesOf(flow, "identity.linked"))]);

    expect(text).not.toMatch(/acme\.example|Novak|engineer|finance|Accounts|"E1"/);
    expect(await entriesOf(flow, "roster.imported")).toMatchObject([
      { roster: "hris", counts: { rows: 4, rejected: 0, added: 4, changed: 0, ended: 0, unchanged: 0 } },
    ]);
  });

  it("changes nothing when the same file comes again", async () => {
    const before = { log: await logged(), members: await members(), snapshots: await snapshots() };

    const { code, told } = await bring("hris.csv");
    await flow.settled();

    expect(code).toBe(0);
    expect(told).toContain("unchanged: 4");
    expect({ log: await logged(), members: await members(), snapshots: await snapshots() }).toEqual(before);
  });

  it("knows by their verified address who had no account when the file came", async () => {
    await signedIn(flow, "jo");
    await flow.settled();

    expect((await members())[1]).toMatchObject({ key: "E2", personId: await personOf("jo"), linkedBy: "email" });
  });

  it("takes a rejected line once it is mended, by itself, and ends nobody by it", async () => {
    await save("more.csv", [MIRA, JO, SAM, FIN, "E5,Ines Moreau,ines@acme.example,,design,,,1/2/2026,"]);
    expect((await bring("more.csv")).code).toBe(1);
    const rejects = await readFile(join(folder, "more.csv.rejected.csv"), "utf8");
    expect(rejects.split("\r\n")[0]).toBe(`line,reason,${HEADING}`);
    await writeFile(join(folder, "mended.csv"), rejects.replaceAll("1/2/2026", "2026-02-01"));

    const { code, told } = await bring("mended.csv");

    expect(code).toBe(0);
    expect(told).toContain("added: 1 · changed: 0 · ended: 0 · unchanged: 0 · rejected: 0");
    expect((await members()).filter(({ endedAt }) => endedAt === null)).toHaveLength(5);
  });

  it("is refused where it loses more people than one file may, unless somebody says that it is right", async () => {
    await save("small.csv", [MIRA, JO]);

    const { code, complaints } = await bring("small.csv");

    expect(code).toBe(1);
    expect(complaints).toMatch(/does not name 3 of the 5 people.*one file may lose 10%/);
    expect((await members()).every(({ endedAt }) => endedAt === null)).toBe(true);

    expect((await bring("small.csv", "--confirm-shrink")).code).toBe(0);
    await flow.settled();
    expect((await members()).filter(({ endedAt }) => endedAt !== null).map(({ key }) => key)).toEqual([
      "E3",
      "E4",
      "E5",
    ]);
    expect((await entriesOf(flow, "roster.imported")).at(-1)).toMatchObject({
      shrink_confirmed: true,
      counts: { ended: 3 },
    });
    expect((await entriesOf(flow, "person.ended")).map(({ why }) => why)).toEqual([
      "not-named",
      "not-named",
      "not-named",
    ]);
  });

  it("takes somebody back who is named again", async () => {
    expect((await bring("more.csv", "--partial")).code).toBe(1);
    await flow.settled();

    expect((await members()).filter(({ endedAt }) => endedAt !== null).map(({ key }) => key)).toEqual(["E5"]);
    expect(
      (await flow.database.db.person.findUniqueOrThrow({ where: { id: (await personOf("sam")) ?? "" } })).endedAt,
    ).toBeNull();
  });

  it("keeps its sources apart, and knows one human in two of them by their address", async () => {
    await save("agency.csv", ["C9,Fin Laurent,fin@acme.example,,finance,,,2022-02-01,"]);
    expect((await run("roster", "import", "agency.csv", "--source", "contractor", "--by", "leo")).code).toBe(0);

    const all = await members();
    const [contractor] = all.filter(({ source }) => source === "contractor");
    expect(contractor?.personId).toBe(all.find(({ key }) => key === "E4")?.personId);
  });

  it("leaves it to an administrator whose line it is where two claim one account", async () => {
    await save("two.csv", [
      "S1,Ada One,,ada,,,,,",
      "S2,Ada Two,,ada,,,,,",
      "S3,Two at once,leo@acme.example,noor,,,,,",
    ]);
    await signedIn(flow, "leo");
    expect((await run("roster", "import", "two.csv", "--source", "supplier", "--by", "leo")).code).toBe(0);
    const { told } = await run("roster", "list", "--show", "conflicts");
    expect(told).toMatch(/S1 .*@ada/);
    expect(told).toMatch(/S2 .*@ada/);
    expect((await members()).filter(({ source }) => source === "supplier").map(({ linkedBy }) => linkedBy)).toEqual([
      null,
      null,
      null,
    ]);

    const link = ["person", "link", "--login", "ada", "--roster", "S1", "--source", "supplier", "--by", "leo"];
    expect((await run(...link)).code).toBe(0);

    expect((await members()).find(({ key }) => key === "S1")).toMatchObject({
      personId: await personOf("ada"),
      linkedBy: "admin",
    });
    expect((await run("person", "unlink", "--roster", "S1", "--source", "supplier", "--by", "leo")).code).toBe(0);
    await flow.sweep();
    expect((await members()).find(({ key }) => key === "S1")).toMatchObject({ linkedBy: "nobody" });
    // The other one is the only one to claim it now.
    expect((await members()).find(({ key }) => key === "S2")).toMatchObject({
      personId: await personOf("ada"),
      linkedBy: "login",
    });
    await flow.settled();
    expect(await entriesOf(flow, "identity.unlinked")).toHaveLength(1);
  });

  it("asks the organisation's identity provider who somebody is whom nothing else tells", async () => {
    const { organizations, users } = flow.github.state;
    const [acme] = organizations.values();
    const ada = [...users.values()].find(({ login }) => login === "ada");
    const known = { guid: "5d1f", nameId: "A.BERG@corp.example", emails: [] };
    Object.assign(acme ?? {}, {
      identities: [
        { ...known, userId: ada?.id ?? null },
        { ...known, guid: "9a", userId: null },
      ],
    });
    await save("ada.csv", ["C1,Ada Berg,a.berg@corp.example,,,,,,"]);
    expect((await run("roster", "import", "ada.csv", "--source", "contractor", "--partial", "--by", "leo")).code).toBe(
      0,
    );
    expect((await members()).find(({ key }) => key === "C1")).toMatchObject({ linkedBy: null });

    await flow.sweep();

    expect((await members()).find(({ key }) => key === "C1")).toMatchObject({
      personId: await personOf("ada"),
      linkedBy: "saml",
    });
  });

  it("tells who has access at GitHub and stands in no source", async () => {
    const { told } = await run("roster", "list", "--show", "unknown", "--json");

    const logins = (JSON.parse(told) as { login: string }[]).map(({ login }) => login);
    expect(logins).toContain("leo");
    expect(logins).not.toContain("mira");
  });

  it("is shown to who runs or audits the app, with a search, and as CSV", async () => {
    const leo = await signedIn(flow, "leo");
    const all = await leo.get(`${flow.app.url}/admin/roster`);
    const found = await leo.get(`${flow.app.url}/admin/roster?search=Mira`);
    const csv = await leo.get(`${flow.app.url}/admin/roster.csv?show=all`);
    const unknown = await leo.get(`${flow.app.url}/admin/roster?show=unknown`);

    expect(all.html).toContain("Jo Adeyemi");
    expect(all.html).toMatch(/Employees: last file taken over on/);
    expect(found.html).toContain("Mira Novak");
    expect(found.html).not.toContain("Jo Adeyemi");
    expect(csv.html).toMatch(/^source,key,name,email,.*\r\n/);
    expect(csv.html).toMatch(/\r\nhris,E1,Mira Novak,mira@acme\.example,/);
    expect(unknown.html).toContain("On no roster");
    const ada = await signedIn(flow, "ada");
    expect((await ada.get(`${flow.app.url}/admin/roster.csv`)).status).toBe(404);
  });

  it.each([
    [
      "no heading that is known",
      "who,when\r\na,b\r\n",
      /its headings are none that are known here \(bamboohr, generic\)/,
    ],
    ["no UTF-8", Buffer.from([...Buffer.from(`${HEADING}\n`), 0xff, 0xfe, 0x41]), /is not UTF-8/],
    [
      "a quote that is never closed",
      `${HEADING}\r\n"E1,x,y\r\n`,
      /broken\.csv is no CSV.*quotation mark is not closed in the row that begins at line 2/,
    ],
    ["nothing in it", "", /is empty/],
  ])("is refused whole where the file has %s", async (_, content, why) => {
    await writeFile(join(folder, "broken.csv"), content);
    const before = await snapshots();

    const { code, complaints } = await bring("broken.csv");

    expect(code).toBe(2);
    expect(complaints).toMatch(why);
    expect(await snapshots()).toEqual(before);
  });

  it("ends a person when the last day that was told before is over", async () => {
    await save("leaving.csv", [`${MIRA}${dayIn(0)}`]);
    expect((await bring("leaving.csv", "--partial")).code).toBe(0);
    const mira = (await personOf("mira")) ?? "";
    expect((await members()).find(({ key }) => key === "E1")).toMatchObject({ endedAt: null });
    const yesterday = new Date(`${dayIn(-1)}T00:00:00Z`);
    await flow.database.db.rosterVersion.updateMany({
      where: { recordedTo: null, member: { key: "E1" } },
      data: { endsOn: yesterday },
    });

    await flow.sweep();

    const ended = new Date(`${dayIn(0)}T00:00:00Z`);
    expect(await flow.database.db.person.findUniqueOrThrow({ where: { id: mira } })).toMatchObject({ endedAt: ended });
    expect((await entriesOf(flow, "person.ended")).at(-1)).toMatchObject({
      subject: mira,
      why: "last-day",
      ended_at: ended.toISOString(),
    });
  });

  function snapshots() {
    return flow.database.db.rosterSnapshot.findMany({ orderBy: { requestedAt: "asc" } });
  }
});
