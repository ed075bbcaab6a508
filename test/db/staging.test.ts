import { describe, expect, it } from "vitest";
import { orgId, repositoryId } from "../../src/domain/ids.ts";
import type { CourseInForce } from "../../src/domain/stores/staging.ts";
import { aNumber, aSha, at, useStores } from "../support/stores.ts";

describe("the course store", () => {
  const test = useStores();

  function aCourse(change: Partial<CourseInForce> = {}): CourseInForce {
    return {
      id: `course-${aNumber()}`,
      layer: "developer",
      version: "1.0.0",
      contentSha256: aSha(),
      files: [{ path: "course.yml", text: "title: ü\n" }],
      publishedAt: at(1),
      majorSince: at(0),
      minorSince: at(0),
      firstSince: at(0),
      ...change,
    };
  }
  const find = async (id: string) => (await test.stores.courses.listInForce()).find((course) => course.id === id);

  it("tells a course as it was put in force", async () => {
    const course = aCourse();

    expect(await test.stores.courses.putInForce(course)).toBe(true);
    expect(await find(course.id)).toEqual(course);
  });

  it("takes another text in its place, and says when it is the same", async () => {
    const course = aCourse();
    await test.stores.courses.putInForce(course);
    const before = await test.stores.courses.fingerprint();

    expect(await test.stores.courses.putInForce({ ...course, publishedAt: at(5) })).toBe(false);
    expect(await test.stores.courses.fingerprint()).toBe(before);
    const next = { ...course, version: "2.0.0", contentSha256: aSha(), publishedAt: at(6) };
    expect(await test.stores.courses.putInForce(next)).toBe(true);
    expect(await find(course.id)).toEqual(next);
    expect(await test.stores.courses.fingerprint()).not.toBe(before);
  });

  it("is put in force once by two at the same time", async () => {
    const course = aCourse();

    const done = await Promise.all([1, 2, 3].map(() => test.stores.courses.putInForce(course)));

    expect(done.filter(Boolean)).toHaveLength(1);
  });

  it("forgets what was withdrawn", async () => {
    const course = aCourse();
    await test.stores.courses.putInForce(course);

    expect(await test.stores.courses.withdraw(course.id)).toBe(true);
    expect(await test.stores.courses.withdraw(course.id)).toBe(false);

    expect(await find(course.id)).toBeUndefined();
  });
});

describe("the store of policy checks", () => {
  const test = useStores();

  it("keeps what it is told, and leaves the rest", async () => {
    const head = { repositoryId: repositoryId(aNumber()), headSha: aSha() };
    expect(await test.stores.policyChecks.find(head)).toBeNull();

    await test.stores.policyChecks.save(head, { creatingAt: at(0) });
    await test.stores.policyChecks.save(head, { runId: 2 ** 40, shownSha256: "a", creatingAt: null });
    await test.stores.policyChecks.save(head, { shownSha256: "b" });

    expect(await test.stores.policyChecks.find(head)).toEqual({ runId: 2 ** 40, shownSha256: "b", creatingAt: null });
  });
});

describe("the policy store, of what waits", () => {
  const test = useStores();
  const held = { digest: "h".repeat(64), text: null, at: at(2), newlyBlocked: 6, open: 15 };

  it("knows nothing of an organisation whose file was never read", async () => {
    expect(await test.stores.policies.stateOf(orgId(aNumber()))).toBeNull();
  });

  it("keeps what is held beside what is in force, until that is another", async () => {
    const org = orgId(aNumber());
    const inForce = { digest: aSha(), text: "a", problem: null, readAt: at(0) };
    await test.stores.policies.putInForce(org, inForce);

    await test.stores.policies.hold(org, held);
    expect(await test.stores.policies.stateOf(org)).toMatchObject({ inForce: { digest: inForce.digest }, held });

    await test.stores.policies.putInForce(org, { ...inForce, digest: held.digest });
    expect((await test.stores.policies.stateOf(org))?.held).toBeNull();
  });

  it("has nothing in force where the first file cannot be used", async () => {
    const org = orgId(aNumber());

    await test.stores.policies.refuseFirst(org, { problem: "2 problems", readAt: at(0) });

    expect(await test.stores.policies.inForce(org)).toBeNull();
    expect(await test.stores.policies.stateOf(org)).toEqual({ inForce: null, problem: "2 problems", held: null });
  });

  it("cannot hold anything where nothing is in force", async () => {
    await expect(test.stores.policies.hold(orgId(aNumber()), held)).rejects.toThrow();
  });

  it("keeps a reason once, under the digest that the log holds", async () => {
    const sha256 = await test.stores.reasons.keep("SEC-1", at(0));

    expect(await test.stores.reasons.keep("SEC-1", at(1))).toBe(sha256);
    expect(await test.db.reason.findMany({ where: { sha256 } })).toEqual([{ sha256, text: "SEC-1", givenAt: at(0) }]);
  });
});
