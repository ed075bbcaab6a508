import { describe, expect, it } from "vitest";
import type { PersonId } from "../../../src/domain/ids.ts";
import type { PassedModule, TrainingStore } from "../../../src/domain/stores/training.ts";
import type { ChangedFiles } from "../../../src/pipeline/github-port.ts";
import { rulesOn, type TouchedDeps, untilAllFit, withTouched } from "../../../src/pipeline/head/touched.ts";
import type { PathRule, Policy } from "../../../src/policy/policy.ts";
import { aPerson, aPolicy, COURSE, NOW, pullRequestPolicy, someFacts } from "../../support/facts.ts";
import { aRepository } from "../../support/stores.ts";

const SQL: PathRule = { touches: ["**/*.sql"], module: `${COURSE}/injection`, require: false };
const AUTH: PathRule = { touches: ["src/auth/**"], module: `${COURSE}/authentication`, require: true };

const read = (paths: readonly string[] | null, change: Partial<ChangedFiles> = {}): ChangedFiles => ({
  number: 1,
  paths,
  isAll: paths !== null,
  ...change,
});

/** Of the store only what is asked here. */
function depsWith(passed: readonly PassedModule[], asked: string[]): TouchedDeps {
  const modulesPassedBy: TrainingStore["modulesPassedBy"] = async (_, modules) => {
    asked.push(...modules.map(({ course, module }) => `${course}/${module}`));
    return passed;
  };
  return {
    module: ({ module }) => ({ title: `About ${module}`, minutes: 8, withCourse: false }),
    stores: { training: { modulesPassedBy } as TrainingStore },
  };
}

describe("what a head touches", () => {
  async function touchedBy(
    rules: readonly PathRule[],
    changed: readonly ChangedFiles[],
    passed: readonly PassedModule[] = [],
  ) {
    const asked: string[] = [];
    const policy = pullRequestPolicy({ paths: rules });
    const facts = await withTouched({ facts: someFacts(), changed }, policy, depsWith(passed, asked));
    return { facts, asked };
  }

  it("is each rule that fits, with three of its paths and how many more", async () => {
    const paths = ["a.sql", "b.sql", "c.sql", "d.sql", "e.sql", "src/main.ts"];

    const { facts, asked } = await touchedBy([AUTH, SQL], [read(paths)]);

    expect(facts.touched).toEqual([
      { rule: 1, title: "About injection", minutes: 8, paths: ["a.sql", "b.sql", "c.sql"], more: 2 },
    ]);
    expect(asked).toEqual([]);
  });

  it("is of all pull requests with the head together, each file once", async () => {
    const { facts } = await touchedBy([SQL], [read(["a.sql"]), read(["a.sql", "b.sql"], { number: 2 })]);

    expect(facts.touched).toMatchObject([{ paths: ["a.sql", "b.sql"], more: 0 }]);
  });

  it("says of nothing that it was touched where no rule fits, and of none that was not asked for", async () => {
    expect((await touchedBy([SQL], [read(["a.ts"])])).facts).toEqual(someFacts());
    expect((await touchedBy([SQL, AUTH], [])).facts).toEqual(someFacts());
  });

  it("is a source that did not answer where a rule requires, and else is left out", async () => {
    expect((await touchedBy([SQL], [read(null)])).facts).toEqual(someFacts());
    expect((await touchedBy([SQL, AUTH], [read(null)])).facts).toEqual(someFacts({ missing: ["files of #1"] }));
  });

  it("holds for a rule that requires where GitHub does not list all: more files than that hide nothing", async () => {
    const part = read(["a.ts"], { isAll: false });

    expect((await touchedBy([SQL], [part])).facts.touched).toBeUndefined();
    expect((await touchedBy([AUTH], [part])).facts.touched).toMatchObject([{ paths: [], more: 0, isPart: true }]);
  });

  it("is told as one line without characters that nobody sees, and of a long path by its end", async () => {
    const { facts } = await touchedBy([SQL], [read(["a\n\u202eb.sql", `${"x/".repeat(100)}💥.sql`])]);

    const [one, other = ""] = facts.touched?.[0]?.paths ?? [];
    expect(one).toBe("a\ufffd\ufffdb.sql");
    expect(other).toMatch(/^…[x/]+💥\.sql$/u);
    expect([...other]).toHaveLength(101);
  });

  it("brings who passed the modules that are required, in the major version in force", async () => {
    const person = someFacts().people[0]?.person as PersonId;
    const passedIn = (courseVersion: string, module = "authentication"): PassedModule => ({
      person,
      courseId: COURSE,
      courseVersion,
      module,
    });
    const paths = [read(["src/auth/a.ts"])];

    const current = await touchedBy([AUTH, SQL], paths, [passedIn("1.0.0"), passedIn("1.4.2")]);
    const older = await touchedBy([AUTH, SQL], paths, [passedIn("0.9.0")]);

    expect(current.asked).toEqual([`${COURSE}/authentication`]);
    expect(current.facts.people[0]?.passedModules).toEqual([`${COURSE}/authentication`]);
    expect(older.facts.people).toEqual([aPerson()]);
  });
});

describe("files", () => {
  it("are read until every rule fits one of them, of each pull request by itself", () => {
    const wantsMore = untilAllFit([SQL, AUTH]);

    expect(wantsMore(1, ["a.ts"])).toBe(true);
    expect(wantsMore(1, ["a.sql"])).toBe(true);
    expect(wantsMore(2, ["src/auth/a.ts"])).toBe(true);
    expect(wantsMore(1, ["src/auth/a.ts"])).toBe(false);
    expect(wantsMore(2, ["a.sql"])).toBe(false);
  });

  it.each<[string, number, Policy | undefined]>([
    ["where the policy has rules", 2, pullRequestPolicy({ paths: [SQL, AUTH] })],
    [
      "where nothing is shown, only for those that require",
      1,
      { ...pullRequestPolicy({ paths: [SQL, AUTH] }), mode: "observe" },
    ],
    ["outside of the boundary, for none", 0, outside(pullRequestPolicy({ paths: [AUTH] }))],
    ["without a rule, for none", 0, aPolicy()],
    ["without a policy, for none", 0, undefined],
  ])("are read %s", (_, rules, policy) => {
    expect(rulesOn(aRepository({ name: "payments-api" }), policy, new Date(NOW))).toHaveLength(rules);
  });
});

function outside(policy: Policy): Policy {
  return { ...policy, boundary: { ...policy.boundary, repositories: { include: ["*"], exclude: ["payments-*"] } } };
}
