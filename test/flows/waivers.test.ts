import { createHash } from "node:crypto";
import { mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { createStores } from "../../src/db/stores.ts";
import { dayIn, entriesOf, runOn as runCliOn, signedIn, TWO_PEOPLE } from "../support/office.ts";
import { runOn, useFlow } from "../support/use-flow.ts";

const repository = "acme/payments-api";
const REASON = "The laptop of @mira is stolen, and she ships the fix from a borrowed one";

describe("a waiver", () => {
  const flow = useFlow({ enforcement: TWO_PEOPLE });
  const open = (as: string, name = repository) =>
    flow.github.actions.openPullRequest({ as, repository: name, commits: [{}] });
  const add = (person: string, more: readonly string[] = []) =>
    runCliOn(flow, [
      ...["waiver", "add", "--person", person, "--layer", "developer", "--until", dayIn(7), "--reason", REASON],
      ...["--requested-by", "sam", "--approved-by", "leo", ...more],
    ]);
  const idIn = (told: string) => /[0-9a-f-]{36}/.exec(told)?.[0] ?? "";

  describe("by the command line", () => {
    it("opens every pull request of the person at once, by one write each and without a read; its end closes them", async () => {
      const pulls = [open("mira"), open("mira", "acme/legacy-crm")];
      const other = open("jo");
      await flow.settled();
      expect(pulls.map((pull) => runOn(flow, pull)?.conclusion)).toEqual(["action_required", "action_required"]);

      let told = "";
      const granted = await flow.requestsOf(async () => {
        ({ told } = await add("mira"));
      });

      expect(granted).toEqual({ read: 0, write: 2, token: 0 });
      expect(pulls.map((pull) => runOn(flow, pull)?.conclusion)).toEqual(["success", "success"]);
      expect(runOn(flow, other)?.conclusion).toBe("action_required");
      expect(runOn(flow, pulls[0]!)?.output.summary).toMatch(
        /@mira \(author\) \| nothing: developer is waived until \d/,
      );

      const revoked = await flow.requestsOf(() =>
        runCliOn(flow, ["waiver", "revoke", idIn(told), "--reason", "found"]),
      );

      expect(revoked).toEqual({ read: 0, write: 2, token: 0 });
      expect(pulls.map((pull) => runOn(flow, pull)?.conclusion)).toEqual(["action_required", "action_required"]);
    });

    it("ends at its end by itself", async () => {
      const pull = open("ada");
      await flow.settled();
      const { told } = await add("ada");
      await flow.settled();
      expect(runOn(flow, pull)?.conclusion).toBe("success");
      const id = idIn(told);
      const soon = new Date(Date.now() + 1_500);
      await flow.database.db.waiver.update({ where: { id }, data: { endsAt: soon } });
      await flow.github.actions.rerequestCheckRun({ as: "ada", repository, number: pull.number });

      await flow.until("the waiver's end", () =>
        runOn(flow, pull)?.conclusion === "action_required" ? true : undefined,
      );

      expect(Date.now()).toBeGreaterThanOrEqual(soon.getTime());
      const { told: list } = await runCliOn(flow, ["waiver", "list", "--all", "--json"]);
      expect(JSON.parse(list)).toContainEqual(expect.objectContaining({ id, state: "over" }));
    });

    it("holds only in the repositories that it names", async () => {
      const [inside, outside] = [open("noor", "acme/web"), open("jo", "acme/legacy-crm")];
      await flow.settled();
      await add("noor", ["--repositories", "payments-*"]);
      await add("jo", ["--repositories", "legacy-*"]);
      await flow.settled();

      expect(runOn(flow, inside)?.conclusion).toBe("action_required");
      expect(runOn(flow, outside)?.conclusion).toBe("success");
    });

    it.each([
      ["who asks also agrees", ["--approved-by", "sam"], /Who asked cannot approve/],
      ["it is for who agrees", ["--person", "leo"], /Whom it is for cannot approve/],
      ["who agrees has not the role", ["--approved-by", "mira"], /mira does not hold the role/],
      ["it lasts too long", ["--until", dayIn(182)], /at most 180 days/],
      ["its last day is over", ["--until", dayIn(-1)], /over already/],
      ["it is for the past", ["--from", dayIn(-1)], /nothing can be waived for the past/],
      ["there is no such layer", ["--layer", "baker"], /no layer baker.*developer/],
      ["nobody has the login", ["--person", "nobody-at-all"], /not known here/],
      ["no reason is given", ["--reason", " "], /Say why/],
    ])("is refused where %s", async (_, change, why) => {
      const before = await flow.database.db.waiver.count();

      const { code, complaints } = await add("jo", change);

      expect(code).toBe(1);
      expect(complaints).toMatch(why);
      expect(await flow.database.db.waiver.count()).toBe(before);
    });

    it("lasts as long as the policy lets it", async () => {
      expect(await add("jo", ["--until", dayIn(180)])).toMatchObject({ code: 0 });
    });

    it("keeps of the document and the reason a digest in the log, and no word", async () => {
      const folder = await mkdtemp(join(tmpdir(), "training-gate-"));
      await writeFile(join(folder, "approval.pdf"), "signed");

      await add("jo", ["--document", join(folder, "approval.pdf")]);
      await flow.settled();

      const [entry] = (await entriesOf(flow, "waiver.granted")).slice(-1);
      expect(entry).toMatchObject({
        document_sha256: createHash("sha256").update("signed").digest("hex"),
        reason_commitment: expect.stringMatching(/^sha256:/),
      });
      expect(JSON.stringify(entry)).not.toMatch(/laptop|mira|signed/);
    });

    it("counts the decisions that rested on it, and none of somebody who is trained", async () => {
      const { told } = await runCliOn(flow, ["waiver", "list", "--all", "--json"]);

      const waivers = JSON.parse(told) as { person: string; state: string; uses: number }[];
      expect(waivers.find(({ person, state }) => person === "mira" && state === "revoked")?.uses).toBe(2);
      expect(waivers.find(({ person }) => person === "noor")?.uses).toBe(0);
    });
  });

  describe("by the pages", () => {
    let id: string;
    const path = () => `/admin/waivers/${id}`;

    beforeAll(async () => {
      const sam = await signedIn(flow, "sam");
      await sam.get(`${flow.app.url}/admin/waivers`);
      await sam.submit("/admin/waivers", {
        person: "@ada",
        layer: "developer",
        until: dayIn(30),
        reason: "Joins on Monday and trains on Friday",
      });
      expect(sam.page()).toMatchObject({ status: 200 });
      const waiting = await flow.database.db.waiver.findFirstOrThrow({ where: { approvedAt: null } });
      id = waiting.id;
    });

    it("acts on nothing until a second person agrees", async () => {
      const pull = open("ada", "acme/web");
      await flow.settled();

      expect(runOn(flow, pull)?.conclusion).toBe("action_required");
    });

    it("shows whoever asked no button", async () => {
      const sam = await signedIn(flow, "sam");
      const { html } = await sam.get(`${flow.app.url}/admin/waivers`);

      expect(html).toContain("another person has to approve it");
      expect(html).not.toContain(`action="${path()}/approve"`);
    });

    it("is refused to the one whom it is for", async () => {
      const ada = await signedIn(flow, "ada");
      await ada.get(`${flow.app.url}/admin/waivers`);

      const page = await ada.submit(`${path()}/approve`);

      expect(page.status).toBe(200);
      expect(page.html).toContain("Whom it is for cannot approve it");
    });

    it("is in force with the word of a second person, and the decision's page says why to whom it is for", async () => {
      const pull = open("ada", "acme/web");
      await flow.settled();
      const jo = await signedIn(flow, "jo");
      await jo.get(`${flow.app.url}/admin/waivers`);

      expect((await jo.submit(`${path()}/approve`)).status).toBe(200);
      await flow.settled();

      expect(runOn(flow, pull)?.conclusion).toBe("success");
      const ada = await signedIn(flow, "ada");
      const { html } = await ada.get(runOn(flow, pull)?.detailsUrl ?? "");
      expect(html).toContain("Joins on Monday and trains on Friday");
      const theirs = await jo.get(runOn(flow, pull)?.detailsUrl ?? "");
      expect(theirs.status).toBe(200);
      expect(theirs.html).not.toMatch(/Joins on Monday|waived/);
    });

    it("does not exist for who has no role", async () => {
      const mira = await signedIn(flow, "mira");

      for (const page of ["/admin", "/admin/waivers", "/admin/break-glass", "/admin/imports"])
        expect((await mira.get(`${flow.app.url}${page}`)).status).toBe(404);
    });

    it("is refused without the form's own token, whoever sends it", async () => {
      const jo = await signedIn(flow, "jo");
      await jo.get(`${flow.app.url}/admin/waivers`);

      const page = await jo.submit(`${path()}/end`, { form_token: "guessed", reason: "none" });

      expect(page.status).toBe(403);
      expect((await createStores(flow.database.db).waivers.find(id))?.endedAt).toBeNull();
    });

    it("keeps what was put in where something is wrong with it", async () => {
      const sam = await signedIn(flow, "sam");
      await sam.get(`${flow.app.url}/admin/waivers`);

      const page = await sam.submit("/admin/waivers", {
        person: "nobody-at-all",
        layer: "developer",
        until: dayIn(3),
        reason: "A long reason",
      });

      expect(page.status).toBe(422);
      expect(page.html).toContain("nobody-at-all is not known here");
      expect(page.html).toContain("A long reason</textarea>");
    });
  });

  it("tells the log who asked, who agreed and who ended it", async () => {
    const entries = await entriesOf(flow, "waiver.requested", "waiver.granted", "waiver.revoked");

    const [requested, granted] = entries;
    expect(requested).toMatchObject({ type: "waiver.requested", source: { kind: "cli" }, requirement: "developer" });
    expect(granted).toMatchObject({ type: "waiver.granted", waiver_id: requested?.waiver_id });
    expect(granted?.requested_by).not.toEqual(granted?.approved_by);
    expect(entries.find(({ type }) => type === "waiver.revoked")).toMatchObject({ waiver_id: requested?.waiver_id });
  });
});
