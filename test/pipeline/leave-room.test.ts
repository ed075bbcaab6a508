import { describe, expect, it } from "vitest";
import { GitHubUnavailableError } from "../../src/domain/errors.ts";
import { installationId, repositoryId } from "../../src/domain/ids.ts";
import type { Repository } from "../../src/domain/installation.ts";
import { BACKFILL, FRESH } from "../../src/domain/priority.ts";
import type { Subject } from "../../src/domain/subject.ts";
import { createRoom } from "../../src/pipeline/leave-room.ts";

const HERE = installationId(1);
const head: Subject = { kind: "head", repositoryId: repositoryId(7), headSha: "a".repeat(40) };
const rules: Subject = { kind: "rules", installationId: HERE, told: false };

function room({ remaining, installation = HERE }: { remaining: number; installation?: typeof HERE }) {
  const resetAt = new Date("2026-12-01T13:00:00.000Z");
  const repository = { id: repositoryId(7), installationId: HERE } as Repository;
  return {
    stores: { repositories: { find: async () => repository } as never },
    budgets: () => [
      { installation, limit: 5_000, remaining: 4_900, resetAt },
      { installation, limit: 12_500, remaining, resetAt },
    ],
  };
}

function leaveRoom(subject: Subject, priority: number, given: ReturnType<typeof room>) {
  return createRoom(given)(subject, priority, 0);
}

describe("of an hour's requests", () => {
  it("the last fifth is not for heads that were found at once", async () => {
    await expect(leaveRoom(head, BACKFILL, room({ remaining: 2_499 }))).rejects.toThrow(GitHubUnavailableError);
    await expect(leaveRoom(head, BACKFILL - 5_000, room({ remaining: 0 }))).rejects.toMatchObject({
      remedy: "retry",
      detail: { nextHourAt: "2026-12-01T13:00:00.000Z" },
    });
    await expect(leaveRoom(head, BACKFILL, room({ remaining: 2_500 }))).resolves.toBe(0);
  });

  it.each([
    ["a head that somebody waits for", head, FRESH],
    ["a head that was asked for without hurry", head, 0],
    ["what is no head", rules, BACKFILL],
  ] as const)("all are for %s", async (_, subject, priority) => {
    await expect(leaveRoom(subject, priority, room({ remaining: 1 }))).resolves.toBe(0);
  });

  it("what a head waited for them is no try: a source that does not answer then is asked again before that is shown", async () => {
    let remaining = 0;
    const leave = createRoom({ ...room({ remaining }), budgets: () => room({ remaining }).budgets() });
    for (const tries of [0, 1, 2, 3, 4]) await expect(leave(head, BACKFILL, tries)).rejects.toThrow();

    remaining = 12_500;

    expect(await leave(head, BACKFILL, 5)).toBe(0);
    expect(await leave(head, BACKFILL, 6)).toBe(1);
    expect(await leave(head, FRESH, 0)).toBe(0);
    expect(await leave(head, FRESH, 3)).toBe(3);
  });

  it("those of another installation say nothing", async () => {
    const elsewhere = room({ remaining: 1, installation: installationId(2) });

    await expect(leaveRoom(head, BACKFILL, elsewhere)).resolves.toBe(0);
  });
});
