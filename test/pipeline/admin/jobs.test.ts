import { randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import { accountId, orgId, personId } from "../../../src/domain/ids.ts";
import type { AdminDeps, AdminNews } from "../../../src/pipeline/admin/deps.ts";
import { retryJob } from "../../../src/pipeline/admin/jobs.ts";
import type { Actor } from "../../../src/pipeline/exceptions/port.ts";

const ORG = orgId(1);
const SAM: Actor = { person: personId("p"), account: accountId(7), login: "sam", via: "ui" };

function aDesk({ admin = true, retries = true } = {}) {
  const tried: string[] = [];
  const told: AdminNews[] = [];
  const deps = {
    roles: {
      rolesOf: async () => [],
      rolesInOrganisation: async () => ({ admin, approver: true, auditor: true }),
    },
    jobs: {
      count: async () => 0,
      list: async () => [],
      async retry(_: unknown, id: string) {
        tried.push(id);
        return retries;
      },
    },
    tell: (news: AdminNews) => void told.push(news),
  } as Partial<AdminDeps> as AdminDeps;
  return { deps, tried, told };
}

describe("a job that is to be tried now", () => {
  const id = randomUUID();

  it("is, by an admin, whose account is told to the operator", async () => {
    const { deps, tried, told } = aDesk();

    expect(await retryJob(SAM, ORG, id, deps)).toEqual({ ok: true, id });
    expect(tried).toEqual([id]);
    expect(told).toEqual([{ did: "job-retried", job: id, org: ORG, account: SAM.account }]);
  });

  it("is not by somebody who holds every role but that one", async () => {
    const { deps, tried, told } = aDesk({ admin: false });

    expect(await retryJob(SAM, ORG, id, deps)).toMatchObject({ ok: false });
    expect([...tried, ...told]).toEqual([]);
  });

  it.each([
    ["the queue has nothing to retry", { retries: false }, id],
    ["the id is none", {}, "1 OR true"],
  ])("is refused with the reason where %s", async (_, desk, asked) => {
    const { deps, told } = aDesk(desk);

    expect(await retryJob(SAM, ORG, asked, deps)).toMatchObject({ ok: false, why: expect.stringMatching(/retry/) });
    expect(told).toEqual([]);
  });
});
