import { readFile } from "node:fs/promises";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { launchBrowser } from "../support/browser.ts";
import { createLooks, type Looks } from "../support/looks.ts";
import { TWO_PEOPLE } from "../support/office.ts";
import { useFlow } from "../support/use-flow.ts";

const HEADING = "key,name,email,github_login,role,start";
const GOOD = [
  "E1,Mira Novak,mira@acme.example,mira,engineer,2024-03-01",
  "E2,Jo Adeyemi,jo@acme.example,jo,engineer,2025-01-15",
  "E3,Fin Laurent,fin@acme.example,,finance,2022-02-01",
];
const csv = (rows: readonly string[], heading = HEADING) => Buffer.from(`${[heading, ...rows].join("\r\n")}\r\n`);

describe("a roster's file, sent by a form", () => {
  const flow = useFlow({ enforcement: TWO_PEOPLE });
  let browser: Browser;
  let page: Page;
  let looks: Looks;

  const open = async (login: string) => {
    const context = await browser.newContext({ baseURL: flow.app.url, javaScriptEnabled: false });
    const opened = await context.newPage();
    await opened.goto(`${flow.github.url}/sign-in-as/${login}`);
    return opened;
  };
  const send = async (rows: readonly string[], heading?: string) => {
    await page.goto("/admin/roster/files");
    await page.selectOption("#source", "hris");
    await page.setInputFiles("#file", { name: "hris.csv", mimeType: "text/csv", buffer: csv(rows, heading) });
    await page.getByRole("button", { name: "See what it would do" }).click();
  };
  const takeOver = async () => {
    await page.getByRole("button", { name: "Take it over" }).click();
    await flow.settled();
    await page.reload();
  };
  const said = () => page.locator("main").innerText();
  const names = async () => (await flow.database.db.rosterMember.findMany({ orderBy: { key: "asc" } })).map(toName);
  const toName = ({ key, endedAt }: { key: string; endedAt: Date | null }) => (endedAt ? `(${key})` : key);

  beforeAll(async () => {
    browser = await launchBrowser();
    looks = await createLooks(browser);
    page = await open("sam");
  });
  afterAll(() => browser.close());

  it("says what is wrong with it, and keeps what else was put in", async () => {
    await send(["a,b"], "one,two");

    expect(await said()).toContain("its headings are none that are known here");
    expect(await page.locator("#source").inputValue()).toBe("hris");
    await looks.at("roster-file-refused", page);
  });

  it("shows what it would do before anything is done, and which lines cannot be used", async () => {
    await send([...GOOD, "E4,,eve@acme.example,,,", "E5,Ian,ian@acme.example,,,03/04/2026"]);

    expect(await said()).toContain("3 added · 0 changed · 0 gone · 0 as before");
    expect(await said()).toContain("2 lines cannot be used");
    expect(await said()).toMatch(/5\s+says no name/);
    expect(await names()).toEqual([]);
    await looks.at("roster-file", page);
  });

  it("gives the lines that cannot be used as a file that can be mended", async () => {
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("link", { name: "Download the rejected lines" }).click(),
    ]);

    const text = await readFile(await download.path(), "utf8");
    expect(text.split("\r\n").slice(0, 2)).toEqual([
      `line,reason,${HEADING}`,
      "5,says no name,E4,,eve@acme.example,,,",
    ]);
  });

  it("is taken over by a job, and says so when that is done", async () => {
    await takeOver();

    expect(await said()).toContain("Taken over on");
    expect(await names()).toEqual(["E1", "E2", "E3"]);
  });

  it("takes the mended lines by themselves, and ends nobody by them", async () => {
    await send(["5,says no name,E4,Eve Hart,eve@acme.example,,,"], `line,reason,${HEADING}`);
    await takeOver();

    expect(await names()).toEqual(["E1", "E2", "E3", "E4"]);
  });

  it("stands among the files that were sent, to be found and downloaded", async () => {
    await page.goto("/admin/roster/files");
    await looks.at("roster-send", page);
    expect(await page.locator("#files ~ ul > li").count()).toBe(2);
    expect(await said()).toContain("Sent by @sam, taken over on");

    await page.getByLabel("Source, login of who sent it, or SHA-256").fill("sam");
    await page.getByRole("button", { name: "Search" }).click();
    expect(await page.locator("#files ~ ul > li").count()).toBe(2);
    await page.getByRole("link", { name: "Waits" }).click();
    expect(await said()).toContain("Nothing is found with that.");

    await page.goto("/admin/roster/files?search=hris&show=applied");
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("link", { name: "Download as CSV" }).click(),
    ]);
    const [heading, ...rows] = (await readFile(await download.path(), "utf8")).trimEnd().split("\r\n");
    expect(heading).toMatch(/^file,source,part,file_sha256,sent_at,sent_by,taken_over_at,rows,rejected,added/);
    expect(rows.map((row) => row.split(",").slice(7).join(","))).toEqual(["1,0,1,0,0,0", "3,2,3,0,0,0"]);
  });

  it("asks before it lets more people go than one file may lose", async () => {
    await send(GOOD.slice(0, 1));
    expect(await said()).toContain("3 of the 4 people whom this source names now are not in the file");
    await page.getByRole("button", { name: "Take it over" }).click();
    expect(await said()).toContain("If that is right, say so");
    expect(await names()).toEqual(["E1", "E2", "E3", "E4"]);
    await looks.at("roster-file-shrinks", page);

    await page.getByLabel("It is right that the file names so many fewer people").check();
    await takeOver();

    expect(await names()).toEqual(["E1", "(E2)", "(E3)", "(E4)"]);
  });

  it("shows the roster with all that", async () => {
    await page.goto("/admin/roster?show=ended");

    expect(await said()).toContain("Jo Adeyemi");
    await looks.at("roster", page);
  });

  it("is not there for who is no administrator", async () => {
    const other = await open("mira");

    expect((await other.goto("/admin/roster/files"))?.status()).toBe(404);
  });

  it("has no serious problem of accessibility on any of these pages", () => {
    expect(looks.problems).toEqual([]);
  });
});
