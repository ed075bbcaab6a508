import { randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import type { AccessObservation } from "../../../src/domain/access.ts";
import type { Installation } from "../../../src/domain/installation.ts";
import { reconcileAuditLog } from "../../../src/pipeline/audit-log/reconcile.ts";
import { createEntries } from "../../../src/pipeline/entries.ts";
import { useTransact } from "../../support/learning-db.ts";
import { aNumber, anAccount, anInstallation, aRepository, at, useStores } from "../../support/stores.ts";

const HOUR = 3_600;

describe("GitHub's audit log beside what is known here", () => {
  const test = useStores();
  const { transact } = useTransact(test);

  async function world() {
    const { stores } = test;
    const installation: Installation = { ...anInstallation({ orgLogin: `acme-${aNumber()}` }), baselineAt: null };
    const repository = aRepository({ installationId: installation.id, owner: installation.orgLogin });
    const [mira, jo, sam] = [anAccount(), anAccount(), anAccount()];
    const team = aNumber();
    await stores.installations.save(installation, at(0));
    await stores.repositories.save([repository], at(0));
    await stores.people.ensure([mira, jo, sam], at(0));
    const org = installation.orgLogin;
    const key = { accountId: null, teamId: null, repositoryId: null, role: null, present: true };
    const untold = { deliveryId: null, externalId: null, notBefore: null, recordedAt: at(0) };
    const observe = (seen: Pick<AccessObservation, "kind" | "source" | "observedAt"> & Partial<AccessObservation>) =>
      stores.access.record([{ ...key, ...untold, orgId: installation.orgId, ...seen }]);
    await observe({ kind: "team", teamId: team, role: "payments", source: "baseline", observedAt: at(0) });
    const event = (action: string, seconds: number, more: object = {}) => ({
      _document_id: randomUUID(),
      "@timestamp": at(seconds).getTime(),
      action,
      org,
      actor: sam.login,
      actor_id: sam.id,
      ...more,
    });
    const about = (account: typeof mira) => ({ user: account.login, user_id: account.id });
    const deps = {
      stores,
      transact,
      entries: createEntries({ id: randomUUID(), version: "0.0.0" }),
      clock: () => at(100 * HOUR),
      newId: () => randomUUID(),
    };
    const reconcile = (events: readonly object[] | string, dryRun = false) => {
      const text = typeof events === "string" ? events : JSON.stringify(events);
      const bytes = async function* () {
        yield Buffer.from(text);
      };
      return reconcileAuditLog({ bytes }, { installation, dryRun }, deps);
    };
    const sides = async () => {
      const rows = await test.db.githubLogEvent.findMany({
        where: { orgId: BigInt(installation.orgId) },
        orderBy: [{ happenedAt: "asc" }, { key: "asc" }],
      });
      return rows.map(({ action, side }) => `${side} ${action}`);
    };
    const filled = () =>
      test.db.accessObservation.findMany({
        where: { orgId: BigInt(installation.orgId), source: "audit-log" },
        orderBy: { observedAt: "asc" },
      });
    return { installation, repository, mira, jo, sam, team, observe, event, about, reconcile, sides, filled };
  }

  it("meets what a delivery told, once each, and says what stands on one side only", async () => {
    const { mira, jo, team, observe, event, about, reconcile, sides } = await world();
    const onTeam = { kind: "team-member", teamId: team, role: "member", source: "event" } as const;
    await observe({ ...onTeam, accountId: mira.id, observedAt: at(12) });
    await observe({ ...onTeam, accountId: mira.id, observedAt: at(15), present: false });
    await observe({ kind: "member", source: "event", role: "member", accountId: jo.id, observedAt: at(HOUR) });

    const done = await reconcile([
      event("team.add_member", 10, { ...about(mira), team: "acme/payments" }),
      event("team.add_member", 11, { ...about(mira), team: "acme/payments" }),
      event("repo.create", 5),
      event("repo.create", 2 * HOUR),
    ]);

    expect(done).toMatchObject({
      ok: true,
      isKnown: false,
      covered: { from: at(5), to: at(2 * HOUR) },
      summary: {
        events: 4,
        known: 0,
        others: { "repo.create": 2 },
        counts: [
          { action: "org.add_member", both: 0, github: 0, here: 1 },
          { action: "team.add_member", both: 1, github: 1, here: 0 },
        ],
      },
    });
    // What a delivery told 10 s after the begin may be of an event that the file has no more.
    expect(await sides()).toEqual(["github team.add_member", "both team.add_member", "here org.add_member"]);
  });

  it("changes nothing the second time, and nothing at all with --dry-run", async () => {
    const { installation, mira, event, about, reconcile, sides } = await world();
    const events = [event("org.add_member", 10, about(mira))];

    const tried = await reconcile(events, true);
    expect(await sides()).toEqual([]);
    expect(await test.db.githubLog.count({ where: { orgId: BigInt(installation.orgId) } })).toBe(0);
    const first = await reconcile(events);
    const inbox = await test.db.logInbox.count();
    const second = await reconcile(events);

    expect(tried).toEqual(first);
    expect(second).toEqual({ ...first, isKnown: true });
    expect(await sides()).toEqual(["github org.add_member"]);
    expect(await test.db.logInbox.count()).toBe(inbox);
  });

  it("takes an event once that two files bring, and lets the second file explain what the first one lacked", async () => {
    const { jo, mira, observe, event, about, reconcile, sides } = await world();
    await observe({ kind: "member", source: "event", role: "member", accountId: jo.id, observedAt: at(HOUR + 2) });
    const shared = event("org.add_member", 10, about(mira));
    await reconcile([shared, event("repo.create", 2 * HOUR)]);
    expect(await sides()).toEqual(["github org.add_member", "here org.add_member"]);

    const second = await reconcile([shared, event("org.add_member", HOUR, about(jo))]);

    expect(second).toMatchObject({ summary: { known: 1, counts: [{ action: "org.add_member", both: 1, github: 0 }] } });
    expect(await sides()).toEqual(["github org.add_member", "both org.add_member"]);
  });

  it("dates access of which only a later look told, and leaves alone what is newest", async () => {
    const { mira, jo, repository, observe, event, about, reconcile, filled } = await world();
    const direct = { kind: "collaborator", repositoryId: repository.id, role: "write" } as const;
    await observe({ ...direct, source: "baseline", accountId: mira.id, observedAt: at(50 * HOUR) });
    await observe({ ...direct, source: "event", accountId: jo.id, observedAt: at(HOUR) });
    const repo = { repo: `${repository.owner}/${repository.name}`, repo_id: repository.id };

    const done = await reconcile([
      event("repo.add_member", 10, { ...about(mira), ...repo, permission: "write" }),
      event("repo.remove_member", 40 * HOUR, { ...about(jo), ...repo }),
    ]);

    expect(done).toMatchObject({ ok: true, summary: { filled: 1 } });
    expect(await filled()).toMatchObject([
      { accountId: BigInt(mira.id), role: "write", present: true, observedAt: at(10) },
    ]);
  });

  it("meets an override with the bypass that was seen", async () => {
    const { installation, repository, event, reconcile, sides } = await world();
    await test.stores.landings.add({
      ...{ id: randomUUID(), orgId: installation.orgId, repositoryId: repository.id, branch: "main", number: 7 },
      ...{ record: null, before: null, after: null, landedAt: at(100), landedBy: null, result: "bypassed" },
    });

    await reconcile([
      event("protected_branch.policy_override", 101, { repo_id: repository.id, branch: "main" }),
      event("protected_branch.policy_override", 2 * HOUR, { repo_id: repository.id, branch: "main" }),
    ]);

    expect(await sides()).toEqual(["both protected_branch.policy_override", "github protected_branch.policy_override"]);
  });

  it("writes one entry without a name in it", async () => {
    const { mira, event, about, reconcile } = await world();
    const before = await test.db.logInbox.count();

    await reconcile([event("org.add_member", 10, about(mira))]);

    const rows = await test.db.logInbox.findMany({ orderBy: { id: "desc" }, take: 1 });
    expect(await test.db.logInbox.count()).toBe(before + 1);
    expect(rows[0]?.body).toMatchObject({
      type: "github_log.reconciled",
      covers_from: at(10).toISOString(),
      counts: [{ action: "org.add_member", both: 0, github: 1, here: 0 }],
      known_events: 0,
      other_events: 0,
    });
    expect(JSON.stringify(rows[0]?.body)).not.toContain(mira.login);
  });

  it("keeps nothing of a file with one bad line, and names the line", async () => {
    const { mira, event, about, reconcile, sides, installation } = await world();
    const good = JSON.stringify(event("org.add_member", 10, about(mira)));

    expect(await reconcile(`${good}\n{"action": "org.add_member"}\n`)).toMatchObject({ ok: false, line: 2 });
    expect(await reconcile(`${good}\n${JSON.stringify(event("org.add_member", 11, { org: "globex" }))}`)).toEqual({
      ok: false,
      line: 2,
      problem: `the event is of globex, and not of ${installation.orgLogin}`,
    });
    expect(await reconcile("")).toMatchObject({ ok: false, problem: "there is no event in it" });
    expect(await sides()).toEqual([]);
  });
});
