import { beforeAll, describe, expect, it } from "vitest";
import type { Prisma } from "../../src/db/generated/client.ts";
import { runBeside } from "../support/flow-cli.ts";
import { train, useFlow } from "../support/use-flow.ts";
import { APP } from "./rules/rules.ts";

const repository = "acme/payments-api";
const ENFORCEMENT = `
  mode: flag
  scopes:
    - { property: { soc2: in-scope }, mode: block }
  require:
    - { who: { access: any }, layers: [developer] }
    - { who: { opens: pull_request }, layers: [developer] }
`;

type Row = Awaited<ReturnType<typeof decisionsOf>>[number];

function decisionsOf(flow: ReturnType<typeof useFlow>) {
  return flow.database.db.decision.findMany({ orderBy: [{ decidedAt: "asc" }, { id: "asc" }] });
}

describe("replay", () => {
  const flow = useFlow({ enforcement: ENFORCEMENT, github: { app: APP } });
  const replay = (...args: readonly string[]) => runBeside(flow, ["replay", ...args]);
  let one: Row;

  beforeAll(async () => {
    const { actions } = flow.github;
    actions.defineProperty({ as: "sam", name: "soc2", standard: "out-of-scope" });
    actions.defineProperty({ as: "sam", name: "team", standard: "nobody" });
    actions.setProperty({ as: "sam", repository, name: "soc2", value: "in-scope" });
    await flow.settled();
    actions.openPullRequest({
      as: "mira",
      repository,
      commits: [{}, { author: "noor" }, { name: "Old Laptop", email: "dev@old-laptop.example" }],
    });
    const jos = actions.openPullRequest({ as: "jo", repository, commits: [{ coAuthors: ["ada", "Copilot"] }] });
    for (const as of ["ada", "noor", "dependabot[bot]"])
      actions.openPullRequest({ as, repository: "acme/web", commits: [{}] });
    await flow.settled();
    await train(flow, "mira");
    actions.mergePullRequest({ as: "sam", repository, number: jos.number });
    await flow.settled();
    const file = { as: "sam", repository: "acme/.github", path: ".github/app.yml" };
    actions.commitFile({ ...file, content: "enforcement: { mode: flag }\n" });
    await flow.settled();
    const first = (await decisionsOf(flow)).find(({ mode }) => mode === "block");
    if (!first) throw new Error("Nothing was decided");
    one = first;
  });

  /** Changes a row, does something, and puts it back. */
  async function withEdited<T>(change: (row: Row) => object, look: () => Promise<T>): Promise<T> {
    const where = { id: one.id };
    await flow.database.db.decision.update({ where, data: change(structuredClone(one)) as Prisma.DecisionUpdateInput });
    try {
      return await look();
    } finally {
      const back = { ...one, facts: one.facts ?? {}, tree: one.tree ?? {}, factsDigests: one.factsDigests ?? {} };
      await flow.database.db.decision.update({ where, data: back as Prisma.DecisionUpdateInput });
    }
  }

  type EditableFacts = { people: { access: string; completions: object[] }[]; pushers: number[]; asOf: string };
  const factsOf = ({ facts }: Row) => facts as unknown as EditableFacts;

  it("agrees with every decision of the log", async () => {
    const count = await flow.database.db.decision.count();
    expect(count).toBeGreaterThan(4);

    const { code, told } = await replay("--all");

    expect(told).toBe(`${count} decisions in the log: ${count} agree, 0 were erased, 0 differ`);
    expect(code).toBe(0);
  });

  it("keeps of the repository's properties those on which its scope rests", () => {
    expect(one.facts).toMatchObject({ repository: { properties: { soc2: "in-scope" } } });
    expect(JSON.stringify(one.facts)).not.toContain("nobody");
  });

  it("decides one again by its id", async () => {
    const { code, told } = await replay(one.id);

    expect(told).toMatch(new RegExp(`^decision ${one.id} \\(entry \\d+\\) agrees`));
    expect(code).toBe(0);
    expect(JSON.parse((await replay(one.id, "--json")).told)).toMatchObject({ decision: one.id, result: "agrees" });
  });

  it.each([
    [
      "a value",
      "facts.people[0].access was edited",
      (row: Row) => {
        const facts = factsOf(row);
        for (const person of facts.people.slice(0, 1)) person.access = person.access === "admin" ? "read" : "admin";
        return { facts };
      },
    ],
    [
      "somebody's training",
      "facts.people[0].completions was edited",
      (row: Row) => {
        const facts = factsOf(row);
        const completion = { course: "owasp-top-10-2025", version: "1.0.0", completedAt: row.decidedAt.toISOString() };
        for (const person of facts.people.slice(0, 1)) person.completions = [completion];
        return { facts };
      },
    ],
    [
      "when it was",
      "facts.asOf was edited",
      (row: Row) => ({ facts: { ...factsOf(row), asOf: "2020-01-01T00:00:00.000Z" } }),
    ],
    [
      "an item of a list",
      "facts.pushers[1] was added",
      (row: Row) => ({ facts: { ...factsOf(row), pushers: [...factsOf(row).pushers, 1] } }),
    ],
    [
      "what is missing",
      "facts.courses[0].version is missing",
      (row: Row) => ({ facts: { ...factsOf(row), courses: [] } }),
    ],
    ["the outcome", "the stored outcome was edited: it is allow", () => ({ outcome: "allow" })],
    [
      "what pages show",
      "the stored reasons were edited: outcome is",
      (row: Row) => ({ tree: { ...(row.tree as object), outcome: "allow" } }),
    ],
  ])("names %s that was edited in the database", async (_, problem, change) => {
    const { code, told } = await withEdited(change, () => replay(one.id));

    expect(code).toBe(1);
    expect(told).toContain(problem);
  });

  it("is not deceived by who edits a fact and its digest alike", async () => {
    const digests = { ...(one.factsDigests as object), asOf: "0".repeat(64) };

    const { code, told } = await withEdited(
      () => ({ factsDigests: digests }),
      () => replay(one.id),
    );

    expect(code).toBe(1);
    expect(told).toContain("the list of the facts' digests was edited: the log commits to another");
  });

  it("says of a policy that was edited which one it is", async () => {
    const { db } = flow.database;
    const where = { digest: one.policyDigest };
    const { policy } = await db.policyVersion.findUniqueOrThrow({ where });
    await db.policyVersion.update({ where, data: { policy: { ...(policy as object), mode: "observe" } } });

    const { code, told } = await replay("--all");
    await db.policyVersion.update({ where, data: { policy: policy ?? {} } });

    expect(code).toBe(1);
    expect(told).toContain(`the policy ${one.policyDigest.slice(0, 8)} was edited`);
  });

  it("says of erased facts that they are, and that the log tells of no erasure", async () => {
    const { db } = flow.database;
    await db.$executeRaw`UPDATE decision SET facts = NULL, tree = NULL WHERE id = ${one.id}`;

    const [named, all] = [await replay(one.id), await replay("--all")];
    await db.decision.update({ where: { id: one.id }, data: { facts: one.facts ?? {}, tree: one.tree ?? {} } });

    expect(named).toMatchObject({ code: 0, told: expect.stringContaining("its facts were erased") });
    expect(all).toMatchObject({
      code: 1,
      told: expect.stringContaining("1 decisions have no facts; the log tells of 0"),
    });
  });

  it("finds a decision that was deleted, and one that nobody made", async () => {
    const { db } = flow.database;
    await db.$executeRaw`UPDATE decision SET id = 'made-by-hand' WHERE id = ${one.id}`;

    const { code, told } = await replay("--all");
    await db.$executeRaw`UPDATE decision SET id = ${one.id} WHERE id = 'made-by-hand'`;

    expect(code).toBe(1);
    expect(told).toContain(`decision ${one.id} `);
    expect(told).toContain("its row was deleted");
    expect(told).toContain("made-by-hand is stored and stands in no entry of the log");
  });

  it("checks what was decided before single facts had digests by the digest of all", async () => {
    const { db } = flow.database;
    await db.$executeRaw`UPDATE decision SET facts_salt = NULL, facts_digests = NULL WHERE id = ${one.id}`;

    const { code, told } = await replay(one.id);
    await db.decision.update({
      where: { id: one.id },
      data: { factsSalt: one.factsSalt, factsDigests: one.factsDigests ?? {} },
    });

    expect(code).toBe(1);
    expect(told).toContain("which of them cannot be told");
  });

  it("wants one decision or all", async () => {
    expect(await replay()).toMatchObject({ code: 2 });
    expect(await replay(one.id, "--all")).toMatchObject({ code: 2 });
    expect(await replay("nothing-of-ours")).toMatchObject({ code: 1 });
  });
});
