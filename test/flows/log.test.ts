import { createHash } from "node:crypto";
import { beforeAll, describe, expect, it } from "vitest";
import { EntryDraft } from "../../src/gatelog/entry.ts";
import { train, useFlow } from "../support/use-flow.ts";

const repository = "acme/payments-api";

interface Entry {
  readonly seq: number;
  readonly type: string;
  readonly body: string;
  readonly leafHash: Buffer;
  readonly recordedAt: Date;
}

describe("the gate log after a working day", () => {
  const flow = useFlow();
  let entries: readonly Entry[] = [];
  let made: Readonly<Record<"decisions" | "merges" | "attempts" | "signatures", number>>;

  beforeAll(async () => {
    await aWorkingDay();
    const { db } = flow.database;
    const rows = await db.logEntry.findMany({ orderBy: { seq: "asc" } });
    entries = rows.map((row) => ({ ...row, seq: Number(row.seq), leafHash: Buffer.from(row.leafHash) }));
    made = {
      decisions: await db.decision.count(),
      merges: [...flow.github.state.repositories.values()]
        .flatMap(({ pulls }) => [...pulls.values()])
        .filter(({ mergedAt }) => mergedAt).length,
      attempts: await db.attempt.count({ where: { gradedAt: { not: null } } }),
      signatures: await db.attestation.count(),
    };
  });

  async function aWorkingDay() {
    const { actions } = flow.github;
    const pull = actions.openPullRequest({
      as: "mira",
      repository,
      commits: [{}, { author: "noor" }, { name: "Old Laptop", email: "dev@old-laptop.example" }],
    });
    const second = actions.openPullRequest({ as: "jo", repository, commits: [{ coAuthors: ["ada", "Copilot"] }] });
    await flow.settled();
    actions.rerequestCheckRun({ as: "mira", repository, number: pull.number });
    actions.addMember({ as: "sam", user: "audrey", teams: ["payments"] });
    actions.removeMember({ as: "sam", user: "leo" });
    actions.giveTeamRepository({ as: "sam", team: "frontend", repository: "infra", role: "admin" });
    actions.setCollaborator({ as: "sam", repository, user: "noor", role: "read" });
    await flow.settled();
    await train(flow, "mira");
    actions.mergePullRequest({ as: "sam", repository, number: second.number });
    const file = { as: "sam", repository: "acme/.github", path: ".github/app.yml" };
    actions.commitFile({ ...file, content: "enforcement: { mode: blokc }\n" });
    await flow.settled();
    actions.commitFile({ ...file, content: "enforcement: { mode: flag }\n" });
    await flow.settled();
    actions.suspendApp({ as: "sam" });
    actions.unsuspendApp({ as: "sam" });
    await flow.settled();
  }

  const ofType = (type: string) =>
    entries.filter((entry) => entry.type === type).map(({ body }) => JSON.parse(body) as Record<string, unknown>);

  it("has no gap and never runs backwards", () => {
    expect(entries.length).toBeGreaterThan(20);
    expect(entries.map(({ seq }) => seq)).toEqual(entries.map((_, index) => index));
    const times = entries.map(({ recordedAt }) => recordedAt.getTime());
    expect(times).toEqual([...times].sort((a, b) => a - b));
  });

  it("holds leaves that hash as RFC 6962 says, each over the exact bytes of its entry", () => {
    for (const { body, leafHash } of entries) {
      const expected = createHash("sha256").update(Buffer.of(0)).update(body, "utf8").digest();
      expect(leafHash.equals(expected), body).toBe(true);
    }
  });

  it("holds entries of the format and nothing else, each in the place that it names", () => {
    for (const { body, seq, type, recordedAt } of entries) {
      const { v, epoch, seq: place, recorded_at, ...draft } = JSON.parse(body) as Record<string, unknown>;
      expect({ v, epoch, place, recorded_at }).toEqual({
        v: 1,
        epoch: 1,
        place: seq,
        recorded_at: recordedAt.toISOString(),
      });
      expect(EntryDraft.safeParse(draft), body).toMatchObject({ success: true, data: { type } });
    }
  });

  it("has an entry for each decision, in each of which the facts that were kept are committed to", async () => {
    const decided = ofType("gate.decided");
    expect(decided).toHaveLength(made.decisions);
    for (const { decision_id, facts_sha256 } of decided) {
      const row = await flow.database.db.decision.findUniqueOrThrow({ where: { id: String(decision_id) } });
      expect(row.factsSha256).toBe(facts_sha256);
    }
  });

  it("has an entry for each write of a check, naming the decision that it shows", () => {
    const writes = [...flow.github.requests].filter(
      ({ kind, route, status }) => kind === "write" && route.includes("check-runs") && status < 300,
    );
    const published = ofType("check.published");
    expect(published).toHaveLength(writes.length);
    const decisions = new Set(ofType("gate.decided").map(({ decision_id }) => decision_id));
    for (const { decision_id } of published) expect(decisions.has(decision_id)).toBe(true);
  });

  it("has an entry for everything else that happened", () => {
    expect(ofType("merge.observed")).toHaveLength(made.merges);
    expect(ofType("attempt.graded")).toHaveLength(made.attempts);
    expect(ofType("completion.recorded")).toHaveLength(made.signatures);
    expect(ofType("attestation.signed")).toHaveLength(made.signatures);
    // When the App came, and when it came back.
    expect(ofType("access.baseline")).toHaveLength(2);
    expect(ofType("access.observed").length).toBeGreaterThanOrEqual(5);
    expect(ofType("policy.activated")).toHaveLength(2);
    expect(ofType("policy.rejected")).toHaveLength(1);
    expect(ofType("installation.changed").map(({ change }) => change)).toEqual(["suspend", "unsuspend"]);
  });

  it("names nobody: no login, name, address or GitHub id of an account, and no text of a commit", () => {
    const { users, commits } = flow.github.state;
    const people = [...users.values()];
    const words = [
      ...people.flatMap(({ name, emails }) => [name, ...emails.map(({ email }) => email)]),
      ...[...commits.values()].flatMap(({ author, message }) => [author.name, author.email, message]),
    ].filter((word) => word !== null && word !== "");
    const all = entries.map(({ body }) => body).join("\n");

    for (const word of words) expect(all).not.toContain(word);
    for (const { login } of people)
      expect(all).not.toMatch(new RegExp(`[^a-z0-9]${escapeRegExp(login)}[^a-z0-9]`, "i"));
    for (const { id } of people) expect(all).not.toMatch(new RegExp(`(?<![0-9a-f-])${id}(?![0-9a-f-])`));
  });

  it("does not name a head or a pull request by what GitHub calls it", () => {
    const all = entries.map(({ body }) => body).join("\n");

    for (const sha of flow.github.state.commits.keys()) expect(all).not.toContain(sha);
    for (const { resource } of [...ofType("gate.decided"), ...ofType("merge.observed")])
      expect((resource as { id: string }).id).toMatch(/^hmac:[0-9a-f]{64}$/);
  });
});

function escapeRegExp(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&");
}
