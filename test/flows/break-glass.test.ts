import { beforeAll, describe, expect, it } from "vitest";
import type { PullRequest } from "../sandbox/github/state.ts";
import { entriesOf, runOn as runCliOn, signedIn, TWO_PEOPLE } from "../support/office.ts";
import { runOn, useFlow } from "../support/use-flow.ts";

const repository = "acme/payments-api";

describe("break-glass", () => {
  const flow = useFlow({ enforcement: TWO_PEOPLE });
  const open = (as: string) => flow.github.actions.openPullRequest({ as, repository, commits: [{}] });
  const use = ({ number }: PullRequest, more: readonly string[] = []) =>
    runCliOn(flow, [
      ...["break-glass", "use", `${repository}#${number}`, "--reason", "payments are down"],
      ...["--requested-by", "sam", "--approved-by", "leo", ...more],
    ]);
  const listed = async () => {
    const { told } = await runCliOn(flow, ["break-glass", "list", "--all", "--json"]);
    return JSON.parse(told) as { id: string; state: string; awaitsReview: boolean; pull: string }[];
  };
  const useOf = async ({ number }: PullRequest) => {
    const found = (await listed()).find(({ pull }) => pull === `${repository}#${number}`);
    if (!found) throw new Error("There is no such use");
    return found;
  };
  const opened = async (as: string) => {
    const pull = open(as);
    await flow.settled();
    return pull;
  };

  it("lets one commit through with one write, says so in plain words, and calls nobody trained", async () => {
    const pull = await opened("mira");
    expect(runOn(flow, pull)?.conclusion).toBe("action_required");

    const asked = await flow.requestsOf(() => use(pull));

    expect(asked).toEqual({ read: 0, write: 1, token: 0 });
    const run = runOn(flow, pull);
    expect(run?.conclusion).toBe("success");
    expect(run?.output.title).toBe("Allowed by break-glass, to be reviewed");
    expect(run?.output.summary).toContain("Two administrators let this commit through until");
    expect(run?.output.summary).toContain("| @mira (author) | OWASP Top 10:2025");
    const [decided] = (await entriesOf(flow, "gate.decided")).slice(-1);
    expect(decided).toMatchObject({
      decision: {
        outcome: "allow",
        break_glass: { instead_of: "withhold" },
        people: [{ outcome: "withhold", missing: [{ why: "never" }] }],
      },
    });
  });

  it("ends with the next push", async () => {
    const pull = await opened("mira");
    await use(pull);
    await flow.settled();

    flow.github.actions.push({ as: "mira", repository, branch: pull.headRef, commits: [{}] });
    await flow.settled();

    expect(runOn(flow, pull)?.conclusion).toBe("action_required");
  });

  it("ends when its time is over, and when somebody ends it", async () => {
    const [timed, ended] = [await opened("mira"), await opened("mira")];
    await use(timed);
    await use(ended);
    await flow.settled();
    const { id } = await useOf(timed);
    await flow.database.db.breakGlass.update({ where: { id }, data: { endsAt: new Date(Date.now() + 1_000) } });
    flow.github.actions.rerequestCheckRun({ as: "mira", repository, number: timed.number });

    await runCliOn(flow, ["break-glass", "end", (await useOf(ended)).id, "--reason", "payments are up"]);

    for (const pull of [timed, ended])
      await flow.until("its end", () => (runOn(flow, pull)?.conclusion === "action_required" ? true : undefined));
    expect((await useOf(timed)).state).toBe("over");
    expect((await useOf(ended)).state).toBe("revoked");
  });

  it("is no word for the commits: brought to another branch, they ask again", async () => {
    const { actions } = flow.github;
    const pull = await opened("mira");
    await use(pull);
    await flow.settled();
    actions.mergePullRequest({ as: "sam", repository, number: pull.number });
    await flow.settled();
    const { id } = flow.github.state.repositories.get(pull.repositoryId) ?? {};

    expect(
      await flow.database.db.mergedCommit.count({ where: { repositoryId: BigInt(id ?? 0), number: pull.number } }),
    ).toBe(0);
    const [merged] = (await entriesOf(flow, "merge.observed")).slice(-1);
    expect(merged).toMatchObject({ decision: { outcome: "allow", break_glass: true } });
  });

  it("holds in a merge queue too, and the merge is known as one by break-glass", async () => {
    const { actions, deliveries } = flow.github;
    const queue = "acme/legacy-crm";
    actions.requireCheck({ as: "sam", repository: queue });
    actions.enableMergeQueue({ as: "sam", repository: queue, strategy: "ALLGREEN" });
    const pull = actions.openPullRequest({ as: "mira", repository: queue, commits: [{}] });
    await flow.settled();
    await runCliOn(flow, [
      ...["break-glass", "use", `${queue}#${pull.number}`, "--reason", "payments are down"],
      ...["--requested-by", "sam", "--approved-by", "leo"],
    ]);
    await flow.settled();

    const { group } = actions.enqueue({ as: "sam", repository: queue, number: pull.number });
    await deliveries.idle();
    await flow.settled();

    expect(flow.github.checkRuns(queue, group.headSha).map(({ conclusion }) => conclusion)).toEqual(["success"]);
    expect(pull.mergedAt).not.toBeNull();
    const [merged] = (await entriesOf(flow, "merge.observed")).slice(-1);
    expect(merged).toMatchObject({ decision: { break_glass: true } });
  });

  it.each([
    ["one person says both", ["--approved-by", "sam"], /Who asked cannot approve/],
    ["who agrees is no admin", ["--approved-by", "ada"], /ada does not hold the role/],
    ["who asks is no admin", ["--requested-by", "ada"], /ada does not hold the role/],
    ["it lasts longer than a day", ["--hours", "25"], /1 to 24/],
  ])("is refused where %s", async (_, change, why) => {
    const pull = await opened("jo");

    const { code, complaints } = await use(pull, change);

    expect(code).toBe(1);
    expect(complaints).toMatch(why);
    expect(runOn(flow, pull)?.conclusion).toBe("action_required");
  });

  it("is refused to the author of the pull request, who would let their own commit through", async () => {
    const pull = flow.github.actions.openPullRequest({ as: "sam", repository: "acme/infra", commits: [{}] });
    await flow.settled();

    const { complaints } = await runCliOn(flow, [
      ...["break-glass", "use", `acme/infra#${pull.number}`, "--reason", "mine"],
      ...["--requested-by", "leo", "--approved-by", "sam"],
    ]);

    expect(complaints).toMatch(/Whom it is for cannot approve/);
  });

  describe("by the pages", () => {
    let pull: PullRequest;
    let id: string;

    beforeAll(async () => {
      pull = await opened("jo");
      const sam = await signedIn(flow, "sam");
      await sam.get(`${flow.app.url}/admin/break-glass`);
      const page = await sam.submit("/admin/break-glass", {
        pull: `${repository}#${pull.number}`,
        hours: "2",
        reason: "payments are down",
      });
      expect(page.status).toBe(200);
      ({ id } = await useOf(pull));
    });

    it("waits for a second administrator", async () => {
      expect((await useOf(pull)).state).toBe("pending");
      expect(runOn(flow, pull)?.conclusion).toBe("action_required");
      const ada = await signedIn(flow, "ada");
      const { html } = await ada.get(`${flow.app.url}/admin/break-glass`);
      expect(html).toContain(`${repository}#${pull.number}`);
      expect(html).not.toContain(`${id}/approve`);
    });

    it("opens with the second one's word, and is then on the list of what is to be reviewed", async () => {
      const leo = await signedIn(flow, "leo");
      await leo.get(`${flow.app.url}/admin/break-glass`);

      const page = await leo.submit(`/admin/break-glass/${id}/approve`);
      await flow.settled();

      expect(page.html).toContain("To be reviewed");
      expect(page.html).not.toContain(`${id}/review`);
      expect(runOn(flow, pull)?.conclusion).toBe("success");
      expect((await leo.get(`${flow.app.url}/admin`)).html).toMatch(/\d+ wait|1 waits/);
    });

    it("is reviewed by a third person only", async () => {
      for (const login of ["sam", "leo"]) {
        const { complaints } = await runCliOn(flow, ["break-glass", "review", id, "--by", login, "--note", "fine"]);
        expect(complaints).toMatch(/Whoever let it through cannot review it/);
      }
      const ada = await signedIn(flow, "ada");
      await ada.get(`${flow.app.url}/admin/break-glass`);

      const page = await ada.submit(`/admin/break-glass/${id}/review`, {
        note: "The fix was right; jo trains on Monday",
      });
      await flow.settled();

      expect(page.status).toBe(200);
      expect((await useOf(pull)).awaitsReview).toBe(false);
      const [entry] = await entriesOf(flow, "break_glass.reviewed");
      expect(entry).toMatchObject({ break_glass_id: id, note_commitment: expect.stringMatching(/^sha256:/) });
      expect(JSON.stringify(entry)).not.toContain("Monday");
    });

    it("cannot be approved for a commit that is there no more", async () => {
      const other = await opened("jo");
      const sam = await signedIn(flow, "sam");
      await sam.get(`${flow.app.url}/admin/break-glass`);
      await sam.submit("/admin/break-glass", { pull: `${repository}#${other.number}`, hours: "1", reason: "urgent" });
      flow.github.actions.push({ as: "jo", repository, branch: other.headRef, commits: [{}] });
      await flow.settled();
      const leo = await signedIn(flow, "leo");
      await leo.get(`${flow.app.url}/admin/break-glass`);

      const page = await leo.submit(`/admin/break-glass/${(await useOf(other)).id}/approve`);

      expect(page.status).toBe(200);
      expect(page.html).toContain("Somebody has pushed to the pull request since");
    });
  });
});
